/* A table row that both sides changed, cell by cell. */
#include "merge/three_row.h"

#include "base/buf.h"
#include "merge/three_settle.h"

bool row_cut(Arena *arena, const SpanVec *cells, Span line, Row *row)
{
    *row = (Row){.cells = cells};
    bool has_bar = span_starts(span_trim_start(line), SPAN("|"));
    size_t at = has_bar ? span_find_byte(line, '|', 0) + 1 : 0;
    row->head = span_range(line, 0, at);
    for (size_t i = 0; i < cells->len; i++) {
        size_t cell = span_find(line, cells->at[i], at);
        size_t bar = span_find_byte(line, '|', cell + cells->at[i].len);
        if (cell + cells->at[i].len > line.len || bar == line.len)
            return false;
        Span piece = span_range(line, at, bar);
        if (!span_eq(span_trim(piece), cells->at[i]))
            return false;
        vec_add(arena, &row->pieces, piece);
        at = bar + 1;
    }
    row->tail = span_from(line, at - 1);
    return cells->len > 0;
}

static bool cut_row(Arena *arena, const Version *version, uint32_t block, Row *row)
{
    const Unit *unit = version_unit(version, block);
    return unit && unit->kind == UNIT_ROW && !unit->is_header &&
           row_cut(arena, &unit->row->cells, version_block(version, block), row);
}

/* The piece that counts; NULL when both changed the cell, each in its own way. */
static const Span *choose(const Row *base, const Row *ours, const Row *theirs, size_t i)
{
    bool is_ours = !span_eq(base->cells->at[i], ours->cells->at[i]);
    bool is_theirs = !span_eq(base->cells->at[i], theirs->cells->at[i]);
    if (is_ours && is_theirs && !span_eq(ours->cells->at[i], theirs->cells->at[i]))
        return NULL;
    if (is_ours)
        return &ours->pieces.at[i];
    bool is_padded = span_eq(base->pieces.at[i], ours->pieces.at[i]);
    return is_theirs || is_padded ? &theirs->pieces.at[i] : &ours->pieces.at[i];
}

bool settle_cells(Table *table, Trio trio, Span *text)
{
    Row base, ours, theirs;
    if (!cut_row(table->arena, table->ours.base, trio.base, &base) ||
        !cut_row(table->arena, table->ours.side, trio.ours, &ours) ||
        !cut_row(table->arena, table->theirs.side, trio.theirs, &theirs))
        return false;
    if (base.pieces.len != ours.pieces.len || base.pieces.len != theirs.pieces.len)
        return false;
    Buf out = buf_in(table->arena);
    buf_add(&out, ours.head);
    for (size_t i = 0; i < base.pieces.len; i++) {
        const Span *piece = choose(&base, &ours, &theirs, i);
        if (!piece)
            return false;
        if (i)
            buf_add_byte(&out, '|');
        buf_add(&out, *piece);
    }
    buf_add(&out, ours.tail);
    *text = buf_span(&out);
    return true;
}
