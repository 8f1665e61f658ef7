/* place_build: a change whose lines have been found, told on the target's lines. */
#ifndef STEMMA_DIFF_PLACE_BUILD_H
#define STEMMA_DIFF_PLACE_BUILD_H

#include "diff/patch.h"

/* Lines of the old file that a change shows: those in their place, or those of one moved run. */
typedef struct PlaceGroup {
    SpanVec texts;
    uint32_t *map; /* the target's line of each, or NONE */
    uint32_t end;  /* where a whole section that moves ends in the target; 0 of everything else */
} PlaceGroup;

/* A change of `patch` and where its lines are. */
typedef struct PlaceFound {
    const Patch *patch;
    const PatchChange *change;
    PlaceGroup in_place;
    PlaceGroup *moved; /* by run of the change; empty for those that are not moved */
} PlaceFound;

/* Appends the change to `made`, on the target's lines; without runs when all of it is there already. NULL, or why it
   cannot be. */
const char *place_build(Arena *arena, const PlaceFound *found, const Lines *target, Patch *made);

#endif
