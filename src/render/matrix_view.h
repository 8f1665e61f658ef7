/* matrix_view: the views of many variants beside each other. */
#ifndef STEMMA_RENDER_MATRIX_VIEW_H
#define STEMMA_RENDER_MATRIX_VIEW_H

#include "base/buf.h"
#include "diff/matrix.h"
#include "render/view.h"

void matrix_text(Buf *out, const Matrix *matrix, const View *view);

/* As stemma-matrix/1. */
void matrix_json(Buf *out, const Matrix *matrix, const View *view);

/* One self-contained page. */
void matrix_html(Buf *out, const Matrix *matrix, const View *view);

/* What variant number `index` is called: A, B, ... Z, AA, ... */
Span matrix_letter(Arena *arena, uint32_t index);

#endif
