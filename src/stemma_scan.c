/* The public functions that look at whole collections. */
#include "stemma_inner.h"

#include "base/file.h"
#include "render/scan.h"
#include "render/scan_parts.h"
#include "render/term.h"
#include "scan/variants.h"

#include <errno.h>
#include <stdlib.h>

static const double COPIES_THRESHOLD = 0.5, HELD_THRESHOLD = 0.8;

struct stemma_scan {
    Arena *arena;
    Collection collection;
    SpanVec troubles;
    struct Family {
        const char **paths;
        size_t count;
        const char *name, *voice;
    } * families;
    size_t family_count;
};

static void note(stemma_scan *scan, int code, const char *path)
{
    stemma_error error;
    inner_fail_file(&error, code, path, false);
    vec_add(scan->arena, &scan->troubles, arena_copy(scan->arena, span_of(error.message)));
}

/* ---- which files ---- */

/* A path and which of the given ones it was found below. */
typedef struct Found {
    Span path;
    uint32_t root;
} Found;

typedef struct Walk {
    Arena *arena;
    stemma_scan *scan;
    VEC(Found) found;
    uint32_t root;
    Span without; /* an absolute path with its slash, or empty */
} Walk;

static bool is_left_out(const Walk *walk, const char *path)
{
    if (!walk->without.len)
        return false;
    Arena *scratch = arena_new();
    bool is_below = span_starts(span_of(file_place(scratch, path)), walk->without);
    arena_free(scratch);
    return is_below;
}

static void visit(void *context, const char *path)
{
    Walk *walk = context;
    if (!is_left_out(walk, path))
        vec_add(walk->arena, &walk->found,
                (Found){arena_copy(walk->arena, span_of(path)), walk->root});
}

static void fail(void *context, const char *path, int code)
{
    Walk *walk = context;
    if (!is_left_out(walk, path))
        note(walk->scan, code, path);
}

