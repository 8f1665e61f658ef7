/* diff_rows: two documents beside each other, whole: a row for each field and unit, in the order of the new document,
   what was removed where it stood. What has moved stands beside what it was; where it came from a row says so. */
#ifndef STEMMA_RENDER_DIFF_ROWS_H
#define STEMMA_RENDER_DIFF_ROWS_H

#include "diff/diff.h"

typedef struct DiffRow {
    bool is_field;
    uint32_t units[2]; /* the field or unit of each side; NONE */
    uint32_t change;   /* that says what was added, removed, edited, renamed or reformatted; NONE */
    uint32_t moved;    /* the change that moved it, NONE */
    bool
        is_away; /* only the old side, which stands elsewhere now: `moved` says where, unless it is NONE */
} DiffRow;

typedef VEC(DiffRow) DiffRowVec;

void diff_rows(Arena *arena, const Diff *diff, DiffRowVec *rows);

#endif
