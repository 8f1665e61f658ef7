/* mask: hides inline markup from cmark, of which only the blocks are wanted: inlines are the part of it that hostile
   text can make quadratic. */
#ifndef STEMMA_DOC_MASK_H
#define STEMMA_DOC_MASK_H

#include "base/arena.h"

/* The same lines with the same blocks: markup signs behind the start of a line's text are full stops. */
Span mask_inlines(Arena *arena, Span text);

/* As much of a line as decides about blocks: of most lines what stands up to their first letter. Lines are asked for one
   after the other; `may_define` (false at first) is kept from one to the next. */
Span mask_rest(Span line, bool *may_define);

#endif
