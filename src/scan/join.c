#include "scan/join.h"

#include "scan/parallel.h"

#include <math.h>
#include <stdlib.h>

/* Tables of a large collection are in no cache of the processor: they are asked for some tokens ahead. */
enum { AHEAD = 12 };

enum { RARITIES = 256, SPARE_SHARE = 8, LEAST_BITS = 10, MOST_BITS = 31, TOKEN_BITS = 32 };

/* The space of tokens is cut into so many slices, which several threads can fill at once. */
enum { SLICE_BITS = 4, SLICES = 1 << SLICE_BITS };

typedef struct Join {
    Sets sets;
    double likeness, containment;
    uint32_t *order; /* sets by size; the place of a set there is its rank */
    uint8_t *seen; /* by upper bits: in how many sets a token stands at most, up to RARITIES - 1 */
    unsigned seen_shift;
    Tokens *indexed;  /* by rank: the tokens that are looked up */
    uint32_t *needed; /* by rank: how many of them must be met; 0 when the set is not indexed */
    uint32_t *
        starts; /* of the ranks in each bucket, which are ascending; a bucket is the upper bits of a token */
    uint32_t *ranks;
    unsigned bucket_shift;
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

static Arena *arena_of(Join *join, uint32_t worker)
{
    if (!join->arenas[worker])
        join->arenas[worker] = arena_new();
    return join->arenas[worker];
}

/* The part of a set that lies in a slice. */
static Tokens slice_of(Tokens set, uint32_t slice)
{
    const uint64_t width = UINT64_C(1) << (TOKEN_BITS - SLICE_BITS);
    uint32_t first = tokens_from(set, slice * width), end = tokens_from(set, (slice + 1) * width);
    return (Tokens){set.at ? set.at + first : NULL, end - first};
}

/* ---- how rare tokens are ---- */

static void count_slices(void *context, uint32_t worker, Range slices)
{
    (void)worker;
    Join *join = context;
    for (uint32_t slice = slices.start; slice < slices.end; slice++)
        for (uint32_t i = 0; i < join->sets.count; i++) {
            Tokens part = slice_of(join->sets.at[i], slice);
            for (uint32_t t = 0; t < part.count; t++) {
                uint8_t *seen = &join->seen[part.at[t] >> join->seen_shift];
                *seen += *seen < RARITIES - 1;
            }
        }
}

static void count_tokens(Arena *arena, Join *join, uint32_t threads)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < join->sets.count; i++)
        total += join->sets.at[i].count;
    unsigned bits = bits_for(total);
    join->seen = ARENA_ARRAY(arena, uint8_t, (size_t)1 << bits);
    join->seen_shift = TOKEN_BITS - bits;
    parallel_each(threads, SLICES, count_slices, join);
}

static uint8_t rarity(const Join *join, uint32_t token)
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
    uint32_t count = join->sets.count;
    Sized *sized = ARENA_ARRAY(scratch, Sized, count);
    for (uint32_t i = 0; i < count; i++)
        sized[i] = (Sized){join->sets.sizes[i], i};
    qsort(sized, count, sizeof *sized, by_size);
    join->order = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        join->order[i] = sized[i].set;
    arena_free(scratch);
}

/* ---- what goes into the index ---- */

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

/* Those of `most` rarest tokens of a set that another one may hold. */
static Tokens rarest(Arena *arena, Arena *scratch, const Join *join, Tokens set, uint32_t most)
{
    uint32_t of_rarity[RARITIES] = {0}, left = most, last = 0, count = 0;
    uint8_t *rarities = ARENA_ARRAY(scratch, uint8_t, set.count);
    for (uint32_t i = 0; i < set.count; i++) {
        rarities[i] = rarity(join, set.at[i]);
        of_rarity[rarities[i]]++;
    }
    while (last + 1 < RARITIES && of_rarity[last] <= left)
        left -= of_rarity[last++];
    uint32_t *at = ARENA_ARRAY(arena, uint32_t, most < set.count ? most : set.count);
    for (uint32_t i = 0; i < set.count; i++) {
        uint32_t rare = rarities[i];
        if (rare > last || (rare == last && left == 0))
            continue;
        left -= rare == last;
        if (rare > 1)
            at[count++] = set.at[i];
    }
    return (Tokens){at, count};
}

