/* weights: how much a word says in this collection: the fewer files hold it the more (inverse document frequency, Sparck
   Jones 1972). Frequencies are counted by slots of a hash; a slot that two rare words share makes them a little less rare. */
#ifndef STEMMA_SCAN_WEIGHTS_H
#define STEMMA_SCAN_WEIGHTS_H

#include "scan/feature.h"

typedef struct Weights {
    uint32_t *seen; /* by slot: in how many files */
    float *weights; /* by slot, once weights_fix was called */
    unsigned shift;
} Weights;

/* `words`: how many will be counted in all. */
Weights weights_new(Arena *arena, uint64_t words);
void weights_count(Weights *weights, Tokens words);

/* After the words of all `files` files were counted. */
void weights_fix(Arena *arena, Weights *weights, uint32_t files);

/* In how many files a word stands. */
static inline uint32_t weights_seen(const Weights *weights, uint32_t word)
{
    return weights->seen[word >> weights->shift];
}

static inline float weights_of(const Weights *weights, uint32_t word)
{
    return weights->weights[word >> weights->shift];
}

#endif
