#include "scan/join.h"

#include "scan/parallel.h"

#include <math.h>
#include <stdlib.h>

enum { RARITIES = 256, SPARE_SHARE = 8, LEAST_BITS = 10, MOST_BITS = 31 };

typedef struct Join {
    const Tokens *sets;
    uint32_t count;
    double likeness, containment;
    uint32_t *order; /* sets by size; the place of a set there is its rank */
    uint8_t *seen;   /* by hash: in how many sets a token stands at most, up to RARITIES - 1 */
    unsigned seen_shift;
    uint32_t *starts; /* of each bucket's ranks, ascending */
    uint32_t *ranks;
    unsigned bucket_shift;
    uint32_t *needed; /* by rank: indexed tokens that must be met; 0 when none is indexed */
    Arena *arenas[PARALLEL_MOST];
    JoinedVec found[PARALLEL_MOST];
    uint32_t *hits[PARALLEL_MOST];
} Join;

static unsigned bits_for(uint64_t count)
{
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && (UINT64_C(1) << bits) < count)
        bits++;
    return bits;
}

/* ---- how rare tokens are ---- */

static void count_tokens(Arena *arena, Join *join)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < join->count; i++)
        total += join->sets[i].count;
    unsigned bits = bits_for(total);
    join->seen = ARENA_ARRAY(arena, uint8_t, (size_t)1 << bits);
    join->seen_shift = 32 - bits;
    for (uint32_t i = 0; i < join->count; i++)
        for (uint32_t t = 0; t < join->sets[i].count; t++) {
            uint8_t *seen = &join->seen[join->sets[i].at[t] >> join->seen_shift];
            *seen += *seen < RARITIES - 1;
        }
}

static uint32_t rarity(const Join *join, uint32_t token)
{
    return join->seen[token >> join->seen_shift];
}

/* ---- order ---- */

typedef struct Sized {
    uint32_t size, set;
} Sized;

static int by_size(const void *left, const void *right)
{
    const Sized *a = left, *b = right;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return a->set < b->set ? -1 : a->set > b->set;
}

static void order_sets(Arena *arena, Join *join)
{
    Arena *scratch = arena_new();
    Sized *sized = ARENA_ARRAY(scratch, Sized, join->count);
    for (uint32_t i = 0; i < join->count; i++)
        sized[i] = (Sized){join->sets[i].count, i};
    qsort(sized, join->count, sizeof *sized, by_size);
    join->order = ARENA_ARRAY(arena, uint32_t, join->count);
    for (uint32_t i = 0; i < join->count; i++)
        join->order[i] = sized[i].set;
    arena_free(scratch);
}

/* ---- the index ---- */

/* The least number of tokens that a set shares with a set of its size or above when the two are a pair. */
static uint32_t least_shared(const Join *join, uint32_t size)
{
    double alike = 2 * join->likeness / (1 + join->likeness);
    double share = alike < join->containment ? alike : join->containment;
    uint32_t least = (uint32_t)ceil(share * size - 1e-9);
    return least ? least : 1;
}

static uint32_t prefix_of(const Join *join, uint32_t size)
{
    uint32_t prefix = size - least_shared(join, size) + 1 + size / SPARE_SHARE;
    return prefix < size ? prefix : size;
}

static uint32_t bucket_of(const Join *join, uint32_t token)
{
    return token * UINT32_C(2654435769) >> join->bucket_shift;
}

/* Calls `add` for those of the set's rarest tokens that another set may hold; gives how many they are. */
static uint32_t each_indexed(Join *join, uint32_t rank,
                             void (*add)(Join *join, uint32_t bucket, uint32_t rank))
{
    Tokens set = join->sets[join->order[rank]];
    uint32_t of_rarity[RARITIES] = {0}, left = prefix_of(join, set.count), last = 0, added = 0;
    for (uint32_t i = 0; i < set.count; i++)
        of_rarity[rarity(join, set.at[i])]++;
    while (last + 1 < RARITIES && of_rarity[last] <= left)
        left -= of_rarity[last++];
    for (uint32_t i = 0; i < set.count; i++) {
        uint32_t rare = rarity(join, set.at[i]);
        if (rare > last || (rare == last && left == 0))
            continue;
        left -= rare == last;
        if (rare > 1) {
            add(join, bucket_of(join, set.at[i]), rank);
            added++;
        }
    }
    return added;
}

static void count_entry(Join *join, uint32_t bucket, uint32_t rank)
{
    (void)rank;
    join->starts[bucket + 1]++;
}

static void place_entry(Join *join, uint32_t bucket, uint32_t rank)
{
    join->ranks[join->starts[bucket]++] = rank;
}

