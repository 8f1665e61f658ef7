#include "render/flow.h"

#include "render/html.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
    NEAR_COLUMNS = 60, /* bytes of unchanged prose that are kept beside a change */
    NEAR_LINES = 2,    /* lines of unchanged code */
    UTF8_MOST = 4      /* bytes of a character */
};

typedef struct Signs {
    const char *before, *after;
} Signs;

static const struct {
    TermColor color;
    Signs plain, html;
} marks[] = {
    [FLOW_SAME] = {TERM_PLAIN, {"", ""}, {"", ""}},
    [FLOW_REMOVED] = {TERM_RED, {"[-", "-]"}, {"<del>", "</del>"}},
    [FLOW_ADDED] = {TERM_GREEN, {"{+", "+}"}, {"<ins>", "</ins>"}},
    [FLOW_OLD] = {TERM_RED, {"", ""}, {"", ""}},
    [FLOW_NEW] = {TERM_GREEN, {"", ""}, {"", ""}},
    [FLOW_DIM] = {TERM_DIM, {"", ""}, {"", ""}},
};

static Signs signs_of(const Flow *flow, FlowMark mark)
{
    bool is_colored = flow->view && flow->view->color;
    return !flow->view ? marks[mark].html : marks[is_colored ? FLOW_SAME : mark].plain;
}

/* Columns that the signs of a mark take: elements take none. */
static size_t sign_columns(const Flow *flow, const char *sign)
{
    return flow->view ? strlen(sign) : 0;
}

Flow flow_start(Arena *arena, const View *view, size_t width, bool keeps_lines)
{
    return (Flow){.arena = arena,
                  .view = view,
                  .width = width,
                  .keeps_lines = keeps_lines,
                  .line = buf_in(arena)};
}

static void add_sign(Flow *flow, const char *sign)
{
    buf_add(&flow->line, span_of(sign));
    flow->used += sign_columns(flow, sign);
}

static void close_mark(Flow *flow)
{
    add_sign(flow, signs_of(flow, flow->mark).after);
    flow->mark = FLOW_SAME;
}

static void next_line(Flow *flow)
{
    vec_add(flow->arena, &flow->lines, (FlowLine){buf_span(&flow->line), flow->used});
    flow->line = buf_in(flow->arena);
    flow->used = flow->blanks = 0;
}

static void add_piece(Flow *flow, FlowMark mark, Span piece, size_t columns)
{
    if (!flow->view)
        html_add(&flow->line, piece);
    else if (flow->view->color)
        term_paint(&flow->line, flow->view, marks[mark].color, piece);
    else
        buf_add(&flow->line, piece);
    flow->used += columns;
}

/* A word that is wider than a line is broken where it must be; `limit` leaves room for the sign behind it. */
static void add_wide(Flow *flow, FlowMark mark, Span word, size_t limit)
{
    for (size_t at = 0; at < word.len;) {
        size_t from = at, columns = 0, next = at;
        while (next < word.len) {
            utf8_next(word, &next);
            size_t width = chars_columns(span_range(word, at, next));
            if (flow->used + columns + width > limit && flow->used + columns)
                break;
            columns += width;
            at = next;
        }
        add_piece(flow, mark, span_range(word, from, at), columns);
        if (at < word.len)
            next_line(flow);
    }
}

/* `word` in its visible form. */
static void add_word(Flow *flow, FlowMark mark, Span word)
{
    size_t columns = chars_columns(word);
    size_t sign = sign_columns(flow, signs_of(flow, mark).before);
    size_t limit = flow->width ? flow->width - sign : SIZE_MAX;
    size_t needed = (mark == flow->mark ? 0 : sign) + columns;
    if (flow->mark != mark)
        close_mark(flow);
    if (flow->used && flow->used + flow->blanks + needed > limit)
        next_line(flow);
    if (flow->width && flow->blanks > flow->width / 2)
        flow->blanks = flow->width / 2; /* however deep it is: its text must have room */
    buf_add_times(&flow->line, ' ', flow->blanks);
    flow->used += flow->blanks;
    flow->blanks = 0;
    bool has_room = flow->used + needed <= limit;
    if (flow->mark != mark)
        add_sign(flow, signs_of(flow, mark).before);
    flow->mark = mark;
    if (has_room)
        add_piece(flow, mark, word, columns);
    else
        add_wide(flow, mark, word, limit);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_words(Flow *flow, FlowMark mark, Span text)
{
    for (size_t at = 0, from; at < text.len;) {
        if (is_blank(text.ptr[at])) {
            flow->blanks = flow->keeps_lines ? flow->blanks + 1 : flow->used > 0;
            at++;
            continue;
        }
        for (from = at; at < text.len && !is_blank(text.ptr[at]);)
            at++;
        add_word(flow, mark, term_visible(flow->arena, span_range(text, from, at)));
    }
}

/* Blanks that alone were added or removed are what there is to see. */
static void add_lines(Flow *flow, FlowMark mark, Span text)
{
    for (size_t at = 0; at < text.len;) {
        size_t feed = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, feed);
        if (line.len && mark != FLOW_SAME && span_is_blank(line))
            add_word(flow, mark, term_visible(flow->arena, line));
        else
            add_words(flow, mark, line);
        if (feed == text.len)
            return;
        close_mark(flow);
        next_line(flow);
        at = feed + 1;
    }
}

