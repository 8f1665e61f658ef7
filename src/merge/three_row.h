/* three_row: table rows, cut into cells and padded like the table that they come to stand in. */
#ifndef STEMMA_MERGE_THREE_ROW_H
#define STEMMA_MERGE_THREE_ROW_H

#include "merge/three_edits.h"

/* A row cut behind its bars: piece i holds cell i with its padding, without the bar in front. */
typedef struct Row {
    Span head; /* up to the first cell's padding */
    SpanVec pieces;
    Span tail; /* from the bar behind the last cell on */
    const SpanVec *cells;
} Row;

/* False when the cells cannot be found in the line as they were read. */
bool row_cut(Arena *arena, const SpanVec *cells, Span line, Row *row);

/* The row, which is the block of one side or made of it, as wide as the other side's table where only the other side padded
   the table anew; else as it is. */
Span row_pad(Arena *arena, const Branch *from, uint32_t block, const Branch *other, Span line);

/* The blocks that `from` added; true, and their text, when a row among them was padded. */
bool row_pad_blocks(Arena *arena, const Branch *from, Range blocks, const Branch *other,
                    Span *text);

#endif
