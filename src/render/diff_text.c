/* The text view: what deserves a second look first, then everything in the order of the new file. */
#include "render/diff_parts.h"
#include "render/diff_view.h"
#include "render/flow.h"
#include "render/headline.h"
#include "text/utf8.h"

enum { GUTTER = 4, NARROWEST_COLUMN = 16, WIDTH_OF_COLUMNS = 120 };

static const struct {
    const char *sign;
    TermColor color;
} looks[] = {
    [CHANGE_ADDED] = {"+", TERM_GREEN},   [CHANGE_REMOVED] = {"-", TERM_RED},
    [CHANGE_EDITED] = {"~", TERM_YELLOW}, [CHANGE_MOVED] = {">", TERM_CYAN},
    [CHANGE_RENAMED] = {"=", TERM_CYAN},  [CHANGE_FORMATTING] = {".", TERM_DIM},
};

/* One file's diff being shown. */
typedef struct Viewer {
    Buf *out;
    const DiffView *how;
    const View *view;
    const Diff *diff;
} Viewer;

/* ---- the line that names a change ---- */

/* Columns are made to fit, and so is what stands above them. */
static size_t headline_width(const DiffView *how)
{
    return how->side_by_side ? how->view.width : 0;
}

static void add_address(Headline *line, const Change *change)
{
    Span old = parts_address(change, PAIR_OLD), new = parts_address(change, PAIR_NEW);
    bool is_elsewhere = change->kind == CHANGE_MOVED || change->kind == CHANGE_RENAMED;
    if (is_elsewhere && !span_eq(old, new)) {
        headline_add(line, TERM_BOLD, old);
        headline_add(line, TERM_PLAIN, SPAN(" -> "));
    }
    headline_add(line, TERM_BOLD, change->new.index == NONE ? old : new);
}

static void add_line_numbers(Headline *line, const Change *change)
{
    Arena *arena = line->arena;
    Span old = parts_line_numbers(arena, &change->old);
    Span new = parts_line_numbers(arena, &change->new);
    Buf text = buf_in(arena);
    bool is_moved = old.len && new.len && !span_eq(old, new);
    buf_add(&text, new.len ? SPAN("  line ") : SPAN("  was line "));
    buf_add(&text, is_moved || !new.len ? old : SPAN(""));
    buf_add(&text, is_moved ? SPAN(" -> ") : SPAN(""));
    buf_add(&text, new);
    headline_add(line, TERM_DIM, buf_span(&text));
}

static void add_name(const Viewer *v, const Change *change)
{
    Arena *arena = v->out->arena;
    Headline line = {.arena = arena};
    headline_add(&line, looks[change->kind].color,
                 arena_format(arena, "%s %s", looks[change->kind].sign, parts_kind(change->kind)));
    headline_add(&line, TERM_PLAIN, arena_format(arena, " %s ", parts_what(change->what)));
    add_address(&line, change);
    add_line_numbers(&line, change);
    if (change->weighty) {
        Span weighty = parts_weighty(arena, change->weighty);
        headline_add(&line, TERM_RED, arena_format(arena, "  ! %.*s", SPAN_ARG(weighty)));
    }
    headline_write(v->out, v->view, &line, headline_width(v->how));
}

static void add_why(const Viewer *v, const Change *change)
{
    if (!v->how->why || change->reason == PAIR_NONE)
        return;
    Span text = arena_format(v->out->arena, "    paired by %s, %.2f",
                             pair_reason_name(change->reason), (double)change->score);
    term_paint(v->out, v->view, TERM_DIM, text);
    buf_add_byte(v->out, '\n');
}

/* ---- what it is about ---- */

static size_t room(const Viewer *v)
{
    size_t width = v->view->width;
    return width > GUTTER + NARROWEST_COLUMN ? width - GUTTER : width ? NARROWEST_COLUMN : 0;
}

static void add_flow(const Viewer *v, const Flow *flow, const char *sign, TermColor color)
{
    for (size_t i = 0; i < flow->lines.len; i++) {
        buf_add(v->out, SPAN("  "));
        term_paint(v->out, v->view, color, i == 0 ? span_of(sign) : SPAN(" "));
        if (flow->lines.at[i].text.len)
            buf_add_byte(v->out, ' ');
        buf_add(v->out, flow->lines.at[i].text);
        buf_add_byte(v->out, '\n');
    }
}

