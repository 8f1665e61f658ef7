#include "write/marks.h"

#include "doc/angle.h"
#include "write/emphasis.h"
#include "write/linktail.h"

#include <stdlib.h>

/* Longer runs of backticks open no code span; cmark's limit. */
enum { BACKTICKS_MAX = 80 };

typedef struct Bracket {
    uint32_t at;
    uint32_t marks, runs, last; /* the state before it, to go back to */
    uint32_t edge;
    bool is_image, is_active;
} Bracket;

/* An opening or closing bracket; `pair` is the other edge's index, NONE while there is none. */
typedef struct Edge {
    uint32_t at, pair;
} Edge;

typedef struct Scan {
    Arena *arena;
    Span text;
    Marks marks;
    Emphasis emphasis;
    VEC(Bracket) brackets;
    VEC(Edge) edges;
    Absent absent;
    uint32_t *last_backticks; /* by length: where such a run was seen last; NULL before the first */
    bool knows_backticks;     /* all runs up to the end were seen */
} Scan;

static void add_mark(Scan *scan, MarkKind kind, size_t at, size_t end)
{
    vec_add(scan->arena, &scan->marks.list, (Mark){kind, (uint32_t)at, (uint32_t)(end - at), NONE});
}

static size_t run_end(Span text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    return end;
}

/* Where the code span that opens with `len` backticks before `at` ends, or 0. */
static size_t code_end(Scan *scan, size_t at, size_t len)
{
    if (!scan->last_backticks)
        scan->last_backticks = ARENA_ARRAY(scan->arena, uint32_t, BACKTICKS_MAX + 1);
    if (len > BACKTICKS_MAX || (scan->knows_backticks && scan->last_backticks[len] <= at))
        return 0;
    for (size_t start = span_find_byte(scan->text, '`', at); start < scan->text.len;
         start = span_find_byte(scan->text, '`', at)) {
        at = run_end(scan->text, start);
        if (at - start <= BACKTICKS_MAX)
            scan->last_backticks[at - start] = (uint32_t)start;
        if (at - start == len)
            return at;
    }
    scan->knows_backticks = true;
    return 0;
}

static size_t scan_backticks(Scan *scan, size_t at)
{
    size_t inside = run_end(scan->text, at), end = code_end(scan, inside, inside - at);
    if (!end)
        return inside;
    add_mark(scan, MARK_CODE, at, end);
    return end;
}

static size_t scan_angle(Scan *scan, size_t at)
{
    size_t end = angle_end(scan->text, at, &scan->absent);
    if (!end)
        return at + 1;
    add_mark(scan, MARK_RAW, at, end);
    return end;
}

/* Markup inside a template means nothing to the template but something to CommonMark. */
static bool has_markup(Span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '*' || text.ptr[i] == '`' || text.ptr[i] == '<' || text.ptr[i] == '\\')
            return true;
    return false;
}

static size_t scan_template(Scan *scan, size_t at, Span closing, bool *absent)
{
    size_t end = angle_find(scan->text, closing, at + 2, absent);
    if (!end)
        return at + 1;
    if (has_markup(span_range(scan->text, at, end)))
        scan->marks.is_unsure = true;
    add_mark(scan, MARK_RAW, at, end);
    return end;
}

static size_t scan_brace(Scan *scan, size_t at)
{
    char next = at + 1 < scan->text.len ? scan->text.ptr[at + 1] : '\0';
    if (next == '{')
        return scan_template(scan, at, SPAN("}}"), &scan->absent.brace);
    if (next == '%')
        return scan_template(scan, at, SPAN("%}"), &scan->absent.percent);
    return at + 1;
}

static void push_bracket(Scan *scan, size_t at, bool is_image)
{
    vec_add(scan->arena, &scan->brackets,
            (Bracket){.at = (uint32_t)at,
                      .marks = (uint32_t)scan->marks.list.len,
                      .runs = (uint32_t)scan->emphasis.runs.len,
                      .last = scan->emphasis.last,
                      .edge = (uint32_t)scan->edges.len,
                      .is_image = is_image,
                      .is_active = true});
    vec_add(scan->arena, &scan->edges, (Edge){(uint32_t)at, NONE});
}

static size_t scan_opening(Scan *scan, size_t at)
{
    if (at + 1 < scan->text.len && scan->text.ptr[at + 1] == '[') {
        size_t end = scan_template(scan, at, SPAN("]]"), &scan->absent.wiki);
        if (end > at + 1)
            return end;
    }
    push_bracket(scan, at, false);
    return at + 1;
}

static size_t scan_bang(Scan *scan, size_t at)
{
    if (at + 1 >= scan->text.len || scan->text.ptr[at + 1] != '[')
        return at + 1;
    push_bracket(scan, at, true);
    return at + 2;
}

