#include "scan/collection.h"

#include "scan/cluster.h"
#include "scan/copied.h"
#include "scan/names.h"
#include "scan/variants.h"

#include <stdlib.h>

static bool is_wanted(const ScanPolicy *policy, PairKind kind)
{
    const bool left_out[] = {[PAIR_COPY] = policy->no_copies,
                             [PAIR_CONTAINS] = policy->no_contained,
                             [PAIR_VARIANT] = policy->no_variants};
    return !left_out[kind];
}

void collection_drop_unread(Collection *c)
{
    uint32_t kept = 0;
    for (uint32_t f = 0; f < c->file_count; f++)
        if (!c->files[f].error) {
            c->files[kept] = c->files[f];
            c->roots[kept++] = c->roots[f];
        }
    c->file_count = kept;
}

void collection_free(Collection *c)
{
    for (uint32_t w = 0; w < PARALLEL_MOST; w++) {
        arena_free(c->kept[w]);
        arena_free(c->packed[w]);
    }
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
