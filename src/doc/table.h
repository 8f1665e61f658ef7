/* table: GFM table rows, which cmark does not know: the lines of a paragraph whose second is a delimiter row. */
#ifndef STEMMA_DOC_TABLE_H
#define STEMMA_DOC_TABLE_H

#include "base/vec.h"

/* The cells of a row, trimmed: split at bars that no backslash escapes; bars at both ends do not count. */
void table_cells(Arena *arena, Span row, SpanVec *cells);

/* Is `line` a delimiter row with as many cells as `header`? */
bool table_is_delimiter(Span header, Span line);

#endif
