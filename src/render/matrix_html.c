/* The page of many variants: how alike they are, what contradicts, and a row for each field and section that unfolds to
   the texts beside each other. */
#include "doc/inline.h"
#include "render/html.h"
#include "render/matrix_view.h"
#include "render/term.h"

enum { CLASHES_SHOWN = 200, SHORT_VALUE = 12 };

typedef struct Board {
    Buf *out;
    const Matrix *matrix;
    const bool *has_clash; /* by row */
} Board;

static Span letter(const Board *b, uint32_t variant)
{
    return matrix_letter(b->out->arena, variant);
}

static void add_head(const Board *b)
{
    buf_format(b->out, "<header><h1>%u variants</h1>\n<ul class=\"files\">\n",
               b->matrix->doc_count);
    for (uint32_t d = 0; d < b->matrix->doc_count; d++) {
        const Source *source = &b->matrix->docs[d]->source;
        buf_format(b->out, "<li><b>%.*s</b> ", SPAN_ARG(letter(b, d)));
        html_add(b->out, term_name(source->name));
        buf_format(b->out, " <small>%.*s bytes</small></li>\n",
                   SPAN_ARG(term_number(b->out->arena, source->raw.text.len)));
    }
    buf_add(b->out, SPAN("</ul>\n"));
}

/* ---- filters ---- */

enum { IN_ALL, IN_SOME, IN_ONE, RANGES };

static const struct {
    const char *id, *name;
} ranges[RANGES] = {{"all", "in all"}, {"some", "in some"}, {"one", "in one alone"}};

static int range_of(const Board *b, const MatrixRow *row)
{
    return row->count == b->matrix->doc_count ? IN_ALL : row->count == 1 ? IN_ONE : IN_SOME;
}

static void add_filters(const Board *b)
{
    uint32_t counts[RANGES] = {0};
    for (size_t i = 0; i < b->matrix->rows.len; i++)
        counts[range_of(b, &b->matrix->rows.at[i])]++;
    buf_add(b->out, SPAN("<div class=\"tools\" hidden><div class=\"filters\" role=\"group\" "
                         "aria-label=\"Where a row stands\">"));
    for (int r = 0; r < RANGES; r++)
        buf_format(b->out,
                   "<button type=\"button\" data-kind=\"%s\" aria-pressed=\"true\">%s <b>%u</b>"
                   "</button>",
                   ranges[r].id, ranges[r].name, counts[r]);
    buf_add(b->out, SPAN("</div><p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next, previous row, "
                         "<kbd>w</kbd> next that contradicts, <kbd>u</kbd> unfold all</p></div>"
                         "</header>\n"));
}

/* ---- tables ---- */

static void add_likeness(const Board *b)
{
    uint32_t count = b->matrix->doc_count;
    buf_add(b->out, SPAN("<h2>Likeness in percent</h2>\n<div class=\"wide\"><table><tr><td></td>"));
    for (uint32_t d = 0; d < count; d++)
        buf_format(b->out, "<th scope=\"col\">%.*s</th>", SPAN_ARG(letter(b, d)));
    for (uint32_t i = 0; i < count; i++) {
        buf_format(b->out, "</tr>\n<tr><th scope=\"row\">%.*s</th>", SPAN_ARG(letter(b, i)));
        for (uint32_t j = 0; j < count; j++) {
            int share = (int)(b->matrix->likeness[(size_t)i * count + j] * 100 + 0.5);
            if (i == j)
                buf_add(b->out, SPAN("<td>·</td>"));
            else
                buf_format(b->out, "<td class=\"h%d\">%d</td>", share > 99 ? 9 : share / 10, share);
        }
    }
    buf_add(b->out, SPAN("</tr></table></div>\n"));
}

static void add_clash_side(const Board *b, const Clash *clash, int side)
{
    uint32_t variant = clash->variants[side];
    const Unit *unit = &b->matrix->docs[variant]->units[clash->units[side]];
    buf_format(b->out, "<br><b>%.*s:%u</b> ", SPAN_ARG(letter(b, variant)), unit->lines.start + 1);
    html_add(b->out, inline_plain(b->out->arena, unit->text));
}

static void add_clashes(const Board *b)
{
    if (!b->matrix->clashes.len)
        return;
    buf_add(b->out, SPAN("<h2>What contradicts</h2>\n<ul class=\"clashes\">\n"));
    for (size_t i = 0; i < b->matrix->clashes.len; i++) {
        const Clash *clash = &b->matrix->clashes.at[i];
        if (i == CLASHES_SHOWN) {
            buf_format(b->out, "<li>and %zu more</li>\n", b->matrix->clashes.len - i);
            break;
        }
        buf_format(b->out, "<li><strong>%s</strong> in <a href=\"#r%u\">",
                   verdict_conflict_name(clash->kind), clash->row);
        html_add(b->out, matrix_row_name(b->matrix, &b->matrix->rows.at[clash->row]));
        buf_add(b->out, SPAN("</a>"));
        add_clash_side(b, clash, 0);
        add_clash_side(b, clash, 1);
        buf_add(b->out, SPAN("</li>\n"));
    }
    buf_add(b->out, SPAN("</ul>\n"));
}

/* ---- rows ---- */

static Span value_of(const Board *b, const MatrixRow *row, uint32_t variant)
{
    const Doc *doc = b->matrix->docs[variant];
    return matrix_value(b->out->arena, &doc->front.fields.at[row->cells[variant].index]);
}

