/* mask: hides inline markup from cmark, of which only the blocks are wanted: inlines are the part of it that hostile
   text can make quadratic. */
#ifndef STEMMA_DOC_MASK_H
#define STEMMA_DOC_MASK_H

#include "base/buf.h"

/* The same lines with the same blocks: markup signs behind the start of a line's text are full stops. */
Span mask_inlines(Arena *arena, Span text);

/* What the lines so far have begun; none of it at first. */
typedef struct Begun {
    bool definition; /* maybe, of a link */
    bool html;       /* that a `>` may end */
} Begun;

/* Adds as much of a line as decides about blocks, of most lines what stands up to their first letter, and a line feed. Lines
   are asked for one after the other. */
void mask_add(Buf *text, Span line, Begun *begun);

#endif
