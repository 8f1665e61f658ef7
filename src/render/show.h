/* show: the outline of files. */
#ifndef STEMMA_RENDER_SHOW_H
#define STEMMA_RENDER_SHOW_H

#include "doc/doc.h"
#include "render/view.h"

/* As text: front matter, section tree, diagnostics. */
Span show_text(Arena *arena, const Doc *const *docs, size_t count, const View *view);

/* As stemma-show/1. */
Span show_json(Arena *arena, const Doc *const *docs, size_t count);

#endif
