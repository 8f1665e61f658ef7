/* three_edits: what one side did to the blocks of the base between two places, one block at a time where that can be
   told. */
#ifndef STEMMA_MERGE_THREE_EDITS_H
#define STEMMA_MERGE_THREE_EDITS_H

#include "align/pair.h"
#include "merge/three_version.h"

typedef enum EditKind {
    EDIT_INSERT, /* no block of the base */
    EDIT_DELETE, /* no block of the side; a run of them at first */
    EDIT_CHANGE, /* one block and what it became */
    EDIT_REPLACE /* several, and nobody can tell which became which */
} EditKind;

typedef struct Edit {
    EditKind kind;
    Range base, side; /* blocks */
    bool is_light;    /* a reader sees no difference: other markup or wrapping, blank lines */
    bool is_blank;    /* nothing but blank lines came or went */
    bool is_trailing; /* blank lines went from the end of the file, where they part nothing */
    bool is_exchange; /* of fields that went, and others that came */
    bool is_moot;     /* the other side removed what a light edit stands in */
} Edit;

typedef VEC(Edit) EditVec;

/* One side as seen from the base. */
typedef struct Branch {
    const Version *base, *side;
    const Pairing *pairing;
    EditVec edits;
} Branch;

/* Sets branch->edits for the blocks `base` of the base, which are `side` on the side. */
void edits_find(Arena *arena, Branch *branch, Range base, Range side);

/* Light edits inside of what the other side removed count for nothing, and so do edits of blank lines inside of what it
   replaced or beside what it replaced or added. */
void edits_settle(Branch *branch, Branch *other);

/* What a reader reads is the same: markup, wrapping and numbering aside. */
bool edits_are_light(const Branch *branch, uint32_t base, uint32_t side);

/* Cuts removals of several blocks where the other side's edits stand clear of them into single ones, so that what both
   removed is seen, and exchanged fields into those that went and those that came. */
void edits_split(Arena *arena, Branch *a, Branch *b);

#endif
