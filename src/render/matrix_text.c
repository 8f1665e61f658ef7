#include "render/matrix_view.h"

#include "doc/inline.h"
#include "render/measure.h"
#include "render/term.h"
#include "text/utf8.h"

enum { CELL = 7, WIDEST_NAME = 44, NARROWEST_NAME = 20, CLASHES_SHOWN = 20, DEEPEST = 6 };

Span matrix_letter(Arena *arena, uint32_t index)
{
    char letter = (char)('A' + index % 26);
    return index < 26 ? arena_format(arena, "%c", letter)
                      : arena_format(arena, "%c%c", (char)('A' + index / 26 - 1), letter);
}

static void add_padded(Buf *out, Span text, size_t columns)
{
    size_t width = utf8_width(text);
    buf_add_times(out, ' ', columns > width ? columns - width : 0);
    buf_add(out, text);
}

static void add_heading(Buf *out, const Matrix *matrix, const char *what, size_t name,
                        const View *view)
{
    Buf line = buf_in(out->arena);
    term_pad(&line, span_of(what), name);
    for (uint32_t d = 0; d < matrix->doc_count; d++)
        add_padded(&line, matrix_letter(out->arena, d), CELL);
    buf_add_byte(out, '\n');
    term_paint(out, view, TERM_BOLD, buf_span(&line));
    buf_add_byte(out, '\n');
}

/* ---- files ---- */

static void add_files(Buf *out, const Matrix *matrix, const View *view)
{
    Arena *arena = out->arena;
    for (uint32_t d = 0; d < matrix->doc_count; d++) {
        const Source *source = &matrix->docs[d]->source;
        add_padded(out, matrix_letter(arena, d), 3);
        buf_add(out, SPAN("  "));
        term_paint(out, view, TERM_BOLD, term_name(source->name));
        buf_format(out, "  %.*s bytes, %.*s words\n",
                   SPAN_ARG(term_number(arena, source->raw.text.len)),
                   SPAN_ARG(term_number(arena, measure_words(arena, matrix->docs[d]))));
    }
}

static void add_likeness(Buf *out, const Matrix *matrix, size_t name, const View *view)
{
    add_heading(out, matrix, "likeness in percent", name, view);
    for (uint32_t i = 0; i < matrix->doc_count; i++) {
        term_pad(out, arena_format(out->arena, "  %.*s", SPAN_ARG(matrix_letter(out->arena, i))),
                 name);
        for (uint32_t j = 0; j < matrix->doc_count; j++) {
            double share = matrix->likeness[(size_t)i * matrix->doc_count + j];
            Span cell = i == j ? SPAN(".") : arena_format(out->arena, "%.0f", share * 100);
            add_padded(out, cell, CELL);
        }
        buf_add_byte(out, '\n');
    }
}

/* ---- rows ---- */

static Span row_name(Arena *arena, const Matrix *matrix, const MatrixRow *row, size_t columns)
{
    Buf out = buf_in(arena);
    buf_add_times(&out, ' ', 2 + 2 * (row->depth < DEEPEST ? row->depth : DEEPEST));
    size_t left = columns > out.len + 2 ? columns - out.len - 1 : 1;
    buf_add(&out, term_clip(arena, inline_plain(arena, matrix_row_name(matrix, row)), left));
    return buf_span(&out);
}

/* "." nothing, "=A" the same as in A, else a short value, or how many units there are; "+" only subsections. */
static Span cell_text(Arena *arena, const Matrix *matrix, const MatrixRow *row, uint32_t variant)
{
    const Cell *cell = &row->cells[variant];
    if (cell->index == NONE)
        return SPAN(".");
    if (cell->same != variant)
        return arena_format(arena, "=%.*s", SPAN_ARG(matrix_letter(arena, cell->same)));
    uint32_t units = cell->units.end - cell->units.start;
    if (!row->is_field)
        return units ? arena_format(arena, "%u", units) : SPAN("+");
    const Field *field = &matrix->docs[variant]->front.fields.at[cell->index];
    Span value = matrix_value(arena, field);
    return value.len ? term_clip(arena, value, CELL - 1) : SPAN("\"\"");
}

