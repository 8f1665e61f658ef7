#include "write/body.h"

#include "doc/margin.h"
#include "write/code.h"
#include "write/heading.h"
#include "write/inlines.h"
#include "write/interrupt.h"
#include "write/keyed.h"
#include "write/layout.h"
#include "write/quote.h"
#include "write/table.h"

/* cmark reads no longer list numbers. */
enum { NUMBER_MAX = 999999999, TASK_WIDTH = 4, ORDINAL_MAX = sizeof "4294967295. " };

/* An item whose children are being written. */
typedef struct OpenItem {
    uint32_t end;    /* unit after its last descendant */
    uint32_t indent; /* of what stands beside it */
} OpenItem;

typedef struct Body {
    Arena *arena;
    Page *page;
    const Draft *draft;
    const Style *style;
    uint32_t depth;
    Layout layout;
    VEC(OpenItem) open;
    Table table;   /* the one being written */
    Range rows;    /* its units */
    bool is_first; /* nothing stands before this body in the file */
    bool
        is_broken_after; /* the last unit ended in two spaces: a hard break if its paragraph goes on */
} Body;

static const Unit *unit_at(const Body *body, uint32_t u)
{
    return &body->draft->units.at[u];
}

/* In frames and trees that are drawn with characters (U+2500 to U+257F) it is the blanks that say where things stand. */
static bool is_drawn(Span text)
{
    for (size_t at = span_find_byte(text, '\xE2', 0); at + 1 < text.len;
         at = span_find_byte(text, '\xE2', at + 1))
        if (text.ptr[at + 1] == '\x94' || text.ptr[at + 1] == '\x95')
            return true;
    return false;
}

/* Nothing is drawn in what is bare. */
static Span inlines_of(Body *body, Span text)
{
    if (inlines_are_bare(text))
        return text;
    return inlines_write(body->arena, text, body->style->markup.single_spaces && !is_drawn(text));
}

/* Does nothing else stand in the unit's paragraph? Only an item may follow on the next line. */
static bool is_alone(const Body *body, const Unit *unit)
{
    uint32_t after = (uint32_t)(unit - body->draft->units.at) + 1;
    return after == body->draft->units.len || unit_at(body, after)->kind == UNIT_ITEM ||
           body->layout.gaps[after] != GAP_BREAK;
}

/* A key is spelled anew in a text that is canonical already, so that the next time finds the same. */
static void add_keyed(Body *body, const Unit *unit)
{
    Span text = inlines_of(body, unit->text), spelled = {0};
    if (body->style->markup.keys && is_alone(body, unit))
        spelled = keyed_text(body->arena, unit, text, body->style);
    page_add(body->page, spelled.len ? inlines_of(body, spelled) : text);
}

/* ---- items ---- */

static uint32_t number_of(const Body *body, uint32_t u)
{
    const Unit *unit = unit_at(body, u);
    if (!body->style->markup.number_lists)
        return unit->number;
    uint64_t number =
        (uint64_t)unit_at(body, body->layout.heads[u])->number + body->layout.ranks[u];
    return number < NUMBER_MAX ? (uint32_t)number : NUMBER_MAX;
}

/* By the style's bullet: the sign of a list, and of one right behind it. */
static const char bullets[][2] = {
    [BULLET_DASH] = {'-', '*'},
    [BULLET_STAR] = {'*', '-'},
    [BULLET_PLUS] = {'+', '-'},
};

/* Lists side by side take turns with their markers; a style that numbers lists prefers the full stop. */
static char sign_of(const Body *body, uint32_t u)
{
    const Unit *unit = unit_at(body, u);
    bool is_odd = body->layout.is_odd[body->layout.heads[u]];
    if (!unit->is_ordered)
        return bullets[body->style->markup.bullet][is_odd];
    if (!body->style->markup.number_lists && (unit->marker == '.' || unit->marker == ')'))
        return unit->marker;
    return is_odd ? ')' : '.';
}