/* An image is copied whole: its text is no prose, and goes back to the source by offset. */
static void close_image(Scan *scan, const Bracket *bracket, size_t end)
{
    scan->marks.list.len = bracket->marks;
    scan->edges.len = bracket->edge;
    emphasis_drop(&scan->emphasis, bracket->runs, bracket->last);
    add_mark(scan, MARK_RAW, bracket->at, end);
}

/* A link holds no other link. */
static void close_link(Scan *scan, const Bracket *bracket, size_t at, size_t end)
{
    emphasis_pair(&scan->emphasis, bracket->last);
    add_mark(scan, MARK_LINK, at, end);
    for (size_t i = scan->brackets.len; i-- > 0;) {
        if (scan->brackets.at[i].is_image)
            continue;
        if (!scan->brackets.at[i].is_active)
            break;
        scan->brackets.at[i].is_active = false;
    }
}

static void close_brackets(Scan *scan, const Bracket *bracket, size_t at)
{
    scan->edges.at[bracket->edge].pair = (uint32_t)scan->edges.len;
    vec_add(scan->arena, &scan->edges, (Edge){(uint32_t)at, bracket->edge});
}

static size_t scan_closing(Scan *scan, size_t at)
{
    if (!scan->brackets.len)
        return at + 1;
    Bracket bracket = scan->brackets.at[--scan->brackets.len];
    if (!bracket.is_active)
        return at + 1;
    LinkTail tail = {0};
    if (at + 1 < scan->text.len && scan->text.ptr[at + 1] == '(')
        tail = linktail_read(scan->text, at + 1);
    if (!tail.end)
        close_brackets(scan, &bracket, at);
    else if (bracket.is_image)
        close_image(scan, &bracket, tail.end);
    else
        close_link(scan, &bracket, at, tail.end);
    return tail.end ? tail.end : at + 1;
}

static size_t scan_escape(Scan *scan, size_t at)
{
    bool is_escape = at + 1 < scan->text.len && (uint8_t)scan->text.ptr[at + 1] > ' ' &&
                     !(scan->text.ptr[at + 1] & 0x80);
    return at + (is_escape ? 2 : 1);
}

/* Most of a text is none of these. */
static const bool may_mark[UINT8_MAX + 1] = {
    ['\\'] = true, ['`'] = true, ['<'] = true, ['{'] = true, ['['] = true,
    ['!'] = true,  [']'] = true, ['*'] = true, ['_'] = true};

static size_t scan_one(Scan *scan, size_t at)
{
    switch (scan->text.ptr[at]) {
    case '\\':
        return scan_escape(scan, at);
    case '`':
        return scan_backticks(scan, at);
    case '<':
        return scan_angle(scan, at);
    case '{':
        return scan_brace(scan, at);
    case '[':
        return scan_opening(scan, at);
    case '!':
        return scan_bang(scan, at);
    case ']':
        return scan_closing(scan, at);
    case '*':
    case '_':
        return at + emphasis_push(&scan->emphasis, scan->text, at);
    default:
        return at + 1;
    }
}

static int by_offset(const void *a, const void *b)
{
    uint32_t left = ((const Mark *)a)->at, right = ((const Mark *)b)->at;
    return (left > right) - (left < right);
}

/* Emphasis whose ends are not inside the same brackets would be cut if the brackets were a link. */
static bool crosses_brackets(Scan *scan)
{
    IndexVec inside = {0}, at_open = {0};
    size_t edge = 0;
    for (size_t i = 0; i < scan->marks.list.len; i++) {
        const Mark *mark = &scan->marks.list.at[i];
        for (; edge < scan->edges.len && scan->edges.at[edge].at < mark->at; edge++) {
            if (scan->edges.at[edge].pair == NONE)
                continue;
            if (scan->edges.at[edge].pair > edge)
                vec_add(scan->arena, &inside, (uint32_t)edge);
            else
                inside.len--;
        }
        uint32_t innermost = inside.len ? inside.at[inside.len - 1] : NONE;
        if (mark->kind == MARK_OPEN)
            vec_add(scan->arena, &at_open, innermost);
        else if (mark->kind == MARK_CLOSE && at_open.at[--at_open.len] != innermost)
            return true;
    }
    return false;
}

Marks marks_of(Arena *arena, Span text)
{
    Scan scan = {.arena = arena, .text = text};
    scan.emphasis = (Emphasis){.arena = arena, .marks = &scan.marks.list, .last = NONE};
    for (size_t at = 0; at < text.len;)
        at = may_mark[(uint8_t)text.ptr[at]] ? scan_one(&scan, at) : at + 1;
    emphasis_pair(&scan.emphasis, NONE);
    emphasis_leave(&scan.emphasis);
    if (scan.marks.list.len)
        qsort(scan.marks.list.at, scan.marks.list.len, sizeof(Mark), by_offset);
    scan.marks.is_unsure = scan.marks.is_unsure || crosses_brackets(&scan);
    return scan.marks;
}
