/* three_hunks: the changes that two sides made to one text, in the one order in which both can be had. */
#ifndef STEMMA_MERGE_THREE_HUNKS_H
#define STEMMA_MERGE_THREE_HUNKS_H

#include "text/seq.h"

typedef struct SideHunk {
    uint32_t side; /* 0 or 1 */
    Hunk hunk;
} SideHunk;

typedef VEC(SideHunk) SideHunkVec;

/* `is_before` says whether one side's change stands clear of the other's and comes first. False where two meet. */
bool hunks_order(Arena *arena, const HunkVec sides[2],
                 bool (*is_before)(const Hunk *a, const Hunk *b), SideHunkVec *order);

#endif
