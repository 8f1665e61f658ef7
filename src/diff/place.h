/* place: where the changes of a patch belong in a file that is not the one it was made for. Lines are compared without
   their ends and blanks before them. What a change removes must stand there; where it stands is told by the lines around it
   and by its address. What is in doubt is not placed. */
#ifndef STEMMA_DIFF_PLACE_H
#define STEMMA_DIFF_PLACE_H

#include "diff/patch.h"

typedef enum PlaceFate {
    PLACE_FOUND,   /* all lines that the patch shows stand together, here or elsewhere */
    PLACE_ALIKE,   /* some of those around the change are gone or new */
    PLACE_PRESENT, /* the file has what the change would make */
    PLACE_LOST
} PlaceFate;

typedef struct Placement {
    const PatchChange *change; /* of the given patch */
    PlaceFate fate;
    uint32_t line;   /* of the target, from 0, where the change begins; NONE when it is lost */
    const char *why; /* it is lost */
} Placement;

typedef struct Placed {
    Placement *placements; /* one for each change of the patch */
    Patch *patch;          /* what was found, on the target's lines; to be applied as it is */
    Patch *rejects;        /* what is lost, as the patch has it */
} Placed;

Placed *place_patch(Arena *arena, const Patch *patch, const Doc *target);

#endif
