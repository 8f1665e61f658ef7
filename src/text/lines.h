/* lines: offset <-> line and column. A line ends in LF, CRLF or a lone CR, as in CommonMark. */
#ifndef STEMMA_TEXT_LINES_H
#define STEMMA_TEXT_LINES_H

#include "base/vec.h"

typedef struct Lines {
    Span text;
    const uint32_t *start; /* count + 1 offsets; start[count] is text.len */
    uint32_t
        count; /* text without a final newline has a last line all the same; empty text has none */
} Lines;

Lines lines_index(Arena *arena, Span text);

/* The same with lines that end in LF alone, as git and diff have them. */
Lines lines_index_feeds(Arena *arena, Span text);

/* Line `n` from 0, with and without its ending. */
static inline Span lines_with_ending(const Lines *lines, uint32_t n)
{
    return span_range(lines->text, lines->start[n], lines->start[n + 1]);
}

static inline Span lines_line(const Lines *lines, uint32_t n)
{
    Span line = lines_with_ending(lines, n);
    if (line.len && line.ptr[line.len - 1] == '\n')
        line.len--;
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* The bytes of lines [start, end), endings included. */
Span lines_range(const Lines *lines, Range range);

/* The line, from 0, that holds `offset`. */
uint32_t lines_at(const Lines *lines, size_t offset);

/* The column, from 1, in code points, of `offset`. */
uint32_t lines_column(const Lines *lines, size_t offset);

#endif
