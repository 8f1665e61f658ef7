/* codespan: `code` with the fewest backticks and no more padding than it needs; its lines stay lines. */
#ifndef STEMMA_WRITE_CODESPAN_H
#define STEMMA_WRITE_CODESPAN_H

#include "base/buf.h"

/* `source` is the span with its backticks. */
void codespan_write(Buf *out, Span source);

#endif