static int by_path(const void *left, const void *right)
{
    const Found *a = left, *b = right;
    int order = span_cmp(a->path, b->path);
    return order ? order : a->root < b->root ? -1 : a->root > b->root;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int by_message(const void *left, const void *right)
{
    return span_cmp(*(const Span *)left, *(const Span *)right);
}

static void read_files(stemma_scan *scan, Walk *walk)
{
    uint32_t count = 0;
    size_t all = walk->found.len;
    Span *paths = ARENA_ARRAY(scan->arena, Span, all);
    uint32_t *roots = ARENA_ARRAY(scan->arena, uint32_t, all);
    if (all)
        qsort(walk->found.at, all, sizeof *walk->found.at, by_path);
    for (size_t i = 0; i < all; i++) /* a folder may have been named twice */
        if (!count || !span_eq(paths[count - 1], walk->found.at[i].path)) {
            paths[count] = walk->found.at[i].path;
            roots[count++] = walk->found.at[i].root;
        }
    collection_read(&scan->collection, paths, roots, count);
    for (uint32_t f = 0; f < count; f++)
        if (scan->collection.files[f].error)
            note(scan, scan->collection.files[f].error, paths[f].ptr);
    collection_drop_unread(&scan->collection);
    if (scan->troubles.len)
        qsort(scan->troubles.at, scan->troubles.len, sizeof *scan->troubles.at, by_message);
}

/* Roots are numbered by their names, so that the order in which they were given has no say. */
static const char **in_order(Arena *arena, const char *const *paths, size_t count)
{
    const char **sorted = ARENA_ARRAY(arena, const char *, count);
    if (count) {
        memcpy(sorted, paths, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_text);
    }
    return sorted;
}

static void walk_paths(stemma_scan *scan, const char *const *paths, size_t count,
                       const char *without)
{
    Walk walk = {.arena = scan->arena, .scan = scan};
    if (without)
        walk.without = arena_format(scan->arena, "%s/", file_place(scan->arena, without));
    const char **roots = in_order(scan->arena, paths, count);
    for (size_t i = 0; i < count; i++) {
        walk.root = (uint32_t)i;
        Arena *scratch = arena_new();
        file_walk_telling(scratch, roots[i], visit, fail, &walk);
        arena_free(scratch);
    }
    read_files(scan, &walk);
}

/* ---- the scan ---- */

static int check_options(const stemma_scan_options *options, stemma_error *error)
{
    if (!(options->threshold >= 0 && options->threshold <= 1))
        return inner_fail(error, -EINVAL, "the threshold is a likeness from 0 to 1");
    if (options->no_copies && options->no_contained && options->no_variants)
        return inner_fail(error, -EINVAL, "there is no kind of pair left to look for");
    return 0;
}

static ScanPolicy policy_of(const stemma_scan_options *options)
{
    unsigned threads = options->threads ? options->threads : parallel_default();
    return (ScanPolicy){
        .likeness = options->threshold > 0 ? options->threshold : COPIES_THRESHOLD,
        .containment = HELD_THRESHOLD,
        .variant = VARIANTS_THRESHOLD,
        .no_copies = options->no_copies,
        .no_contained = options->no_contained,
        .no_variants = options->no_variants,
        .keeps_shingles = options->shingles,
        .cache = options->cache,
        .cache_limit = options->cache_limit,
        .progress = options->progress,
        .progress_context = options->progress_context,
        .threads = threads < PARALLEL_MOST ? threads : PARALLEL_MOST,
    };
}

static int by_dated_path(const void *left, const void *right)
{
    const stemma_dated *a = left, *b = right;
    return strcmp(a->path, b->path);
}

static void date_files(stemma_scan *scan, const stemma_scan_options *options)
{
    Collection *c = &scan->collection;
    if (!options->date_count)
        return;
    int64_t *dates = ARENA_ARRAY(scan->arena, int64_t, c->file_count);
    stemma_dated *sorted = ARENA_ARRAY(scan->arena, stemma_dated, options->date_count);
    memcpy(sorted, options->dates, options->date_count * sizeof *sorted);
    qsort(sorted, options->date_count, sizeof *sorted, by_dated_path);
    for (uint32_t f = 0; f < c->file_count; f++) {
        stemma_dated key = {.path = c->files[f].path.ptr};
        const stemma_dated *found =
            bsearch(&key, sorted, options->date_count, sizeof key, by_dated_path);
        dates[f] = found ? found->seconds : COLLECTION_UNDATED;
    }
    c->dates = dates;
}

static int apply_baseline(stemma_scan *scan, const stemma_scan_options *options,
                          stemma_error *error)
{
    Span message;
    if (!options->baseline ||
        scan_baseline(&scan->collection, (Span){options->baseline, options->baseline_len},
                      &message))
        return 0;
    return inner_fail(error, -EINVAL, "the baseline cannot be used: %.*s", SPAN_ARG(message));
}

static void list_families(stemma_scan *scan)
{
    const Collection *c = &scan->collection;
    scan->family_count = 0;
    scan->families = ARENA_ARRAY(scan->arena, struct Family, c->clusters.len);
    for (size_t i = 0; i < c->clusters.len; i++) {
        const Cluster *cluster = &c->clusters.at[i];
        if (!cluster_is_shown(c, cluster))
            continue;
        struct Family *family = &scan->families[scan->family_count++];
        family->count = cluster->files.len;
        family->voice = c->files[cluster->voice].path.ptr;
        family->name = arena_copy(scan->arena, scan_family_name(scan->arena, c, cluster)).ptr;
        family->paths = ARENA_ARRAY(scan->arena, const char *, family->count);
        for (size_t f = 0; f < family->count; f++)
            family->paths[f] = c->files[cluster->files.at[f]].path.ptr;
    }
}

int stemma_scan_paths(const char *const *paths, size_t count, const stemma_scan_options *options,
                      stemma_scan **scan, stemma_error *error)
{
    const stemma_scan_options none = {0};
    options = options ? options : &none;
    int status = check_options(options, error);
    if (status)
        return status;
    Arena *arena = arena_new();
    stemma_scan *result = ARENA_NEW(arena, stemma_scan);
    *result = (stemma_scan){.arena = arena};
    result->collection = (Collection){.arena = arena, .policy = policy_of(options)};
    walk_paths(result, paths, count, options->without);
    date_files(result, options);
    collection_compare(&result->collection);
    collection_gather(&result->collection);
    status = apply_baseline(result, options, error);
    if (status) {
        stemma_scan_free(result);
        return status;
    }
    list_families(result);
    *scan = result;
    return 0;
}

void stemma_scan_free(stemma_scan *scan)
{
    if (!scan)
        return;
    collection_free(&scan->collection);
    arena_free(scan->arena);
}

size_t stemma_scan_finding_count(const stemma_scan *scan)
{
    return scan_findings(&scan->collection);
}

int stemma_scan_choose(stemma_scan *scan, const unsigned *numbers, size_t count,
                       stemma_error *error)
{
    Collection *c = &scan->collection;
    for (size_t i = 0; i < count; i++)
        if (numbers[i] < 1 || numbers[i] > c->clusters.len)
            return inner_fail(error, -EINVAL, "there is no family %u; there are %zu", numbers[i],
                              c->clusters.len);
    c->has_choice = true;
    for (size_t i = 0; i < count; i++)
        c->clusters.at[numbers[i] - 1].is_chosen = true;
    list_families(scan);
    return 0;
}

size_t stemma_scan_family_count(const stemma_scan *scan)
{
    return scan->family_count;
}

const char *const *stemma_scan_family(const stemma_scan *scan, size_t family, size_t *count)
{
    *count = scan->families[family].count;
    return scan->families[family].paths;
}

const char *stemma_scan_family_name(const stemma_scan *scan, size_t family)
{
    return scan->families[family].name;
}

const char *stemma_scan_family_voice(const stemma_scan *scan, size_t family)
{
    return scan->families[family].voice;
}

stemma_text stemma_scan_view(const stemma_scan *scan, stemma_scan_format format, bool details,
                             const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View how = inner_view(view);
    switch (format) {
    case STEMMA_SCAN_TEXT:
        scan_text(&out, &scan->collection, details, &how);
        break;
    case STEMMA_SCAN_JSON:
        scan_json(&out, &scan->collection, details);
        break;
    case STEMMA_SCAN_NDJSON:
        scan_ndjson(&out, &scan->collection);
        break;
    case STEMMA_SCAN_DOT:
        scan_dot(&out, &scan->collection);
        break;
    case STEMMA_SCAN_HTML:
        inner_scan_page(&out, &scan->collection);
        break;
    }
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_scan_remark(const stemma_scan *scan)
{
    Span remark = scan->collection.remark;
    if (!remark.len)
        return inner_text(remark);
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    buf_add(&out, SPAN("stemma: "));
    term_add(&out, remark);
    buf_add_byte(&out, '\n');
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_scan_troubles(const stemma_scan *scan, size_t *count)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    for (size_t i = 0; i < scan->troubles.len; i++) {
        buf_add(&out, SPAN("stemma: "));
        buf_add(&out, scan->troubles.at[i]);
        buf_add_byte(&out, '\n');
    }
    *count = scan->troubles.len;
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}
