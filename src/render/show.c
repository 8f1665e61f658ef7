#include "render/show.h"

#include "dialect/conversion.h"
#include "render/diagnostics.h"
#include "render/measure.h"
#include "render/term.h"
#include "text/chars.h"

enum {
    DEEPEST_BRANCH = 16, /* sections below are drawn no further to the right */
    NARROWEST_TITLE = 24,
    WIDEST_COLUMN = 60,
    FIELD_INDENT = 4
};

/* A line of the section table. */
typedef struct Row {
    Span branch; /* "│  ├─ " */
    Span title;  /* with the sign of its kind, clipped */
    Span units, words, tokens;
    uint32_t line;
    TermColor color;
} Row;

typedef struct Table {
    VEC(Row) rows;
    size_t left, units, words, tokens; /* widths of the columns */
} Table;

static const char *const front_modes[] = {
    [FRONT_NONE] = "none",
    [FRONT_STRICT] = "strict YAML",
    [FRONT_RETRIED] = "not strict YAML, read with its values quoted",
    [FRONT_BY_LINES] = "not YAML, read line by line",
};

static size_t wider(size_t width, Span text)
{
    size_t own = chars_columns(text);
    return own > width ? own : width;
}

/* ---- front matter ---- */

static Span join(Arena *arena, const SpanVec *items)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < items->len; i++) {
        if (i)
            buf_add(&out, SPAN(", "));
        buf_add(&out, items->at[i]);
    }
    return buf_span(&out);
}

static Span field_value(Arena *arena, const Field *field)
{
    switch (field->shape) {
    case FIELD_NULL:
        return SPAN("(no value)");
    case FIELD_SCALAR:
        return span_trim(field->value);
    case FIELD_LIST:
        return join(arena, &field->items);
    case FIELD_OPAQUE:
        return span_trim(field->source);
    }
    return SPAN("");
}

static size_t room_beside(const View *view, size_t used)
{
    if (!view->width)
        return 0;
    return view->width > used + NARROWEST_TITLE ? view->width - used : NARROWEST_TITLE;
}

static void show_front(Arena *arena, Buf *out, const Doc *doc, const View *view)
{
    const Front *front = &doc->front;
    if (front->mode == FRONT_NONE) {
        buf_add(out, SPAN("\n  no front matter\n"));
        return;
    }
    buf_format(out, "\n  front matter, lines %u-%u: %s\n", front->lines.start + 1, front->lines.end,
               front_modes[front->mode]);
    size_t keys = 0;
    for (size_t i = 0; i < front->fields.len; i++)
        keys = wider(keys, term_clip(arena, front->fields.at[i].key, NARROWEST_TITLE));
    for (size_t i = 0; i < front->fields.len; i++) {
        const Field *field = &front->fields.at[i];
        Span key = term_clip(arena, field->key, NARROWEST_TITLE);
        buf_add_times(out, ' ', FIELD_INDENT);
        term_paint(out, view, TERM_CYAN, key);
        buf_add_times(out, ' ', keys - chars_columns(key) + 2);
        buf_add(out, term_clip(arena, field_value(arena, field),
                               room_beside(view, FIELD_INDENT + keys + 2)));
        buf_add_byte(out, '\n');
    }
}

/* ---- sections ---- */

/* How each kind of section is written in a file, and its colour here; a tag is shown as it stands. */
static const struct {
    const char *before, *after;
    TermColor color;
} signs[] = {
    [SECTION_OPENING] = {"(opening)", "", TERM_DIM},
    [SECTION_HEADING] = {" ", "", TERM_BOLD},
    [SECTION_LABEL] = {"**", "**", TERM_PLAIN},
    [SECTION_PLAIN] = {"", ":", TERM_PLAIN},
    [SECTION_TAG] = {"", "", TERM_CYAN},
};

static Span signed_title(Arena *arena, const Doc *doc, const Section *section)
{
    if (section->kind == SECTION_TAG)
        return doc->units[section->unit].info;
    Buf out = buf_in(arena);
    buf_add_times(&out, '#', section->level);
    buf_add(&out, span_of(signs[section->kind].before));
    buf_add(&out, section->title);
    buf_add(&out, span_of(signs[section->kind].after));
    return buf_span(&out);
}

static bool is_last_child(const Doc *doc, uint32_t s)
{
    uint32_t parent = doc->sections[s].parent;
    return doc->sections[s].end ==
           (parent == NONE ? doc->section_count : doc->sections[parent].end);
}

/* Sections at the top stand at the margin, the others hang from their parent. `below` holds, for each section, what
   is drawn before its children's branches. */
static Span branch_of(Arena *arena, const Doc *doc, uint32_t s, Span *below)
{
    const Section *section = &doc->sections[s];
    if (section->parent == NONE) {
        below[s] = SPAN("");
        return SPAN("");
    }
    Span before = below[section->parent];
    bool is_last = is_last_child(doc, s);
    below[s] = section->depth >= DEEPEST_BRANCH
                   ? before
                   : arena_format(arena, "%.*s%s", SPAN_ARG(before), is_last ? "   " : "│  ");
    return arena_format(arena, "%.*s%s", SPAN_ARG(before), is_last ? "└─ " : "├─ ");
}

static bool is_empty_opening(const Doc *doc, uint32_t s)
{
    const Section *section = &doc->sections[s];
    return section->kind == SECTION_OPENING && section->units.start == section->units.end;
}

