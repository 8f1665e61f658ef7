/* three_moves: sections that one side put into another order, so that the other side's edits of them can follow. */
#ifndef STEMMA_MERGE_THREE_MOVES_H
#define STEMMA_MERGE_THREE_MOVES_H

#include "merge/three.h"

/* Where `leader`, one of the sides, reordered sections that the other side kept in the base's order: true, and the base and
   the other side in the leader's order. Their bytes are the same, section by section. */
bool moves_follow(Arena *arena, const Span sides[THREE_SIDES], ThreeSide leader,
                  Span followed[THREE_SIDES]);

#endif
