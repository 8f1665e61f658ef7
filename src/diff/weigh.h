/* weigh: does an edit touch numbers or negations? */
#ifndef STEMMA_DIFF_WEIGH_H
#define STEMMA_DIFF_WEIGH_H

#include "diff/diff.h"

/* Weighty bits of what the runs add and remove. What only changed its markup or its spelling (`don't` and `do not`) has
   none. */
unsigned weigh_runs(Arena *scratch, const RunVec *runs);

#endif
