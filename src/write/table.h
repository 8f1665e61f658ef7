/* table: GFM tables with their columns padded to one width. */
#ifndef STEMMA_WRITE_TABLE_H
#define STEMMA_WRITE_TABLE_H

#include "doc/doc.h"
#include "style/style.h"
#include "write/page.h"

/* A table's cells in canonical form and how wide its columns are. */
typedef struct Table {
    SpanVec *rows; /* the cells of each row */
    size_t row_count;
    size_t *widths;
    size_t column_count;
    SpanVec aligns; /* delimiter cells as written */
} Table;

/* From `count` rows that follow each other. */
Table table_make(Arena *arena, const Unit *rows, size_t count, const Style *style);

/* Row `n`; the delimiter row comes with the first. */
void table_write_row(Page *page, const Table *table, size_t n);

#endif
