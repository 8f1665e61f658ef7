/* seq: what was changed from one sequence of ids (interned lines, words) to another. */
#ifndef STEMMA_TEXT_SEQ_H
#define STEMMA_TEXT_SEQ_H

#include "base/vec.h"

typedef struct Seq {
    const uint32_t *ids;
    uint32_t count;
} Seq;

/* The old range was replaced by the new one; either may be empty, not both. */
typedef struct Hunk {
    Range old, new;
} Hunk;

typedef VEC(Hunk) HunkVec;

/* Appends the hunks from `old` to `new`, in order; neighbours have something in common between them. The script is a shortest
   one unless the sequences are so long and so different that it would take too long. A hunk that could stand in
   several places stands in the last, so that what is inserted begins where a reader sees it begin. */
void seq_diff(Arena *arena, Seq old, Seq new, HunkVec *hunks);

/* The same for lines of text, as git has it: blank lines and others that repeat do not tie what is new to what is old. */
void seq_diff_lines(Arena *arena, Seq old, Seq new, HunkVec *hunks);

#endif
