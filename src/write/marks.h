/* marks: where the inline markup of a text is: emphasis paired as CommonMark pairs it, and the stretches that are not
   prose. Brackets may be reference links, which only the document's definitions could tell; where emphasis crosses
   them the text is unsure and had better be copied. */
#ifndef STEMMA_WRITE_MARKS_H
#define STEMMA_WRITE_MARKS_H

#include "base/vec.h"

typedef enum MarkKind {
    MARK_OPEN,    /* * or _ that opens emphasis; ** or __ (len 2) that opens strong emphasis */
    MARK_CLOSE,   /* and closes it */
    MARK_LITERAL, /* a run of * or _ that does neither */
    MARK_CODE,    /* a code span with its backticks */
    MARK_RAW,     /* autolink, inline HTML, image, template syntax: to be copied */
    MARK_LINK     /* ](destination "title") */
} MarkKind;

typedef struct Mark {
    MarkKind kind;
    uint32_t at, len;
    uint32_t partner; /* of open and close: offset of the other one */
} Mark;

typedef VEC(Mark) MarkVec;

typedef struct Marks {
    MarkVec list; /* by offset, never overlapping */
    bool is_unsure;
} Marks;

Marks marks_of(Arena *arena, Span text);

#endif
