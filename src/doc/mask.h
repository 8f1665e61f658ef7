/* mask: hides inline markup from cmark, of which only the blocks are wanted: inlines are the part of it that hostile
   text can make quadratic. */
#ifndef STEMMA_DOC_MASK_H
#define STEMMA_DOC_MASK_H

#include "base/arena.h"

/* The same lines with the same blocks: markup signs behind the start of a line's text are full stops. */
Span mask_inlines(Arena *arena, Span text);

#endif
