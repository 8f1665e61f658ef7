#include "doc/table.h"

/* Offset of the next bar at or after `at` that ends a cell, or row.len. */
static size_t next_bar(Span row, size_t at)
{
    for (; at < row.len && row.ptr[at] != '|'; at++)
        at += row.ptr[at] == '\\';
    return at < row.len ? at : row.len;
}

static Span without_first_bar(Span row)
{
    row = span_trim(row);
    return span_starts(row, SPAN("|")) ? span_from(row, 1) : row;
}

void table_cells(Arena *arena, Span row, SpanVec *cells)
{
    row = without_first_bar(row);
    for (size_t at = 0; at < row.len;) {
        size_t bar = next_bar(row, at);
        vec_add(arena, cells, span_trim(span_range(row, at, bar)));
        at = bar + 1;
    }
}

static size_t count_cells(Span row)
{
    size_t count = 0;
    row = without_first_bar(row);
    for (size_t at = 0; at < row.len; count++)
        at = next_bar(row, at) + 1;
    return count;
}

static bool is_delimiter_cell(Span cell)
{
    size_t dashes = 0;
    cell = span_trim(cell);
    if (span_starts(cell, SPAN(":")))
        cell = span_from(cell, 1);
    if (span_ends(cell, SPAN(":")))
        cell.len--;
    while (dashes < cell.len && cell.ptr[dashes] == '-')
        dashes++;
    return dashes > 0 && dashes == cell.len;
}

static bool is_delimiter_row(Span row)
{
    if (span_find_byte(row, '-', 0) == row.len)
        return false;
    row = without_first_bar(row);
    for (size_t at = 0; at < row.len;) {
        size_t bar = next_bar(row, at);
        if (!is_delimiter_cell(span_range(row, at, bar)))
            return false;
        at = bar + 1;
    }
    return row.len > 0;
}

bool table_is_delimiter(Span header, Span line)
{
    bool has_bars = span_has(header, '|') || span_has(line, '|');
    return has_bars && is_delimiter_row(line) && count_cells(header) == count_cells(line);
}
