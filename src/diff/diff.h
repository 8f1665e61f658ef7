/* diff: what changed from an old document to a new one, as a reader would tell it: by field, section and item. Takes two
   documents; gives a list of changes that says each thing once. */
#ifndef STEMMA_DIFF_DIFF_H
#define STEMMA_DIFF_DIFF_H

#include "diff/splits.h"

typedef enum ChangeKind {
    CHANGE_ADDED,
    CHANGE_REMOVED,
    CHANGE_EDITED,
    CHANGE_MOVED, /* with what it holds; what was edited in it is a change of its own */
    CHANGE_RENAMED,
    CHANGE_FORMATTING /* rewrapped, other markup, renumbered, mended, blank lines: the same to a reader. A rule that
                         was added or removed has one side only */
} ChangeKind;

typedef enum ChangeWhat {
    CHANGE_FIELD,
    CHANGE_SECTION,
    CHANGE_PARAGRAPH,
    CHANGE_ITEM,
    CHANGE_ROW,
    CHANGE_CODE,
    CHANGE_QUOTE,
    CHANGE_HTML,
    CHANGE_RULE
} ChangeWhat;

/* Why a change deserves a second look; a set of bits. */
enum { WEIGHTY_NUMBER = 1, WEIGHTY_NEGATION = 2, WEIGHTY_RIGHTS = 4 };

/* One side of a change. */
typedef struct Place {
    uint32_t index; /* of the field, section or unit; NONE when this side has none */
    Range lines; /* of the whole thing: a section with all below it, an item with what it holds */
    RangeVec
        parts; /* of what was added or removed: those of its lines that are new or gone, without what stands
                  elsewhere on the other side (a section that was split off, an item that moved out) */
    Span
        address; /* "Security/Input Validation", with the item's key or number where there is one */
} Place;

typedef enum RunKind { RUN_SAME, RUN_REMOVED, RUN_ADDED } RunKind;

/* A stretch of text inside an edited thing, in reading order; of a set field, one entry. */
typedef struct Run {
    RunKind kind;
    Span text;
} Run;

typedef VEC(Run) RunVec;

typedef struct Change {
    ChangeKind kind;
    ChangeWhat what;
    Place old, new;
    unsigned weighty;
    PairReason reason; /* why the two sides are the same thing */
    float score;
    bool is_set; /* of a field: its runs are the entries of a set */
    RunVec
        runs; /* of an edited or renamed thing: SAME and REMOVED together are the old text, SAME and ADDED the new one.
                 Line breaks of prose are blanks in it; code is as it stands */
} Change;

typedef VEC(Change) ChangeVec;

typedef struct Diff {
    const Pairing *pairing;
    Splits splits;
    ChangeVec
        changes; /* in the order of the new document, what was removed where it stood; each once */
    uint32_t formatting_count; /* how many of them are CHANGE_FORMATTING */
} Diff;

/* The result lives in `arena` and borrows from both documents. `style` as for pair_align. */
Diff *diff_docs(Arena *arena, const Doc *old, const Doc *new, const Style *style);

#endif
