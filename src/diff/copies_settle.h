/* copies_settle: which of the lines that both files have stand in their place, and which have moved in the file. What has
   come under another title without being carried past anything has moved to a reader, but not in the file. */
#ifndef STEMMA_DIFF_COPIES_SETTLE_H
#define STEMMA_DIFF_COPIES_SETTLE_H

#include "diff/copies.h"

/* Puts the heaviest lines that keep their order into block 0 and the others into blocks of their own; those that are not
   worth calling moved lose their mates. Lines without a mate belong to the block around them. `weights` are those of the new file's lines. */
void copies_settle(Arena *arena, Copies *copies, const uint32_t *weights);

#endif
