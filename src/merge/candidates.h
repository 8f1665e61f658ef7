/* candidates: pairs of units of different documents that share enough words to be worth a verdict. */
#ifndef STEMMA_MERGE_CANDIDATES_H
#define STEMMA_MERGE_CANDIDATES_H

#include "merge/variants.h"

typedef struct UnitPair {
    uint32_t a, b; /* numbers of units, a < b, of different documents */
} UnitPair;

typedef VEC(UnitPair) UnitPairVec;

UnitPairVec candidates_find(Arena *arena, const Variants *variants, const bool *reserved);

#endif