static void add_row(Buf *out, const Matrix *matrix, const MatrixRow *row, size_t name,
                    const View *view)
{
    term_pad(out, row_name(out->arena, matrix, row, name), name);
    for (uint32_t d = 0; d < matrix->doc_count; d++) {
        Span text = cell_text(out->arena, matrix, row, d);
        size_t width = utf8_width(text);
        buf_add_times(out, ' ', CELL > width ? CELL - width : 0);
        bool is_there = row->cells[d].index != NONE, is_own = row->cells[d].same == d;
        term_paint(out, view,
                   !is_there || !is_own ? TERM_DIM
                   : row->count == 1    ? TERM_GREEN
                                        : TERM_PLAIN,
                   text);
    }
    buf_add_byte(out, '\n');
}

static void add_rows(Buf *out, const Matrix *matrix, bool fields, size_t name, const View *view)
{
    bool is_first = true;
    for (size_t i = 0; i < matrix->rows.len; i++) {
        const MatrixRow *row = &matrix->rows.at[i];
        if (row->is_field != fields)
            continue;
        if (is_first)
            add_heading(out, matrix, fields ? "fields" : "sections and their units", name, view);
        is_first = false;
        add_row(out, matrix, row, name, view);
    }
}

/* ---- what contradicts ---- */

static void add_clash_side(Buf *out, const Matrix *matrix, const Clash *clash, int side,
                           const View *view)
{
    Arena *arena = out->arena;
    uint32_t variant = clash->variants[side];
    const Unit *unit = &matrix->docs[variant]->units[clash->units[side]];
    Span place = arena_format(arena, "    %.*s:%u ", SPAN_ARG(matrix_letter(arena, variant)),
                              unit->lines.start + 1);
    term_paint(out, view, TERM_DIM, place);
    size_t room = view->width > 40 ? view->width - 12 : 0;
    buf_add(out, term_clip(arena, inline_plain(arena, unit->text), room));
    buf_add_byte(out, '\n');
}

static void add_clashes(Buf *out, const Matrix *matrix, const View *view)
{
    if (!matrix->clashes.len)
        return;
    buf_add_byte(out, '\n');
    term_paint(out, view, TERM_BOLD, SPAN("what contradicts"));
    buf_add_byte(out, '\n');
    for (size_t i = 0; i < matrix->clashes.len; i++) {
        const Clash *clash = &matrix->clashes.at[i];
        if (i == CLASHES_SHOWN) {
            buf_format(out, "  and %zu more, all of them in --format json\n",
                       matrix->clashes.len - i);
            return;
        }
        buf_add(out, SPAN("  "));
        term_paint(out, view, TERM_YELLOW, span_of(verdict_conflict_name(clash->kind)));
        buf_add(out, SPAN(" in "));
        term_add(out, matrix_row_name(matrix, &matrix->rows.at[clash->row]));
        buf_add_byte(out, '\n');
        add_clash_side(out, matrix, clash, 0, view);
        add_clash_side(out, matrix, clash, 1, view);
    }
}

static void add_counts(Buf *out, const Matrix *matrix)
{
    uint32_t all = 0, one = 0, sections = 0;
    for (size_t i = 0; i < matrix->rows.len; i++) {
        const MatrixRow *row = &matrix->rows.at[i];
        sections += !row->is_field;
        all += !row->is_field && row->count == matrix->doc_count;
        one += !row->is_field && row->count == 1;
    }
    buf_add(
        out,
        SPAN("\n  a number: of units; +: only subsections; =A: the same as in A; .: not there\n"));
    buf_format(out, "  %u sections: %u in all variants, %u in one alone\n", sections, all, one);
}

void matrix_text(Buf *out, const Matrix *matrix, const View *view)
{
    size_t cells = CELL * (size_t)matrix->doc_count;
    size_t room = view->width > cells + NARROWEST_NAME ? view->width - cells : NARROWEST_NAME;
    size_t name = !view->width || room > WIDEST_NAME ? WIDEST_NAME : room;
    add_files(out, matrix, view);
    add_likeness(out, matrix, name, view);
    add_rows(out, matrix, true, name, view);
    add_rows(out, matrix, false, name, view);
    add_counts(out, matrix);
    add_clashes(out, matrix, view);
}