static Span ordinal(Arena *arena, uint32_t number, char sign)
{
    char *room = ARENA_ARRAY(arena, char, ORDINAL_MAX);
    size_t at = ORDINAL_MAX;
    room[--at] = ' ';
    room[--at] = sign;
    do
        room[--at] = (char)('0' + number % 10);
    while (number /= 10);
    return (Span){room + at, ORDINAL_MAX - at};
}

/* `room` takes the few characters of a bullet; numbers are written where there is more. */
static Span marker_of(const Body *body, uint32_t u, char room[2])
{
    char sign = sign_of(body, u);
    if (unit_at(body, u)->is_ordered)
        return ordinal(body->arena, number_of(body, u), sign);
    room[0] = sign;
    room[1] = ' ';
    return (Span){room, 2};
}

/* Would the marker and these make a thematic break? */
static bool is_more_of(Span text, char sign)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] != sign && text.ptr[at] != ' ')
            return false;
    return text.len > 0;
}

/* Blanks in brackets at the start are not to become a box, nor signs a rule. */
static void add_item_text(Body *body, const Unit *unit, char sign)
{
    if (!unit->task && span_starts(unit->text, SPAN("[  "))) {
        page_add(body->page, unit->text);
        return;
    }
    if (is_more_of(unit->text, sign))
        page_add(body->page, SPAN("\\"));
    add_keyed(body, unit);
}

static void write_item(Body *body, uint32_t u)
{
    const Unit *unit = unit_at(body, u);
    char bullet[2];
    Span marker = marker_of(body, u, bullet);
    Page *page = body->page;
    vec_add(body->arena, &body->open, (OpenItem){unit->end, page->indent});
    page_mark(page, marker);
    page->indent += (uint32_t)marker.len;
    if (unit->task) {
        char task[] = {'[', unit->task, ']', ' '};
        page_mark(page, (Span){task, TASK_WIDTH});
        page->indent += TASK_WIDTH;
    }
    add_item_text(body, unit, sign_of(body, u));
    if (unit->task)
        page->indent -= TASK_WIDTH;
}

static void close_items(Body *body, uint32_t u)
{
    while (body->open.len && body->open.at[body->open.len - 1].end <= u)
        body->page->indent = body->open.at[--body->open.len].indent;
}

/* ---- tables ---- */

static bool is_row_of(const Body *body, uint32_t first, uint32_t u)
{
    return u < body->draft->units.len && unit_at(body, u)->kind == UNIT_ROW &&
           unit_at(body, u)->table == unit_at(body, first)->table && !unit_at(body, u)->is_header;
}

static void start_table(Body *body, uint32_t u)
{
    uint32_t end = u + 1;
    while (is_row_of(body, u, end))
        end++;
    body->rows = (Range){u, end};
    body->table = table_make(body->arena, unit_at(body, u), end - u, body->style);
}

/* As it stands; the delimiter row is made up. */
static void copy_row(Body *body, const Unit *unit)
{
    page_add(body->page, unit->text);
    if (!unit->is_header)
        return;
    page_break(body->page);
    page_add(body->page, SPAN("|"));
    for (size_t i = 0; i < unit->row->aligns.len; i++) {
        page_add(body->page, unit->row->aligns.at[i]);
        page_add(body->page, SPAN("|"));
    }
}

static void write_row(Body *body, uint32_t u)
{
    if (!body->style->markup.pad_tables) {
        copy_row(body, unit_at(body, u));
        return;
    }
    if (u >= body->rows.end)
        start_table(body, u);
    table_write_row(body->page, &body->table, u - body->rows.start);
}

/* ---- the rest ---- */

/* Only comments may stand above front matter. */
static bool could_open_front(const Body *body, uint32_t u)
{
    while (u > 0 && unit_at(body, u - 1)->kind == UNIT_HTML)
        u--;
    return u == 0 && body->is_first;
}