/* A source line that stands alone. When it is too long for one it is wrapped, and its indentation kept. */
static Flow flow_source(const Viewer *v, FlowMark mark, Span line, size_t width)
{
    Flow flow = flow_start(v->out->arena, v->view, width, false);
    if (flow_line(&flow, mark, line))
        return flow;
    size_t indent = line.len - span_trim_start(line).len;
    indent = width && indent > width / 2 ? width / 2 : indent;
    buf_add_times(&flow.line, ' ', indent);
    flow.used = indent;
    flow_add(&flow, mark, line);
    flow_end(&flow);
    if (!flow.lines.len)
        vec_add(flow.arena, &flow.lines, (FlowLine){0});
    return flow;
}

static void add_elsewhere(const Viewer *v, PairSide side, uint32_t lines)
{
    if (!lines)
        return;
    Span text = arena_format(v->out->arena, "  %s %.*s", looks[CHANGE_MOVED].sign,
                             SPAN_ARG(parts_elsewhere(v->out->arena, side, lines)));
    term_paint(v->out, v->view, TERM_CYAN, text);
    buf_add_byte(v->out, '\n');
}

static void add_side(const Viewer *v, const Change *change, PairSide side)
{
    static const struct {
        FlowMark mark;
        const char *sign;
        TermColor color;
    } looks_of[] = {
        [PAIR_OLD] = {FLOW_OLD, "-", TERM_RED}, [PAIR_NEW] = {FLOW_NEW, "+", TERM_GREEN}};
    SpanVec lines = {0};
    uint32_t elsewhere;
    parts_lines(v->out->arena, v->diff, change, side, &lines, &elsewhere);
    for (size_t i = 0; i < lines.len; i++) {
        Flow flow = flow_source(v, looks_of[side].mark, lines.at[i], room(v));
        add_flow(v, &flow, looks_of[side].sign, looks_of[side].color);
    }
    add_elsewhere(v, side, elsewhere);
}

static void add_runs(const Viewer *v, const Change *change, const RunVec *runs)
{
    Arena *arena = v->out->arena;
    bool keeps_lines = parts_has_lines(change);
    RunVec excerpt = {0};
    if (!v->how->word) {
        flow_excerpt(arena, runs, keeps_lines, &excerpt);
        runs = &excerpt;
    }
    Flow flow = flow_start(arena, v->view, room(v), keeps_lines);
    for (size_t i = 0; i < runs->len; i++)
        flow_add(&flow, (FlowMark)runs->at[i].kind, runs->at[i].text);
    flow_end(&flow);
    add_flow(v, &flow, " ", TERM_PLAIN);
}

/* Enough of what has moved as it is to recognise it. */
static void add_first_line(const Viewer *v, const Change *change)
{
    SpanVec lines = {0};
    uint32_t elsewhere;
    parts_lines(v->out->arena, v->diff, change, PAIR_NEW, &lines, &elsewhere);
    if (!lines.len || change->what == CHANGE_SECTION)
        return;
    buf_add_times(v->out, ' ', GUTTER);
    term_paint(v->out, v->view, TERM_DIM, term_clip(v->out->arena, lines.at[0], room(v)));
    buf_add_byte(v->out, '\n');
}

static void add_body(const Viewer *v, const Change *change)
{
    const RunVec *runs = parts_told(v->out->arena, v->diff, change);
    if (change->kind == CHANGE_MOVED)
        add_first_line(v, change);
    else if (change->kind == CHANGE_RENAMED && change->what == CHANGE_SECTION)
        return; /* both titles are in its addresses */
    else if (runs->len)
        add_runs(v, change, runs);
    else {
        add_side(v, change, PAIR_OLD);
        add_side(v, change, PAIR_NEW);
    }
}

/* ---- side by side ---- */

/* Gives how many lines of the thing stand elsewhere on the other side. */
static uint32_t add_column(const Viewer *v, const Change *change, PairSide side, size_t width,
                           FlowLineVec *column)
{
    Arena *arena = v->out->arena;
    RunKind skipped = side == PAIR_OLD ? RUN_ADDED : RUN_REMOVED;
    if (change->runs.len) {
        const RunVec *runs = parts_runs(arena, change, skipped);
        Flow flow = flow_start(arena, v->view, width, parts_has_lines(change));
        for (size_t i = 0; i < runs->len; i++)
            flow_add(&flow, (FlowMark)runs->at[i].kind, runs->at[i].text);
        flow_end(&flow);
        *column = flow.lines;
        return 0;
    }
    SpanVec lines = {0};
    uint32_t elsewhere;
    parts_lines(arena, v->diff, change, side, &lines, &elsewhere);
    for (size_t i = 0; i < lines.len; i++) {
        Flow flow = flow_source(v, side == PAIR_OLD ? FLOW_OLD : FLOW_NEW, lines.at[i], width);
        for (size_t n = 0; n < flow.lines.len; n++)
            vec_add(arena, column, flow.lines.at[n]);
    }
    return elsewhere;
}

