#include "scan/collection.h"

#include "base/file.h"
#include "scan/cluster.h"
#include "scan/copied.h"
#include "scan/names.h"
#include "scan/variants.h"

#include <stdlib.h>

typedef struct Reading {
    Feature *files;
    const Span *paths;
    Arena **arenas;
    FeatureReader *readers[PARALLEL_MOST];
} Reading;

static Feature read_file(Reading *reading, uint32_t worker, Span path)
{
    Arena *scratch = arena_new();
    Span bytes;
    int error = file_read(scratch, path.ptr, &bytes);
    Feature feature = {.path = path, .error = error};
    if (error == 0)
        feature = feature_read(reading->arenas[worker], reading->readers[worker], path, bytes);
    arena_free(scratch);
    return feature;
}

static void read_range(void *context, uint32_t worker, Range range)
{
    Reading *reading = context;
    if (!reading->readers[worker])
        reading->readers[worker] = feature_reader_new();
    for (uint32_t f = range.start; f < range.end; f++)
        reading->files[f] = read_file(reading, worker, reading->paths[f]);
}

void collection_read(Collection *c, const Span *paths, const uint32_t *roots, uint32_t count,
                     Arena **arenas)
{
    c->files = ARENA_ARRAY(c->arena, Feature, count);
    c->roots = ARENA_ARRAY(c->arena, uint32_t, count);
    c->file_count = count;
    if (count)
        memcpy(c->roots, roots, count * sizeof *roots);
    Reading reading = {.files = c->files, .paths = paths, .arenas = arenas};
    parallel_run(c->policy.threads, count, read_range, &reading);
    for (uint32_t w = 0; w < PARALLEL_MOST; w++)
        if (reading.readers[w])
            feature_reader_free(reading.readers[w]);
    for (uint32_t f = 0; f < count; f++)
        c->bytes += c->files[f].bytes;
}

static bool is_wanted(const ScanPolicy *policy, PairKind kind)
{
    const bool left_out[] = {[PAIR_COPY] = policy->no_copies,
                             [PAIR_CONTAINS] = policy->no_contained,
                             [PAIR_VARIANT] = policy->no_variants};
    return !left_out[kind];
}

/* All kinds are looked for before some are left out, so that a copy never turns up as a variant. */
void collection_compare(Collection *c)
{
    size_t kept = 0;
    copied_find(c);
    if (!c->policy.no_variants)
        variants_find(c);
    for (size_t p = 0; p < c->pairs.len; p++)
        if (is_wanted(&c->policy, c->pairs.at[p].kind))
            c->pairs.at[kept++] = c->pairs.at[p];
    c->pairs.len = kept;
    for (uint32_t f = 0; f < c->file_count && c->policy.no_copies; f++)
        c->texts[f] = f; /* and no family rests on what was left out */
}

void collection_gather(Collection *c)
{
    cluster_find(c);
    names_find(c);
}

typedef struct Ends {
    uint32_t low, high;
} Ends;

static Ends ends_of(const Pair *pair)
{
    return pair->a < pair->b ? (Ends){pair->a, pair->b} : (Ends){pair->b, pair->a};
}

int collection_by_files(const void *left, const void *right)
{
    Ends x = ends_of(left), y = ends_of(right);
    if (x.low != y.low)
        return x.low < y.low ? -1 : 1;
    return x.high < y.high ? -1 : x.high > y.high;
}

void collection_sort_pairs(Collection *c)
{
    if (c->pairs.len)
        qsort(c->pairs.at, c->pairs.len, sizeof *c->pairs.at, collection_by_files);
}

const char *pair_kind_name(PairKind kind)
{
    static const char *const names[] = {
        [PAIR_COPY] = "copy", [PAIR_CONTAINS] = "contains", [PAIR_VARIANT] = "variant"};
    return names[kind];
}

float pair_strength(const Pair *pair)
{
    static const float base[] = {[PAIR_COPY] = 2, [PAIR_CONTAINS] = 1, [PAIR_VARIANT] = 0};
    return base[pair->kind] + pair->score;
}

bool cluster_is_shown(const Collection *c, const Cluster *cluster)
{
    return c->has_choice ? cluster->is_chosen : !cluster->is_known;
}