static bool is_short(const Board *b, const MatrixRow *row, uint32_t variant)
{
    Span value = value_of(b, row, variant);
    return value.len && value.len <= SHORT_VALUE;
}

static void add_cell(const Board *b, const MatrixRow *row, uint32_t variant)
{
    const Cell *cell = &row->cells[variant];
    uint32_t units = cell->units.end - cell->units.start;
    if (cell->index == NONE)
        buf_add(b->out, SPAN("<span class=\"gone\">·</span>"));
    else if (cell->same != variant)
        buf_format(b->out, "<span>=%.*s</span>", SPAN_ARG(letter(b, cell->same)));
    else if (row->is_field && is_short(b, row, variant)) {
        buf_add(b->out, SPAN("<span class=\"there\">"));
        html_add(b->out, value_of(b, row, variant));
        buf_add(b->out, SPAN("</span>"));
    } else if (row->is_field || !units)
        buf_add(b->out, SPAN("<span class=\"there\">✓</span>"));
    else
        buf_format(b->out, "<span class=\"there\">%u</span>", units);
}

static void add_unit(const Board *b, uint32_t variant, uint32_t index)
{
    const Doc *doc = b->matrix->docs[variant];
    const Unit *unit = &doc->units[index];
    if (unit->lines.start == unit->lines.end)
        return;
    bool is_common = b->matrix->is_common[b->matrix->first_unit[variant] + index];
    buf_format(b->out, "<p%s>", is_common ? " class=\"common\"" : "");
    html_add_lines(b->out, span_trim_end(lines_range(&doc->source.text, unit->lines)));
    buf_add(b->out, SPAN("</p>"));
}

static void add_text(const Board *b, const MatrixRow *row, uint32_t variant)
{
    const Doc *doc = b->matrix->docs[variant];
    const Cell *cell = &row->cells[variant];
    if (cell->index == NONE)
        return;
    uint32_t line = row->is_field ? doc->front.fields.at[cell->index].lines.start
                                  : doc->sections[cell->index].lines.start;
    buf_format(b->out, "<div><h3>%.*s:%u ", SPAN_ARG(letter(b, variant)), line + 1);
    if (!row->is_field)
        html_add(b->out, doc->sections[cell->index].title);
    buf_add(b->out, SPAN("</h3>"));
    if (row->is_field) {
        buf_add(b->out, SPAN("<p>"));
        html_add_lines(b->out, value_of(b, row, variant));
        buf_add(b->out, SPAN("</p>"));
    }
    for (uint32_t u = cell->units.start; u < cell->units.end; u++)
        add_unit(b, variant, u);
    buf_add(b->out, SPAN("</div>"));
}

static void add_row(const Board *b, uint32_t index)
{
    const MatrixRow *row = &b->matrix->rows.at[index];
    const char *range = ranges[range_of(b, row)].id;
    bool is_clash = b->has_clash[index];
    buf_format(b->out,
               "<details class=\"mrow %s\" id=\"r%u\" data-kinds=\"%s\"><summary class=\"stop%s\">",
               range, index, range, is_clash ? " weighty" : "");
    buf_format(b->out, "<span class=\"d%u\">", row->depth < 5 ? row->depth : 5);
    html_add(b->out, inline_plain(b->out->arena, matrix_row_name(b->matrix, row)));
    buf_add(b->out, is_clash ? SPAN(" <strong>!</strong></span>") : SPAN("</span>"));
    for (uint32_t d = 0; d < b->matrix->doc_count; d++)
        add_cell(b, row, d);
    buf_add(b->out, SPAN("</summary><div class=\"texts\">"));
    for (uint32_t d = 0; d < b->matrix->doc_count; d++)
        add_text(b, row, d);
    buf_add(b->out, SPAN("</div></details>\n"));
}

static void add_rows(const Board *b, bool fields)
{
    buf_format(b->out, "<h2>%s</h2>\n<div class=\"wide board\"><div class=\"mhead\"><span></span>",
               fields ? "Fields" : "Sections and how many units they have");
    for (uint32_t d = 0; d < b->matrix->doc_count; d++)
        buf_format(b->out, "<b>%.*s</b>", SPAN_ARG(letter(b, d)));
    buf_add(b->out, SPAN("</div>\n"));
    for (uint32_t i = 0; i < b->matrix->rows.len; i++)
        if (b->matrix->rows.at[i].is_field == fields)
            add_row(b, i);
    buf_add(b->out, SPAN("</div>\n"));
}

void matrix_html(Buf *out, const Matrix *matrix, const View *view)
{
    (void)view;
    Buf body = buf_in(out->arena);
    bool *has_clash = ARENA_ARRAY(out->arena, bool, matrix->rows.len);
    for (size_t i = 0; i < matrix->clashes.len; i++)
        has_clash[matrix->clashes.at[i].row] = true;
    Board b = {&body, matrix, has_clash};
    add_head(&b);
    add_filters(&b);
    buf_add(&body, SPAN("<main class=\"matrix\">\n"));
    add_likeness(&b);
    add_clashes(&b);
    add_rows(&b, true);
    add_rows(&b, false);
    buf_add(&body,
            SPAN("<p class=\"keys\">A row unfolds to its texts. What another variant says too "
                 "is faint; = is the same text; ✓ is there, · is not.</p>\n</main>\n"));
    html_page(out, arena_format(out->arena, "%u variants", matrix->doc_count), buf_span(&body));
}
