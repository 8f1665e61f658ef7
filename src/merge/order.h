/* order: one order out of several. Every sequence is respected as far as they agree; where they contradict each other
   the earlier given (the higher in rank) is right. */
#ifndef STEMMA_MERGE_ORDER_H
#define STEMMA_MERGE_ORDER_H

#include "base/vec.h"

/* Beyond this many elements contradictions are not looked for one by one: the first sequence's order holds and the
   others' elements follow the one they stood behind. */
enum { ORDER_EXACT_LIMIT = 2000 };

/* `sequences[i]` lists elements 0..count-1, each at most once a sequence, the highest rank first. Every element that
   stands in some sequence is in the result once. Among elements that are free to come next the one with the
   `preference` of what was just placed comes first, then the lowest; without preferences (NULL) one that directly
   follows what was just placed; then rank. */
IndexVec order_merge(Arena *arena, const IndexVec *sequences, uint32_t sequence_count,
                     uint32_t count, const uint32_t *preference);

#endif
