#include "scan/copied.h"

#include "scan/join.h"
#include "scan/shared.h"

#include <assert.h>
#include <stdlib.h>

/* Files with the same body words. */
typedef struct Twins {
    const uint32_t *files; /* ascending */
    uint32_t count;
} Twins;

typedef VEC(Twins) TwinsVec;

typedef struct Body {
    uint64_t hash;
    uint32_t shingles, file;
} Body;

static int by_body(const void *left, const void *right)
{
    const Body *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->shingles != b->shingles)
        return a->shingles < b->shingles ? -1 : 1;
    return a->file < b->file ? -1 : a->file > b->file;
}

static void find_twins(Arena *arena, Collection *c, TwinsVec *groups)
{
    c->texts = ARENA_ARRAY(c->arena, uint32_t, c->file_count);
    for (uint32_t f = 0; f < c->file_count; f++)
        c->texts[f] = f;
    Body *bodies = ARENA_ARRAY(arena, Body, c->file_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->file_count; i++)
        if (c->files[i].shingles)
            bodies[count++] = (Body){c->files[i].body_hash, c->files[i].shingles, i};
    qsort(bodies, count, sizeof *bodies, by_body);
    uint32_t *files = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0, run; i < count; i += run) {
        for (run = 0; i + run < count && bodies[i + run].hash == bodies[i].hash &&
                      bodies[i + run].shingles == bodies[i].shingles;
             run++) {
            files[i + run] = bodies[i + run].file;
            c->texts[files[i + run]] = files[i];
        }
        vec_add(arena, groups, (Twins){&files[i], run});
    }
}

static float jaccard(Tokens a, Tokens b)
{
    uint32_t shared = tokens_shared(a, b), all = a.count + b.count - shared;
    return all ? (float)shared / (float)all : 1;
}

static void add_pair(Collection *c, uint32_t a, uint32_t b, uint32_t shared, bool is_same)
{
    const Feature *x = &c->files[a], *y = &c->files[b];
    uint32_t all = x->shingles + y->shingles - shared;
    bool a_is_smaller = x->shingles < y->shingles;
    uint32_t least = a_is_smaller ? x->shingles : y->shingles;
    Pair pair = {.a = a, .b = b, .is_same_body = is_same};
    pair.body = (float)shared / (float)all;
    pair.held = (float)shared / (float)least;
    pair.kind = (double)shared >= c->policy.likeness * all - 1e-9 ? PAIR_COPY : PAIR_CONTAINS;
    if (pair.kind == PAIR_CONTAINS && a_is_smaller) {
        pair.a = b;
        pair.b = a;
    }
    pair.score = pair.kind == PAIR_COPY ? pair.body : pair.held;
    pair.front = jaccard(x->front, y->front);
    pair.names = x->name.len && span_eq(x->name, y->name) ? NAMES_SAME : NAMES_DIFFER;
    vec_add(c->arena, &c->pairs, pair);
}

static void pair_twins(Collection *c, Twins twins)
{
    uint32_t shared = c->files[twins.files[0]].shingles;
    uint32_t pairwise = twins.count <= COPIES_TWINS ? twins.count : 1;
    for (uint32_t i = 0; i < pairwise; i++)
        for (uint32_t j = i + 1; j < twins.count; j++)
            add_pair(c, twins.files[i], twins.files[j], shared, true);
}

static void pair_groups(Collection *c, Twins a, Twins b, uint32_t shared)
{
    uint32_t as = a.count <= COPIES_TWINS ? a.count : 1, bs = b.count <= COPIES_TWINS ? b.count : 1;
    for (uint32_t i = 0; i < as; i++)
        for (uint32_t j = 0; j < bs; j++) {
            uint32_t x = a.files[i], y = b.files[j];
            add_pair(c, x < y ? x : y, x < y ? y : x, shared, false);
        }
}

static void unpack_all(Collection *c, const Packed *packed, uint32_t count, Tokens *bodies)
{
    for (uint32_t i = 0; i < count; i++)
        if (!tokens_unpack(c->kept[0], packed[i], &bodies[i]))
            assert(!"what was read is good");
}

/* Twins have one body between them. From here on nothing is packed any more. */
static Sets unpack(Arena *arena, Collection *c, const TwinsVec *groups)
{
    uint32_t count = (uint32_t)groups->len, *sizes = ARENA_ARRAY(arena, uint32_t, count);
    Packed *packed = ARENA_ARRAY(arena, Packed, count);
    Tokens *bodies = ARENA_ARRAY(arena, Tokens, count);
    for (uint32_t g = 0; g < count; g++) {
        packed[g] = c->files[groups->at[g].files[0]].packed;
        sizes[g] = packed[g].count;
    }
    if (c->policy.keeps_shingles)
        unpack_all(c, packed, count, bodies);
    else
        shared_keep(c->kept, packed, count, c->policy.threads, bodies);
    for (uint32_t g = 0; g < count; g++)
        for (uint32_t i = 0; i < groups->at[g].count; i++)
            c->files[groups->at[g].files[i]].body = bodies[g];
    for (uint32_t f = 0; f < c->file_count; f++)
        c->files[f].packed = (Packed){0};
    for (uint32_t w = 0; w < c->policy.threads; w++) {
        arena_free(c->packed[w]);
        c->packed[w] = NULL;
    }
    return (Sets){bodies, sizes, count};
}

void copied_find(Collection *c)
{
    Arena *scratch = arena_new();
    TwinsVec groups = {0};
    JoinedVec joined = {0};
    find_twins(scratch, c, &groups);
    for (size_t g = 0; g < groups.len; g++)
        pair_twins(c, groups.at[g]);
    join_sets(scratch, unpack(scratch, c, &groups), c->policy.likeness, c->policy.containment,
              c->policy.threads, &joined);
    for (size_t i = 0; i < joined.len; i++)
        pair_groups(c, groups.at[joined.at[i].a], groups.at[joined.at[i].b], joined.at[i].shared);
    collection_sort_pairs(c);
    arena_free(scratch);
}
