/* diff: what changed from an old document to a new one, as a reader would tell it: by field, section and item. */
#ifndef STEMMA_DIFF_DIFF_H
#define STEMMA_DIFF_DIFF_H

#include "align/pair.h"

typedef enum ChangeKind {
    CHANGE_ADDED,
    CHANGE_REMOVED,
    CHANGE_EDITED,
    CHANGE_MOVED, /* with what it holds; what was edited in it is a change of its own */
    CHANGE_RENAMED,
    CHANGE_FORMATTING /* rewrapped, other markup, renumbered, mended: the same to a reader */
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
    Range lines;    /* of what the change is about */
    Span
        address; /* "Security/Input Validation", with the item's key or number where there is one */
} Place;

typedef enum RunKind { RUN_SAME, RUN_REMOVED, RUN_ADDED } RunKind;

/* A stretch of text inside an edited unit, in reading order; of a set field, one entry. */
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
    RunVec
        runs; /* of an edited or renamed thing: concatenating SAME and REMOVED gives the old text, SAME and ADDED the new */
} Change;

typedef VEC(Change) ChangeVec;

typedef struct Diff {
    const Pairing *pairing;
    ChangeVec
        changes; /* in the order of the new document, what was removed where it stood; each once */
    uint32_t formatting_count;
} Diff;

Diff *diff_docs(Arena *arena, const Doc *old, const Doc *new, const Style *style);

#endif
