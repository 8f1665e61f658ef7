/* headline: one line made of pieces in several colours. Where the view is too narrow it goes on below, indented. */
#ifndef STEMMA_RENDER_HEADLINE_H
#define STEMMA_RENDER_HEADLINE_H

#include "base/vec.h"
#include "render/term.h"

typedef struct HeadPiece {
    TermColor color;
    Span text; /* in its visible form */
} HeadPiece;

typedef struct Headline {
    Arena *arena;
    VEC(HeadPiece) pieces;
} Headline;

void headline_add(Headline *line, TermColor color, Span text);

/* With a line end. `width` 0: on one line. A word that is wider is not cut. */
void headline_write(Buf *out, const View *view, const Headline *line, size_t width);

#endif