static Table section_table(Arena *arena, const Doc *doc)
{
    Table table = {0};
    const Measure *measures = measure_sections(arena, doc);
    Span *below = ARENA_ARRAY(arena, Span, doc->section_count);
    for (uint32_t s = 0; s < doc->section_count; s++) {
        Span branch = branch_of(arena, doc, s, below);
        if (is_empty_opening(doc, s))
            continue;
        const Section *section = &doc->sections[s];
        Row row = {.branch = branch,
                   .title = signed_title(arena, doc, section),
                   .units = measure_units(arena, &measures[s]),
                   .words = term_number(arena, measures[s].words),
                   .tokens = term_number(arena, measures[s].tokens),
                   .line = doc->units[section->units.start].lines.start + 1,
                   .color = signs[section->kind].color};
        vec_add(arena, &table.rows, row);
    }
    return table;
}

/* Where nothing is cut a single row must not make all of them long. */
static size_t column(size_t width, Span text, const View *view)
{
    size_t own = wider(width, text);
    return view->width || own <= WIDEST_COLUMN ? own : width;
}

/* The list of units may take a third of the width; what is left after the numbers is for the titles. */
static void fit_columns(Arena *arena, Table *table, const View *view)
{
    table->left = sizeof "section" - 1;
    table->words = sizeof "words" - 1;
    table->tokens = sizeof "tokens" - 1;
    table->units = sizeof "units" - 1;
    for (size_t i = 0; i < table->rows.len; i++) {
        Row *row = &table->rows.at[i];
        row->units = term_clip(arena, row->units, view->width / 3);
        table->units = column(table->units, row->units, view);
        table->words = wider(table->words, row->words);
        table->tokens = wider(table->tokens, row->tokens);
    }
    size_t others = 8 + table->units + table->words + table->tokens + 3 * 2;
    size_t room = room_beside(view, others);
    for (size_t i = 0; i < table->rows.len; i++) {
        Row *row = &table->rows.at[i];
        size_t branch = chars_columns(row->branch);
        size_t least = branch + 8 > room ? branch + 8 : room;
        row->title = term_clip(arena, row->title, room ? least - branch : 0);
        Span left = arena_format(arena, "%.*s%.*s", SPAN_ARG(row->branch), SPAN_ARG(row->title));
        table->left = column(table->left, left, view);
    }
}

static void add_right(Buf *out, Span text, size_t columns)
{
    buf_add_times(out, ' ', columns > text.len ? columns - text.len : 0);
    buf_add(out, text);
}

static void show_row(Buf *out, const Table *table, const Row *row, const View *view)
{
    buf_format(out, "%6u  ", row->line);
    if (row->branch.len)
        term_paint(out, view, TERM_DIM, row->branch);
    term_paint(out, view, row->color, row->title);
    size_t used = chars_columns(row->branch) + chars_columns(row->title);
    buf_add_times(out, ' ', (table->left > used ? table->left - used : 0) + 2);
    term_pad(out, row->units, table->units);
    add_right(out, row->words, table->words + 2);
    add_right(out, row->tokens, table->tokens + 2);
    buf_add_byte(out, '\n');
}

static void show_sections(Arena *arena, Buf *out, const Doc *doc, const View *view)
{
    Table table = section_table(arena, doc);
    if (table.rows.len == 0) {
        buf_add(out, SPAN("\n  no text\n"));
        return;
    }
    fit_columns(arena, &table, view);
    buf_add(out, SPAN("\n  line  "));
    term_pad(out, SPAN("section"), table.left + 2);
    term_pad(out, SPAN("units"), table.units);
    add_right(out, SPAN("words"), table.words + 2);
    add_right(out, SPAN("tokens"), table.tokens + 2);
    buf_add_byte(out, '\n');
    for (size_t i = 0; i < table.rows.len; i++)
        show_row(out, &table, &table.rows.at[i], view);
}

static void add_count(Buf *out, size_t count, const char *noun, const char *after)
{
    buf_add(out, term_number(out->arena, count));
    buf_format(out, " %s%s%s", noun, count == 1 ? "" : "s", after);
}

static void show_dialect(Arena *arena, Buf *out, const Doc *doc)
{
    DialectSign sign = convert_sign(arena, doc);
    if (!sign.harness)
        return;
    buf_format(out, "  dialect %s: %s, by its ", sign.harness->brief, sign.harness->title);
    buf_add(out, sign.field.len ? arena_format(arena, "field '%.*s'\n", SPAN_ARG(sign.field))
                                : SPAN("path\n"));
}

static void show_doc(Arena *arena, Buf *out, const Doc *doc, const View *view)
{
    term_paint(out, view, TERM_BOLD, term_name(doc->source.name));
    buf_add(out, SPAN("\n  "));
    add_count(out, doc->source.raw.count, "line", ", ");
    add_count(out, doc->source.raw.text.len, "byte", ", ");
    add_count(out, measure_words(arena, doc), "word", ", about ");
    add_count(out, measure_tokens(doc), "token", "\n");
    show_dialect(arena, out, doc);
    show_front(arena, out, doc, view);
    show_sections(arena, out, doc, view);
    Span diagnostics = diagnostics_text(arena, doc, view);
    if (diagnostics.len) {
        buf_add_byte(out, '\n');
        buf_add(out, diagnostics);
    }
}

Span show_text(Arena *arena, const Doc *const *docs, size_t count, const View *view)
{
    Buf out = buf_in(arena);
    bool has_diagnostics = false;
    for (size_t i = 0; i < count; i++) {
        show_doc(arena, &out, docs[i], view);
        buf_add_byte(&out, '\n');
        has_diagnostics |= docs[i]->diags.list.len > 0;
    }
    buf_add(&out, SPAN("Words and tokens count what is below a section too. Tokens are an "
                       "estimate:\n" MEASURE_METHOD ".\n"));
    if (has_diagnostics)
        buf_add(&out, SPAN("'stemma explain CODE' says what a [CODE] means and what to do.\n"));
    return buf_span(&out);
}
