/* assign: the best one-to-one pairs among many possible ones. */
#ifndef STEMMA_ALIGN_ASSIGN_H
#define STEMMA_ALIGN_ASSIGN_H

#include "base/vec.h"

/* A possible pair. */
typedef struct Edge {
    uint32_t left, right;
    uint32_t score; /* above 0: what the pair is worth more than two that stay alone */
} Edge;

typedef VEC(Edge) EdgeVec;

/* A connected component of more pairs of nodes than this is solved greedily, best edges first. */
enum { ASSIGN_LIMIT = 64 * 64 };

/* Gives for each left node its right one, or NONE: the set of edges of the largest sum in each connected component. */
uint32_t *assign_best(Arena *arena, const EdgeVec *edges, uint32_t left_count,
                      uint32_t right_count);

#endif
