#include "write/table.h"

#include "text/chars.h"
#include "write/inlines.h"

/* The delimiter row of a column needs three signs. A table that padding would make larger than PADDED_MAX bytes and
   PADDED_TIMES its text stays narrow: one long cell in a long table is no reason to fill a disk. */
enum { COLUMN_MIN = 3, PADDED_MAX = 1024 * 1024, PADDED_TIMES = 16 };

typedef enum Align { ALIGN_NONE, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER } Align;

static Align align_of(const Table *table, size_t column)
{
    if (column >= table->aligns.len)
        return ALIGN_NONE;
    Span cell = table->aligns.at[column];
    bool left = span_starts(cell, SPAN(":")), right = span_ends(cell, SPAN(":"));
    return left && right ? ALIGN_CENTER : left ? ALIGN_LEFT : right ? ALIGN_RIGHT : ALIGN_NONE;
}

static void read_row(Arena *arena, SpanVec *cells, const Unit *unit, const Style *style)
{
    for (size_t i = 0; i < unit->row->cells.len; i++)
        vec_add(arena, cells,
                inlines_write(arena, unit->row->cells.at[i], style->markup.single_spaces));
}

static bool is_too_wide(const Table *table, size_t text)
{
    size_t padded = 0;
    for (size_t i = 0; i < table->column_count; i++)
        padded += table->widths[i] * table->row_count;
    return padded > PADDED_MAX && padded / PADDED_TIMES > text;
}

static void measure(Arena *arena, Table *table)
{
    size_t text = 0;
    for (size_t n = 0; n < table->row_count; n++)
        if (table->rows[n].len > table->column_count)
            table->column_count = table->rows[n].len;
    table->widths = ARENA_ARRAY(arena, size_t, table->column_count);
    for (size_t i = 0; i < table->column_count; i++)
        table->widths[i] = COLUMN_MIN;
    for (size_t n = 0; n < table->row_count; n++)
        for (size_t i = 0; i < table->rows[n].len; i++) {
            size_t columns = chars_columns(table->rows[n].at[i]);
            text += columns;
            if (columns > table->widths[i])
                table->widths[i] = columns;
        }
    if (is_too_wide(table, text))
        for (size_t i = 0; i < table->column_count; i++)
            table->widths[i] = COLUMN_MIN;
}

Table table_make(Arena *arena, const Unit *rows, size_t count, const Style *style)
{
    Table table = {.rows = ARENA_ARRAY(arena, SpanVec, count), .row_count = count};
    for (size_t n = 0; n < count; n++)
        read_row(arena, &table.rows[n], &rows[n], style);
    if (count && rows[0].is_header)
        table.aligns = rows[0].row->aligns;
    measure(arena, &table);
    return table;
}

static void add_cell(Buf *line, Span text, size_t width, Align align)
{
    size_t columns = chars_columns(text), spare = columns < width ? width - columns : 0;
    size_t before = align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? spare / 2 : 0;
    buf_add_times(line, ' ', before + 1);
    buf_add(line, text);
    buf_add_times(line, ' ', spare - before + 1);
    buf_add_byte(line, '|');
}

static void add_delimiter(Buf *line, size_t width, Align align)
{
    bool left = align == ALIGN_LEFT || align == ALIGN_CENTER;
    bool right = align == ALIGN_RIGHT || align == ALIGN_CENTER;
    buf_add(line, left ? SPAN(" :") : SPAN(" -"));
    buf_add_times(line, '-', width - 2);
    buf_add(line, right ? SPAN(": |") : SPAN("- |"));
}

static void write_delimiters(Page *page, const Table *table)
{
    Buf line = buf_in(page->text.arena);
    buf_add_byte(&line, '|');
    for (size_t i = 0; i < table->rows[0].len; i++)
        add_delimiter(&line, table->widths[i], align_of(table, i));
    page_break(page);
    page_add(page, buf_span(&line));
}

void table_write_row(Page *page, const Table *table, size_t n)
{
    Buf line = buf_in(page->text.arena);
    buf_add_byte(&line, '|');
    for (size_t i = 0; i < table->rows[n].len; i++)
        add_cell(&line, table->rows[n].at[i], table->widths[i], align_of(table, i));
    page_add(page, buf_span(&line));
    if (n == 0)
        write_delimiters(page, table);
}
