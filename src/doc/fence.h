/* fence: fenced code by lines, before cmark reads the text. Takes the lines of a body; gives where fences open and close,
   and which of them hold fences of their own length, as templates do that show Markdown. */
#ifndef STEMMA_DOC_FENCE_H
#define STEMMA_DOC_FENCE_H

#include "base/vec.h"
#include "text/lines.h"

typedef struct Fence {
    Range lines;    /* with both delimiters */
    uint32_t width; /* that its delimiters need so that nothing inside closes it; 0: as written */
    bool is_unclosed;
} Fence;

typedef VEC(Fence) FenceVec;

/* An opener with an info string inside an open fence nests, if the whole body balances when read that way and
   `may_nest`; else CommonMark's reading: the first bare fence closes. */
FenceVec fence_find(Arena *arena, const Lines *lines, Range body, bool may_nest);

/* The run of fence signs at the start of `text`, at least three; 0 when there is none. */
size_t fence_sign(Span text);

#endif
