/* copies_settle: which moved lines stand in their place after all. What has come under another title without being
   carried past any line that stays has moved to a reader, but not in the file. */
#ifndef STEMMA_DIFF_COPIES_SETTLE_H
#define STEMMA_DIFF_COPIES_SETTLE_H

#include "diff/copies.h"

/* Puts the heaviest set of moved lines that keeps its order, also with the lines that did not move, into block 0. */
void copies_settle(Arena *arena, Copies *copies);

#endif