static void add_row(const Viewer *v, const FlowLine *left, const FlowLine *right, size_t width)
{
    if (left)
        buf_add(v->out, left->text);
    buf_add_times(v->out, ' ',
                  width - (left && left->columns < width ? left->columns
                           : left                        ? width
                                                         : 0));
    buf_add(v->out, right && right->text.len ? SPAN(" │ ") : SPAN(" │"));
    if (right)
        buf_add(v->out, right->text);
    buf_add_byte(v->out, '\n');
}

static void add_columns(const Viewer *v, const Change *change)
{
    size_t whole = v->view->width ? v->view->width : WIDTH_OF_COLUMNS;
    size_t width = (whole - 3) / 2;
    FlowLineVec left = {0}, right = {0};
    uint32_t gone = add_column(v, change, PAIR_OLD, width, &left);
    uint32_t come = add_column(v, change, PAIR_NEW, width, &right);
    for (size_t i = 0; i < left.len || i < right.len; i++)
        add_row(v, i < left.len ? &left.at[i] : NULL, i < right.len ? &right.at[i] : NULL, width);
    add_elsewhere(v, PAIR_OLD, gone);
    add_elsewhere(v, PAIR_NEW, come);
}

/* ---- files ---- */

static void add_change(const Viewer *v, const Change *change)
{
    add_name(v, change);
    add_why(v, change);
    if (v->how->side_by_side && change->kind != CHANGE_MOVED)
        add_columns(v, change);
    else
        add_body(v, change);
}

static void add_paths(Headline *line, const FolderDiff *folder, const Entry *entry)
{
    const Doc *old = entry->old, *new = entry->new;
    Span from = old ? old->source.name : SPAN(""), to = new ? new->source.name : SPAN("");
    if (folder->is_folder)
        headline_add(line, TERM_PLAIN, arena_format(line->arena, "%s ", parts_entry(entry->kind)));
    if (old && (!new || !span_eq(from, to)))
        headline_add(line, TERM_BOLD, term_name(from));
    if (old && new && !span_eq(from, to))
        headline_add(line, TERM_PLAIN, SPAN(" -> "));
    if (new)
        headline_add(line, TERM_BOLD, term_name(to));
}

static void add_summary(Headline *line, const Diff *diff, const DiffView *how)
{
    Buf text = buf_in(line->arena);
    PartsCounts counts = parts_count(diff);
    Span said = parts_counts(line->arena, &counts);
    if (said.len)
        buf_format(&text, ": %.*s", SPAN_ARG(said));
    if (counts.weighty)
        buf_format(&text, " (%u weighty)", counts.weighty);
    uint32_t formatting = counts.kinds[CHANGE_FORMATTING];
    if (formatting)
        buf_format(&text, "%s%u only in formatting%s", said.len ? "; " : ": ", formatting,
                   how->formatting ? "" : ", not shown");
    headline_add(line, TERM_PLAIN, buf_span(&text));
}

static void add_entry(Buf *out, const FolderDiff *folder, const Entry *entry, const DiffView *how)
{
    Viewer v = {out, how, &how->view, entry->diff};
    Headline line = {.arena = out->arena};
    add_paths(&line, folder, entry);
    add_summary(&line, entry->diff, how);
    headline_write(out, &how->view, &line, headline_width(how));
    if (!entry->diff)
        return;
    IndexVec shown = {0};
    parts_shown(out->arena, entry->diff, how->formatting, &shown);
    for (size_t i = 0; i < shown.len; i++)
        add_change(&v, &entry->diff->changes.at[shown.at[i]]);
}

void diff_text(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    bool is_first = true;
    for (size_t i = 0; i < folder->entries.len; i++) {
        const Entry *entry = &folder->entries.at[i];
        if (entry->kind == ENTRY_SAME)
            continue;
        if (!is_first)
            buf_add_byte(out, '\n');
        add_entry(out, folder, entry, how);
        is_first = false;
    }
}
