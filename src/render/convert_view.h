/* convert_view: what became of agents that were converted. */
#ifndef STEMMA_RENDER_CONVERT_VIEW_H
#define STEMMA_RENDER_CONVERT_VIEW_H

#include "base/buf.h"
#include "dialect/conversion.h"
#include "render/view.h"

/* The remarks as `file:line:column: severity: message [code]` lines. */
void convert_text(Buf *out, const Conversion *conversion, const View *view);

/* One object of the array `files` of stemma-convert/1; `output` is where it was written. */
Span convert_json(Arena *arena, const Conversion *const *conversions, const char *const *outputs,
                  size_t count);

/* The dialects: names, paths and fields. */
void convert_list(Buf *out, const View *view);

#endif
