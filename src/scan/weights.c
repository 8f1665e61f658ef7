#include "scan/weights.h"

#include <math.h>

/* Files that stand for all the others in the world: among five variants of one agent a word that all five have is not a common
   one. */
enum { UNSEEN_FILES = 200 };

enum {
    LEAST_BITS = 12,
    FULL_BITS = 18, /* up to so many slots every word may have one of its own, */
    MOST_BITS = 24,
    REPEATED = 16, /* beyond that many are the same */
    TABLED = 1024  /* weights of words in so few files are kept */
};

/* Logarithms differ in their last bits from one C library to another; results must not. */
static float weight(uint32_t files, uint32_t seen)
{
    return (float)(floor(log(1.0 + ((double)files + UNSEEN_FILES) / (1.0 + seen)) * 1024 + 0.5) /
                   1024);
}

Weights weights_new(Arena *arena, uint64_t words)
{
    unsigned bits = LEAST_BITS;
    while (bits < FULL_BITS && (UINT64_C(1) << bits) < words)
        bits++;
    while (bits < MOST_BITS && (UINT64_C(1) << bits) < words / REPEATED)
        bits++;
    return (Weights){.seen = ARENA_ARRAY(arena, uint32_t, (size_t)1 << bits), .shift = 32 - bits};
}

void weights_count(Weights *weights, Tokens words)
{
    for (uint32_t i = 0; i < words.count; i++)
        weights->seen[words.at[i] >> weights->shift]++;
}

void weights_fix(Arena *arena, Weights *weights, uint32_t files)
{
    float table[TABLED];
    size_t slots = (size_t)1 << (32 - weights->shift);
    for (uint32_t seen = 0; seen < TABLED; seen++)
        table[seen] = weight(files, seen);
    weights->weights = ARENA_ARRAY(arena, float, slots);
    for (size_t s = 0; s < slots; s++) {
        uint32_t seen = weights->seen[s];
        weights->weights[s] = seen < TABLED ? table[seen] : weight(files, seen);
    }
}
