#include "scan/shared.h"

#include "base/vec.h"
#include "scan/parallel.h"

/* The space of tokens is gone through range by range, so that the marks of one range stay in the processor's cache. Two
   tokens that fall on one mark pass for the same: there are so many marks for each token that few do. */
enum {
    MARKS_A_TOKEN = 4,
    RANGE_BITS = 22,
    LEAST_BITS = 12,
    MOST_ROUNDS_BITS = 4, /* each goes over all sets: not more than this power of two */
    TOKEN_BITS = 32,
    MOST_THREADS = 8 /* each has marks of its own */
};

/* Where the reading of a set stands: `reading.token` is the one of that number, and comes next. */
typedef struct Place {
    TokensAt reading;
    uint32_t number;
} Place;

/* What a thread has met in the range: of each mark a bit for once and above it one for more often, side by side because memory
   is what this waits for. */
#define ONCE UINT64_C(0x5555555555555555)

typedef struct Sharing {
    const Packed *sets;
    uint32_t count, threads;
    Place *places;
    size_t *first_flag;  /* by set: of its tokens, in bytes */
    uint8_t *flags;      /* a bit a token: is it kept? */
    unsigned mark_bits;  /* the upper bits of a token that are its mark, */
    unsigned range_bits; /* and the lower ones of these that tell the marks of a range apart */
    uint64_t end;        /* of the range */
    uint64_t *marks[MOST_THREADS];
    Arena *const *keep;
    Tokens *kept;
} Sharing;

/* Of the range that is gone through: copied to where the compiler knows that nobody changes it. */
typedef struct Scale {
    uint64_t end, mask;
    unsigned shift;
} Scale;

static Scale scale_of(const Sharing *s)
{
    return (Scale){.end = s->end,
                   .mask = (UINT64_C(1) << s->range_bits) - 1,
                   .shift = TOKEN_BITS - s->mark_bits};
}

static void meet(Scale scale, Place place, uint32_t count, uint64_t *marks)
{
    for (; place.number < count && place.reading.token < scale.end;) {
        uint64_t mark = place.reading.token >> scale.shift & scale.mask;
        uint64_t *word = &marks[mark >> 5], shift = (mark & 31) * 2, met = *word >> shift & 1;
        *word |= (met << 1 | 1) << shift;
        if (++place.number < count)
            tokens_next(&place.reading);
    }
}

static void meet_range(void *context, uint32_t worker, Range sets)
{
    Sharing *s = context;
    for (uint32_t set = sets.start; set < sets.end; set++)
        meet(scale_of(s), s->places[set], s->sets[set].count, s->marks[worker]);
}

/* What the threads have met together, in the marks of the first. */
static void join_marks(Sharing *s)
{
    size_t words = (size_t)1 << (s->range_bits - 5);
    for (uint32_t t = 1; t < s->threads; t++)
        for (size_t w = 0; w < words; w++) {
            uint64_t both = s->marks[0][w] & s->marks[t][w] & ONCE;
            s->marks[0][w] |= s->marks[t][w] | both << 1;
        }
}

static Place flag(Scale scale, Place place, uint32_t count, const uint64_t *marks, uint8_t *flags)
{
    for (; place.number < count && place.reading.token < scale.end;) {
        uint64_t mark = place.reading.token >> scale.shift & scale.mask;
        uint8_t is_shared = marks[mark >> 5] >> ((mark & 31) * 2 + 1) & 1;
        flags[place.number >> 3] |= (uint8_t)(is_shared << (place.number & 7));
        if (++place.number < count)
            tokens_next(&place.reading);
    }
    return place;
}

static void flag_range(void *context, uint32_t worker, Range sets)
{
    (void)worker;
    Sharing *s = context;
    for (uint32_t set = sets.start; set < sets.end; set++)
        s->places[set] = flag(scale_of(s), s->places[set], s->sets[set].count, s->marks[0],
                              s->flags + s->first_flag[set]);
}

static void clear_marks(Sharing *s)
{
    for (uint32_t t = 0; t < s->threads; t++)
        memset(s->marks[t], 0, sizeof(uint64_t) << (s->range_bits - 5));
}

static void flag_all(Sharing *s)
{
    uint64_t ranges = UINT64_C(1) << (s->mark_bits - s->range_bits);
    for (uint64_t range = 0; range < ranges; range++) {
        s->end = (range + 1) << (TOKEN_BITS - s->mark_bits + s->range_bits);
        clear_marks(s);
        parallel_run(s->threads, s->count, meet_range, s);
        join_marks(s);
        parallel_run(s->threads, s->count, flag_range, s);
    }
}

static uint32_t count_flags(const uint8_t *flags, uint32_t count)
{
    uint32_t set = 0;
    for (uint32_t i = 0; i < (count + 7) / 8; i++)
        set += (uint32_t)__builtin_popcount(flags[i]);
    return set;
}

static void keep_range(void *context, uint32_t worker, Range sets)
{
    Sharing *s = context;
    for (uint32_t set = sets.start; set < sets.end; set++) {
        const uint8_t *flags = s->flags + s->first_flag[set];
        uint32_t count = count_flags(flags, s->sets[set].count), kept = 0;
        uint32_t *at = ARENA_ARRAY(s->keep[worker], uint32_t, count);
        TokensAt reading = {s->sets[set].at, 0};
        for (uint32_t i = 0; kept < count; i++) {
            uint32_t token = tokens_next(&reading);
            if (flags[i >> 3] >> (i & 7) & 1)
                at[kept++] = token;
        }
        s->kept[set] = (Tokens){at, count};
    }
}

static uint64_t start_places(Arena *arena, Sharing *s)
{
    uint64_t tokens = 0;
    size_t bytes = 0;
    s->places = ARENA_ARRAY(arena, Place, s->count);
    s->first_flag = ARENA_ARRAY(arena, size_t, s->count);
    for (uint32_t set = 0; set < s->count; set++) {
        s->places[set].reading.at = s->sets[set].at;
        s->first_flag[set] = bytes;
        bytes += ((size_t)s->sets[set].count + 7) / 8;
        tokens += s->sets[set].count;
        if (s->sets[set].count)
            tokens_next(&s->places[set].reading);
    }
    s->flags = ARENA_ARRAY(arena, uint8_t, bytes);
    return tokens;
}

static void choose_bits(Sharing *s, uint64_t tokens)
{
    s->mark_bits = LEAST_BITS;
    while (s->mark_bits < TOKEN_BITS && UINT64_C(1) << s->mark_bits < tokens * MARKS_A_TOKEN)
        s->mark_bits++;
    s->range_bits = s->mark_bits < RANGE_BITS ? s->mark_bits : RANGE_BITS;
    if (s->mark_bits > s->range_bits + MOST_ROUNDS_BITS)
        s->range_bits = s->mark_bits - MOST_ROUNDS_BITS;
}

void shared_keep(Arena *const *keep, const Packed *sets, uint32_t count, uint32_t threads,
                 Tokens *kept)
{
    Arena *scratch = arena_new();
    Sharing *s = ARENA_NEW(scratch, Sharing);
    *s = (Sharing){.sets = sets, .count = count, .keep = keep, .kept = kept};
    s->threads = threads = threads < MOST_THREADS ? threads : MOST_THREADS;
    choose_bits(s, start_places(scratch, s));
    for (uint32_t t = 0; t < threads; t++)
        s->marks[t] = ARENA_ARRAY(scratch, uint64_t, (size_t)1 << (s->range_bits - 5));
    flag_all(s);
    parallel_run(threads, count, keep_range, s);
    arena_free(scratch);
}