/* A thematic break inside an item must not look like its list's marker, nor the first of a file like front matter. */
static void write_rule(Body *body, uint32_t u)
{
    const Unit *unit = unit_at(body, u);
    bool is_star = could_open_front(body, u);
    if (unit->parent != NONE) {
        bool is_dash_list = unit_at(body, unit->parent)->is_ordered
                                ? !body->layout.is_odd[body->layout.heads[unit->parent]]
                                : sign_of(body, unit->parent) != '*';
        is_star = is_dash_list || body->layout.gaps[u] == GAP_BREAK;
    }
    page_add(body->page, is_star ? SPAN("***") : SPAN("---"));
}

/* Code that follows a list at the margin would belong to its last item. */
static void write_code(Body *body, uint32_t u)
{
    uint32_t before = body->layout.previous[u];
    bool is_after_list = before != NONE && unit_at(body, before)->kind == UNIT_ITEM;
    bool is_apart =
        body->layout.gaps[u] == GAP_BLANK || (u == 0 && unit_at(body, u)->parent == NONE);
    code_write(body->page, unit_at(body, u), body->style, is_apart && !is_after_list);
}

/* HTML keeps its blanks, unless with them it would belong to the item before it, or move the text of its own. */
static void write_html(Body *body, uint32_t u)
{
    uint32_t before = body->layout.previous[u], columns;
    Span text = unit_at(body, u)->text, bare = span_from(text, margin_indent(text, &columns));
    char bullet[2];
    bool is_taken_in = before != NONE && unit_at(body, before)->kind == UNIT_ITEM &&
                       columns >= marker_of(body, before, bullet).len;
    bool is_on_marker = unit_at(body, u)->parent != NONE && body->layout.gaps[u] == GAP_NONE;
    if (!is_taken_in && !is_on_marker)
        body->page->margin += columns;
    page_add(body->page, bare);
}

static void write_unit(Body *body, uint32_t u)
{
    const Unit *unit = unit_at(body, u);
    switch (unit->kind) {
    case UNIT_HEADING:
        heading_write(body->page, unit, body->style);
        break;
    case UNIT_PARAGRAPH:
        add_keyed(body, unit);
        break;
    case UNIT_ITEM:
        write_item(body, u);
        break;
    case UNIT_ROW:
        write_row(body, u);
        break;
    case UNIT_CODE:
        write_code(body, u);
        break;
    case UNIT_QUOTE:
        quote_write(body->page, span_trim_start(unit->text), body->style, body->depth);
        break;
    case UNIT_HTML:
        write_html(body, u);
        break;
    case UNIT_RULE:
        write_rule(body, u);
        break;
    }
}

/* Does a unit go on a paragraph with a line that must not stand at the margin? */
static bool continues_indented(const Unit *unit)
{
    Span text = unit->kind == UNIT_HEADING ? unit->info : unit->text;
    return unit->is_joined && unit->kind != UNIT_ROW &&
           interrupt_is(span_range(text, 0, span_find_byte(text, '\n', 0)));
}

static void part(Body *body, uint32_t u)
{
    Gap gap = body->layout.gaps[u];
    if (gap == GAP_BREAK && body->is_broken_after && unit_at(body, u)->is_joined)
        page_add(body->page, SPAN("  "));
    for (; gap > GAP_NONE; gap--)
        page_break(body->page);
    if (body->layout.gaps[u] == GAP_BREAK && continues_indented(unit_at(body, u)))
        body->page->margin += INTERRUPT_INDENT;
}

static bool ends_broken(const Unit *unit)
{
    return span_ends(unit->kind == UNIT_HEADING ? unit->info : unit->text, SPAN("  "));
}

void body_write(Page *page, const Draft *draft, const Style *style, uint32_t depth,
                Range *unit_lines)
{
    Arena *arena = page->text.arena;
    Body body = {.arena = arena,
                 .page = page,
                 .draft = draft,
                 .style = style,
                 .depth = depth,
                 .layout = layout_make(arena, draft, style),
                 .is_first = !page->text.len && !depth};
    for (uint32_t u = 0; u < draft->units.len; u++) {
        close_items(&body, u);
        part(&body, u);
        uint32_t start = page->line;
        write_unit(&body, u);
        body.is_broken_after = ends_broken(unit_at(&body, u));
        if (unit_lines)
            unit_lines[u] = (Range){start, page->line + 1};
    }
}