/* Tokens that were left out are the rarest of all, and in the prefix first. */
static void choose_range(void *context, uint32_t worker, Range ranks)
{
    Join *join = context;
    Arena *arena = arena_of(join, worker), *scratch = arena_new();
    for (uint32_t rank = ranks.start; rank < ranks.end; rank++) {
        Tokens set = join->sets.at[join->order[rank]];
        uint32_t size = join->sets.sizes[join->order[rank]], left_out = size - set.count;
        uint32_t prefix = prefix_of(join, size), least = least_shared(join, size);
        if (set.count < least || prefix <= left_out)
            continue;
        Tokens indexed = rarest(arena, scratch, join, set, prefix - left_out);
        if (indexed.count + size - prefix < least)
            continue;
        join->indexed[rank] = indexed;
        join->needed[rank] = least - (size - prefix);
    }
    arena_free(scratch);
}

/* ---- the index ---- */

static void count_entries(void *context, uint32_t worker, Range slices)
{
    (void)worker;
    Join *join = context;
    for (uint32_t slice = slices.start; slice < slices.end; slice++)
        for (uint32_t rank = 0; rank < join->sets.count; rank++) {
            Tokens part = slice_of(join->indexed[rank], slice);
            for (uint32_t t = 0; t < part.count; t++)
                join->starts[(part.at[t] >> join->bucket_shift) + 1]++;
        }
}

/* Moves each start to the next one. */
static void place_entries(void *context, uint32_t worker, Range slices)
{
    (void)worker;
    Join *join = context;
    for (uint32_t slice = slices.start; slice < slices.end; slice++)
        for (uint32_t rank = 0; rank < join->sets.count; rank++) {
            Tokens part = slice_of(join->indexed[rank], slice);
            for (uint32_t t = 0; t < part.count; t++)
                join->ranks[join->starts[part.at[t] >> join->bucket_shift]++] = rank;
        }
}

static void build_index(Arena *arena, Join *join, uint32_t threads)
{
    uint64_t entries = 0;
    join->indexed = ARENA_ARRAY(arena, Tokens, join->sets.count);
    join->needed = ARENA_ARRAY(arena, uint32_t, join->sets.count);
    parallel_run(threads, join->sets.count, choose_range, join);
    for (uint32_t rank = 0; rank < join->sets.count; rank++)
        entries += join->indexed[rank].count;
    unsigned bits = bits_for(entries / 2);
    size_t buckets = (size_t)1 << bits;
    join->bucket_shift = TOKEN_BITS - bits;
    join->starts = ARENA_ARRAY(arena, uint32_t, buckets + 2);
    parallel_each(threads, SLICES, count_entries, join);
    for (size_t b = 0; b < buckets; b++)
        join->starts[b + 1] += join->starts[b];
    join->ranks = ARENA_ARRAY(arena, uint32_t, entries);
    parallel_each(threads, SLICES, place_entries, join);
    memmove(join->starts + 1, join->starts, buckets * sizeof *join->starts);
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
    uint32_t shared = tokens_shared(join->sets.at[a], join->sets.at[b]);
    if (is_pair(join, join->sets.sizes[a], join->sets.sizes[b], shared))
        vec_add(join->arenas[worker], &join->found[worker],
                (Joined){a < b ? a : b, a < b ? b : a, shared});
}

static void look_up(Join *join, uint32_t worker, uint32_t rank, IndexVec *touched)
{
    Tokens set = join->sets.at[join->order[rank]];
    uint32_t *hits = join->hits[worker];
    touched->len = 0;
    for (uint32_t i = 0; i < set.count; i++) {
        uint32_t bucket = set.at[i] >> join->bucket_shift;
        uint32_t later = set.at[i + AHEAD < set.count ? i + AHEAD : i];
        __builtin_prefetch(&join->starts[later >> join->bucket_shift]);
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
        if (hits[other] >= join->needed[other])
            check(join, worker, other, rank);
        hits[other] = 0;
    }
}

static void look_up_range(void *context, uint32_t worker, Range ranks)
{
    Join *join = context;
    Arena *arena = arena_of(join, worker);
    if (!join->hits[worker])
        join->hits[worker] = ARENA_ARRAY(arena, uint32_t, join->sets.count);
    IndexVec touched = {0};
    for (uint32_t rank = ranks.start; rank < ranks.end; rank++)
        look_up(join, worker, rank, &touched);
}

static int by_sets(const void *left, const void *right)
{
    const Joined *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

void join_sets(Arena *arena, Sets sets, double likeness, double containment, uint32_t threads,
               JoinedVec *pairs)
{
    if (sets.count < 2)
        return;
    Arena *scratch = arena_new();
    Join *join = ARENA_NEW(scratch, Join);
    *join = (Join){.sets = sets, .likeness = likeness, .containment = containment};
    order_sets(scratch, join);
    count_tokens(scratch, join, threads);
    build_index(scratch, join, threads);
    parallel_run(threads, sets.count, look_up_range, join);
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