void flow_add(Flow *flow, FlowMark mark, Span text)
{
    (flow->keeps_lines ? add_lines : add_words)(flow, mark, text);
}

bool flow_line(Flow *flow, FlowMark mark, Span line)
{
    line = span_trim_end(line);
    bool may_fit =
        !flow->width || (line.len <= flow->width * UTF8_MOST &&
                         (line.len <= flow->width || term_plain_start(line) <= flow->width));
    if (!may_fit || span_has(line, '\t'))
        return false;
    Span shown = term_visible(flow->arena, line);
    size_t columns = chars_columns(shown);
    if (flow->width && columns > flow->width)
        return false;
    if (shown.len)
        add_piece(flow, mark, shown, columns);
    next_line(flow);
    return true;
}

void flow_end(Flow *flow)
{
    close_mark(flow);
    if (flow->line.len)
        next_line(flow);
}

/* ---- excerpts ---- */

/* Offset up to which the start of an unchanged stretch is kept, and from which its end is. */
static size_t keep_start(Span text, bool keeps_lines)
{
    size_t at = 0;
    if (keeps_lines) {
        for (int lines = 0; lines <= NEAR_LINES && at < text.len; lines++)
            at = span_find_byte(text, '\n', at) + 1;
        return at < text.len ? at : text.len;
    }
    if (text.len <= NEAR_COLUMNS)
        return text.len;
    for (at = NEAR_COLUMNS; at > NEAR_COLUMNS / 2 && !is_blank(text.ptr[at]);)
        at--;
    while (((unsigned char)text.ptr[at] & 0xc0) == 0x80) /* never inside a character */
        at--;
    return at;
}

static size_t keep_end(Span text, bool keeps_lines)
{
    size_t at = text.len;
    if (keeps_lines) {
        for (int lines = 0; at > 0; at--)
            if (text.ptr[at - 1] == '\n' && lines++ == NEAR_LINES)
                return at;
        return 0;
    }
    if (text.len <= NEAR_COLUMNS)
        return 0;
    for (at = text.len - NEAR_COLUMNS; at < text.len - NEAR_COLUMNS / 2 && !is_blank(text.ptr[at]);)
        at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static void cut(Arena *arena, Span text, size_t from, size_t to, bool keeps_lines, RunVec *excerpt)
{
    if (to <= from + sizeof "…") { /* nothing is won */
        vec_add(arena, excerpt, (Run){RUN_SAME, text});
        return;
    }
    vec_add(arena, excerpt, (Run){RUN_SAME, span_range(text, 0, from)});
    vec_add(arena, excerpt, (Run){RUN_SAME, keeps_lines ? SPAN("…\n") : SPAN(" … ")});
    vec_add(arena, excerpt, (Run){RUN_SAME, span_from(text, to)});
}

void flow_excerpt(Arena *arena, const RunVec *runs, bool keeps_lines, RunVec *excerpt)
{
    for (size_t i = 0; i < runs->len; i++) {
        Span text = runs->at[i].text;
        if (runs->at[i].kind != RUN_SAME) {
            vec_add(arena, excerpt, runs->at[i]);
            continue;
        }
        size_t from = i == 0 ? 0 : keep_start(text, keeps_lines);
        size_t to = i + 1 == runs->len ? text.len : keep_end(text, keeps_lines);
        cut(arena, text, from, to, keeps_lines, excerpt);
    }
}
