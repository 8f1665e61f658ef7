/* Rows that come into a table which the other side padded anew. */
#include "merge/three_row.h"

#include "base/buf.h"
#include "doc/table.h"
#include "text/chars.h"

/* How a table is padded: the header's pieces, and how its columns stand. */
typedef struct Padding {
    Row header;
    const SpanVec *aligns;
} Padding;

static uint32_t header_of(const Doc *doc, uint32_t row)
{
    uint32_t header = row;
    while (header > 0 && doc->units[header - 1].kind == UNIT_ROW &&
           doc->units[header - 1].table == doc->units[row].table)
        header--;
    return doc->units[header].is_header ? header : NONE;
}

static bool is_changed(const Branch *branch, uint32_t base, uint32_t side)
{
    return branch->base->ids.ids[base] != branch->side->ids.ids[side];
}

static Span first_line(Span text)
{
    return span_range(text, 0, span_find_byte(text, '\n', 0));
}

/* The padding of the table that the row belongs to, on the other side; false unless that side alone changed it. */
static bool find_padding(Arena *arena, const Branch *from, uint32_t block, const Branch *other,
                         Padding *padding)
{
    const Unit *row = version_unit(from->side, block);
    if (!row || row->kind != UNIT_ROW)
        return false;
    uint32_t ours = header_of(from->side->doc, (uint32_t)(row - from->side->doc->units));
    uint32_t base = ours == NONE ? NONE : from->pairing->units[PAIR_NEW][ours].index;
    uint32_t theirs = base == NONE ? NONE : other->pairing->units[PAIR_OLD][base].index;
    if (theirs == NONE)
        return false;
    uint32_t old = from->base->of_unit[base], head = other->side->of_unit[theirs];
    if (is_changed(from, old, from->side->of_unit[ours]) || !is_changed(other, old, head) ||
        !edits_are_light(other, old, head))
        return false;
    const Unit *header = &other->side->doc->units[theirs];
    padding->aligns = &header->row->aligns;
    return row_cut(arena, &header->row->cells, first_line(version_block(other->side, head)),
                   &padding->header);
}

/* Spaces before a cell of which `spare` columns stay free, one on each side aside. */
static size_t spaces_before(const Padding *padding, size_t column, size_t spare)
{
    if (column >= padding->aligns->len)
        return 1;
    Span align = padding->aligns->at[column];
    bool is_left = span_starts(align, SPAN(":")), is_right = span_ends(align, SPAN(":"));
    return 1 + (!is_right ? 0 : is_left ? spare / 2 : spare);
}

static void add_cell(Buf *out, const Padding *padding, size_t column, Span cell)
{
    size_t width = chars_columns(padding->header.pieces.at[column]), used = chars_columns(cell) + 2;
    size_t spare = width > used ? width - used : 0;
    size_t before = spaces_before(padding, column, spare);
    buf_add_times(out, ' ', before);
    buf_add(out, cell);
    buf_add_times(out, ' ', spare + 2 - before);
}

static Span pad(Arena *arena, const Padding *padding, Span line)
{
    SpanVec cells = {0};
    Row row;
    table_cells(arena, line, &cells);
    if (cells.len != padding->header.pieces.len || !row_cut(arena, &cells, line, &row))
        return line;
    Buf out = buf_in(arena);
    buf_add(&out, row.head);
    for (size_t i = 0; i < cells.len; i++) {
        if (i)
            buf_add_byte(&out, '|');
        add_cell(&out, padding, i, cells.at[i]);
    }
    buf_add(&out, row.tail);
    return buf_span(&out);
}

Span row_pad(Arena *arena, const Branch *from, uint32_t block, const Branch *other, Span line)
{
    Padding padding;
    return find_padding(arena, from, block, other, &padding) ? pad(arena, &padding, line) : line;
}

bool row_pad_blocks(Arena *arena, const Branch *from, Range blocks, const Branch *other, Span *text)
{
    Buf out = buf_in(arena);
    bool is_padded = false;
    for (uint32_t b = blocks.start; b < blocks.end; b++) {
        Span line = version_block(from->side, b), padded = row_pad(arena, from, b, other, line);
        is_padded |= padded.ptr != line.ptr;
        buf_add(&out, padded);
    }
    *text = buf_span(&out);
    return is_padded;
}
