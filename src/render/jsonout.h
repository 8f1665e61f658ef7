/* jsonout: results as JSON. Text that is not UTF-8 is given with U+FFFD for each bad byte, since JSON has no other way. */
#ifndef STEMMA_RENDER_JSONOUT_H
#define STEMMA_RENDER_JSONOUT_H

#include "base/buf.h"

#include <jansson.h>

/* A new JSON string. */
json_t *jsonout_text(Arena *arena, Span text);

/* A new array of such. */
json_t *jsonout_texts(Arena *arena, const Span *texts, size_t count);

/* Lines [start, end) from 0 as the contracts give them: [first, last] from 1. */
json_t *jsonout_lines(Range lines);

/* Writes `json`, indented, real numbers with six digits, with a final newline, and releases it. */
void jsonout_write(Buf *out, json_t *json);

#endif
