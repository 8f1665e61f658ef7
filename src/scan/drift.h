/* drift: which fields and sections of a copy are no longer those of the file it derives from. */
#ifndef STEMMA_SCAN_DRIFT_H
#define STEMMA_SCAN_DRIFT_H

#include "base/vec.h"

typedef enum DriftKind {
    DRIFT_EDITED,
    DRIFT_RENAMED, /* a section: its title alone, as by a sign before it */
    DRIFT_MOVED,   /* a section: under another title, its own and its text are the same */
    DRIFT_ADDED,
    DRIFT_REMOVED
} DriftKind;

typedef struct Drift {
    DriftKind kind;
    Span
        address; /* a field's key, or a section's path of titles without those of the first level; "" for the opening */
    bool is_field;
} Drift;

typedef VEC(Drift) DriftVec;

/* Reads both files again. -errno when one has gone since. */
int drift_find(Arena *arena, Span parent, Span child, DriftVec *drifts);

#endif