static void build_index(Arena *arena, Join *join)
{
    uint64_t estimate = 0;
    for (uint32_t r = 0; r < join->count; r++)
        estimate += prefix_of(join, join->sets[r].count);
    unsigned bits = bits_for(estimate / 4);
    size_t buckets = (size_t)1 << bits;
    join->bucket_shift = 32 - bits;
    join->starts = ARENA_ARRAY(arena, uint32_t, buckets + 1);
    join->needed = ARENA_ARRAY(arena, uint32_t, join->count);
    for (uint32_t r = 0; r < join->count; r++) {
        uint32_t size = join->sets[join->order[r]].count;
        uint32_t indexed = each_indexed(join, r, count_entry);
        uint32_t outside = size - prefix_of(join, size), least = least_shared(join, size);
        bool can_match = size && indexed + outside >= least;
        join->needed[r] = can_match ? least - outside : 0;
    }
    for (size_t b = 0; b < buckets; b++)
        join->starts[b + 1] += join->starts[b];
    join->ranks = ARENA_ARRAY(arena, uint32_t, join->starts[buckets]);
    for (uint32_t r = 0; r < join->count; r++)
        each_indexed(join, r, place_entry);
    for (size_t b = buckets; b > 0; b--) /* placing has moved each start to the next one */
        join->starts[b] = join->starts[b - 1];
    join->starts[0] = 0;
}

/* ---- looking up ---- */

static bool is_pair(const Join *join, uint32_t smaller, uint32_t larger, uint32_t shared)
{
    double all = (double)smaller + larger - shared;
    return shared >= join->likeness * all - 1e-9 || shared >= join->containment * smaller - 1e-9;
}

static void check(Join *join, uint32_t worker, uint32_t candidate, uint32_t rank)
{
    uint32_t a = join->order[candidate], b = join->order[rank];
    uint32_t shared = feature_shared(join->sets[a], join->sets[b]);
    if (is_pair(join, join->sets[a].count, join->sets[b].count, shared))
        vec_add(join->arenas[worker], &join->found[worker],
                (Joined){a < b ? a : b, a < b ? b : a, shared});
}

static void look_up(Join *join, uint32_t worker, uint32_t rank, IndexVec *touched)
{
    Tokens set = join->sets[join->order[rank]];
    uint32_t *hits = join->hits[worker];
    touched->len = 0;
    for (uint32_t i = 0; i < set.count; i++) {
        if (rarity(join, set.at[i]) < 2)
            continue;
        uint32_t bucket = bucket_of(join, set.at[i]);
        for (uint32_t e = join->starts[bucket]; e < join->starts[bucket + 1]; e++) {
            uint32_t other = join->ranks[e];
            if (other >= rank)
                break;
            if (hits[other]++ == 0)
                vec_add(join->arenas[worker], touched, other);
        }
    }
    for (size_t i = 0; i < touched->len; i++) {
        uint32_t other = touched->at[i];
        if (join->needed[other] && hits[other] >= join->needed[other])
            check(join, worker, other, rank);
        hits[other] = 0;
    }
}

static void look_up_range(void *context, uint32_t worker, Range range)
{
    Join *join = context;
    if (!join->arenas[worker]) {
        join->arenas[worker] = arena_new();
        join->hits[worker] = ARENA_ARRAY(join->arenas[worker], uint32_t, join->count);
    }
    IndexVec touched = {0};
    for (uint32_t rank = range.start; rank < range.end; rank++)
        look_up(join, worker, rank, &touched);
}

static int by_sets(const void *left, const void *right)
{
    const Joined *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

void join_sets(Arena *arena, const Tokens *sets, uint32_t count, double likeness,
               double containment, uint32_t threads, JoinedVec *pairs)
{
    if (count < 2)
        return;
    Arena *scratch = arena_new();
    Join *join = ARENA_NEW(scratch, Join);
    *join = (Join){.sets = sets, .count = count, .likeness = likeness, .containment = containment};
    order_sets(scratch, join);
    count_tokens(scratch, join);
    build_index(scratch, join);
    parallel_run(threads, count, look_up_range, join);
    size_t before = pairs->len;
    for (uint32_t w = 0; w < threads; w++) {
        for (size_t i = 0; i < join->found[w].len; i++)
            vec_add(arena, pairs, join->found[w].at[i]);
        arena_free(join->arenas[w]);
    }
    if (pairs->len > before)
        qsort(pairs->at + before, pairs->len - before, sizeof *pairs->at, by_sets);
    arena_free(scratch);
}
