/* The rows of the page: what is the same is folded, what changed is marked and has its anchor. */
#include "render/diff_html.h"
#include "render/diff_parts.h"
#include "render/diff_rows.h"
#include "render/html.h"

enum {
    FOLD_FROM = 7,  /* rows that are the same are folded from here on, */
    FOLD_KEEPS = 2, /* but for so many at each end; */
    LONG_ROW = 1000 /* bytes: longer ones always are */
};

static const Change *change_at(const DiffPage *p, uint32_t index)
{
    return &p->diff->changes.at[index];
}

static const Doc *doc_of(const DiffPage *p, int side)
{
    return p->diff->pairing->docs[side];
}

/* ---- what a change is called ---- */

/* An address without the title that stands over the whole document: the page is about one document. */
static Span short_address(const DiffPage *p, const Change *change, PairSide side)
{
    Span address = parts_address(change, side);
    const Doc *doc = doc_of(p, side);
    if (doc->section_count < 2 || p->diff->pairing->section_prints[side][1].host != 0)
        return address;
    Span title = doc->sections[1].title;
    bool is_below =
        span_starts(address, title) && address.len > title.len && address.ptr[title.len] == '/';
    return is_below ? span_from(address, title.len + 1) : address;
}

static void add_address(const DiffPage *p, const Change *change)
{
    Buf *out = p->out;
    Span old = short_address(p, change, PAIR_OLD), new = short_address(p, change, PAIR_NEW);
    bool is_elsewhere = change->kind == CHANGE_MOVED || change->kind == CHANGE_RENAMED;
    buf_add(out, SPAN("<b>"));
    if (is_elsewhere && !span_eq(old, new)) {
        html_add(out, old);
        buf_add(out, SPAN(" → "));
    }
    html_add(out, change->new.index == NONE ? old : new);
    buf_add(out, SPAN("</b>"));
}

void diff_html_name(const DiffPage *p, const Change *change)
{
    buf_format(p->out, "%s %s ", parts_kind(change->kind), parts_what(change->what));
    add_address(p, change);
    if (change->weighty)
        buf_format(p->out, " <strong>%.*s</strong>",
                   SPAN_ARG(parts_weighty(p->out->arena, change->weighty)));
}

static void add_why(const DiffPage *p, const Change *change)
{
    if (p->how->why && change->reason != PAIR_NONE)
        buf_format(p->out, " <small>paired by %s, %.2f</small>", pair_reason_name(change->reason),
                   (double)change->score);
}

/* The anchor of a change stands once, above its first row. */
static void add_anchor(DiffPage *p, uint32_t index)
{
    if (index == NONE || p->is_anchored[index])
        return;
    const Change *change = change_at(p, index);
    p->is_anchored[index] = true;
    buf_format(p->out, "<p class=\"tag %s%s\" id=\"f%zuc%u\" tabindex=\"-1\">",
               parts_kind(change->kind), change->weighty ? " weighty" : "", p->file, index);
    diff_html_name(p, change);
    if (change->kind == CHANGE_MOVED)
        buf_format(p->out, " from line %u", change->old.lines.start + 1);
    add_why(p, change);
    buf_add(p->out, SPAN("</p>"));
}

/* ---- cells ---- */

/* A mark begins with what it marks: blanks before it are outside. */
static void add_marked(Buf *out, const char *element, Span text)
{
    Span word = span_trim_start(text);
    size_t blanks = word.len ? text.len - word.len : 0;
    html_add_lines(out, span_range(text, 0, blanks));
    buf_format(out, "<%s>", element);
    html_add_lines(out, span_from(text, blanks));
    buf_format(out, "</%s>", element);
}

static void add_runs(Buf *out, const RunVec *runs)
{
    static const char *const elements[] = {[RUN_REMOVED] = "del", [RUN_ADDED] = "ins"};
    for (size_t i = 0; i < runs->len; i++) {
        const Run *run = &runs->at[i];
        if (run->kind == RUN_SAME)
            html_add_lines(out, run->text);
        else
            add_marked(out, elements[run->kind], run->text);
    }
}

/* What stands in the file before the text that the runs are of. */
static Span sign_before(Arena *arena, const Doc *doc, const DiffRow *row, uint32_t index)
{
    if (row->is_field)
        return arena_format(arena, "%.*s: ", SPAN_ARG(doc->front.fields.at[index].key));
    const Unit *unit = &doc->units[index];
    if (unit->kind == UNIT_HEADING && unit->level)
        return arena_format(arena, "%.*s ", unit->level, "######");
    if (unit->kind != UNIT_ITEM)
        return SPAN("");
    Span line = lines_line(&doc->source.text, unit->lines.start);
    int indent = (int)(line.len - span_trim_start(line).len);
    return unit->is_ordered
               ? arena_format(arena, "%*s%u%c ", indent, "", unit->number, unit->marker)
               : arena_format(arena, "%*s%c ", indent, "", unit->marker);
}

static Range lines_of(const Doc *doc, const DiffRow *row, uint32_t index)
{
    return row->is_field ? doc->front.fields.at[index].lines : doc->units[index].lines;
}

static void add_source(Buf *out, const Doc *doc, Range lines)
{
    Span text = lines_range(&doc->source.text, lines);
    html_add_lines(out, span_trim_end(text));
}

static const char *look_of(const Doc *doc, const DiffRow *row, uint32_t index)
{
    if (row->is_field)
        return "field";
    const Unit *unit = &doc->units[index];
    static const char *const looks[] = {
        [UNIT_HEADING] = "heading", [UNIT_PARAGRAPH] = "text", [UNIT_ITEM] = "text",
        [UNIT_ROW] = "code",        [UNIT_CODE] = "code",      [UNIT_QUOTE] = "text",
        [UNIT_HTML] = "code",       [UNIT_RULE] = "text",
    };
    return looks[unit->kind];
}

/* Of a field whose comments changed its value would be missing: it is shown as it stands in the file. */
static bool is_about_comments(const Change *change)
{
    return change->what == CHANGE_FIELD && span_starts(change->runs.at[0].text, SPAN("#"));
}

/* What of the runs, of one side, is between two places of its text. */
static const RunVec *cut_runs(Arena *arena, const RunVec *runs, Range place)
{
    RunVec *cut = ARENA_NEW(arena, RunVec);
    size_t at = 0;
    for (size_t i = 0; i < runs->len; i++) {
        Span text = runs->at[i].text;
        size_t from = place.start > at ? place.start - at : 0;
        size_t to = at + text.len > place.end ? place.end > at ? place.end - at : 0 : text.len;
        if (from < to)
            vec_add(arena, cut, (Run){runs->at[i].kind, span_range(text, from, to)});
        at += text.len;
    }
    return cut;
}

static const RunVec *runs_of(const DiffPage *p, const Change *change, int side, uint32_t unit)
{
    Arena *arena = p->out->arena;
    const RunVec *runs = parts_runs(arena, change, side == PAIR_OLD ? RUN_ADDED : RUN_REMOVED);
    if (change->reason != PAIR_PARTS)
        return runs;
    Range place = splits_place(arena, &p->diff->splits, doc_of(p, side), (PairSide)side, unit);
    return cut_runs(arena, runs, place);
}

static void add_cell(const DiffPage *p, const DiffRow *row, int side)
{
    static const char *const sides[] = {[PAIR_OLD] = "old", [PAIR_NEW] = "new"};
    uint32_t index = row->units[side];
    if (index == NONE) {
        buf_format(p->out, "<div class=\"%s none\"></div>", sides[side]);
        return;
    }
    const Doc *doc = doc_of(p, side);
    const Change *change = row->change == NONE ? NULL : change_at(p, row->change);
    Range lines = lines_of(doc, row, index);
    buf_format(p->out, "<div class=\"%s %s\"><i>%u</i><span>", sides[side],
               look_of(doc, row, index), lines.start + 1);
    if (change && change->runs.len && !is_about_comments(change)) {
        html_add(p->out, sign_before(p->out->arena, doc, row, index));
        add_runs(p->out, runs_of(p, change, side, index));
    } else {
        add_source(p->out, doc, lines);
    }
    buf_add(p->out, SPAN("</span></div>"));
}

/* ---- rows ---- */

static bool is_shown(const DiffPage *p, uint32_t change)
{
    return change != NONE &&
           (p->how->formatting || change_at(p, change)->kind != CHANGE_FORMATTING);
}

static bool is_same(const DiffPage *p, const DiffRow *row)
{
    return !is_shown(p, row->change) && row->moved == NONE && !row->is_away;
}

static void add_away(const DiffPage *p, const DiffRow *row)
{
    buf_add(p->out,
            SPAN("<div class=\"row away\" data-kinds=\"moved\"><div class=\"old\"><i></i>"));
    if (row->moved == NONE)
        buf_add(p->out, SPAN("<span>stands elsewhere now</span>"));
    else {
        const Change *change = change_at(p, row->moved);
        buf_format(p->out, "<a href=\"#f%zuc%u\">%s ", p->file, row->moved,
                   parts_what(change->what));
        html_add(p->out, short_address(p, change, PAIR_OLD));
        buf_format(p->out, " moved to line %u</a>", change->new.lines.start + 1);
    }
    buf_add(p->out, SPAN("</div><div class=\"new none\"></div></div>\n"));
}

/* An item that begins with another block has no lines of its own. */
static bool has_lines(const DiffPage *p, const DiffRow *row)
{
    bool has = false;
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        if (row->units[side] == NONE)
            continue;
        Range lines = lines_of(doc_of(p, side), row, row->units[side]);
        has |= lines.end > lines.start;
    }
    return has;
}

static void add_row(DiffPage *p, const DiffRow *row)
{
    bool is_changed = is_shown(p, row->change);
    if (row->is_away) {
        add_away(p, row);
        return;
    }
    if (!has_lines(p, row))
        return;
    if (is_same(p, row))
        buf_add(p->out, SPAN("<div class=\"row\">"));
    else {
        Span kind = is_changed ? span_of(parts_kind(change_at(p, row->change)->kind)) : SPAN("");
        Span kinds = arena_format(p->out->arena, "%.*s%s%s", SPAN_ARG(kind),
                                  kind.len && row->moved != NONE ? " " : "",
                                  row->moved != NONE ? "moved" : "");
        buf_format(p->out, "<div class=\"row %.*s\" data-kinds=\"%.*s\">", SPAN_ARG(kinds),
                   SPAN_ARG(kinds));
    }
    add_anchor(p, row->moved);
    add_anchor(p, is_changed ? row->change : NONE);
    add_cell(p, row, PAIR_OLD);
    add_cell(p, row, PAIR_NEW);
    buf_add(p->out, SPAN("</div>\n"));
}

static size_t count_same(const DiffPage *p, const DiffRowVec *rows, size_t first)
{
    size_t end = first;
    while (end < rows->len && is_same(p, &rows->at[end]))
        end++;
    return end - first;
}

/* The titles among the rows that are folded, so that a reader knows what is in there. */
static void add_titles(const DiffPage *p, const DiffRow *rows, size_t count)
{
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = rows[i].units[PAIR_NEW];
        if (rows[i].is_field || unit == NONE ||
            doc_of(p, PAIR_NEW)->units[unit].kind != UNIT_HEADING)
            continue;
        if (shown == 6) {
            buf_add(p->out, SPAN(", …"));
            return;
        }
        buf_add(p->out, shown++ ? SPAN(", ") : SPAN(": "));
        uint32_t section = doc_of(p, PAIR_NEW)->units[unit].section;
        html_add(p->out, doc_of(p, PAIR_NEW)->sections[section].title);
    }
}

static void add_fold(DiffPage *p, const DiffRow *rows, size_t count)
{
    buf_format(p->out, "%s%zu unchanged",
               p->is_brief ? "<p class=\"fold\">" : "<details class=\"fold\"><summary>", count);
    add_titles(p, rows, count);
    if (p->is_brief) {
        buf_add(p->out, SPAN("</p>\n"));
        return;
    }
    buf_add(p->out, SPAN("</summary>\n"));
    for (size_t i = 0; i < count; i++)
        add_row(p, &rows[i]);
    buf_add(p->out, SPAN("</details>\n"));
}

static bool is_long(const DiffPage *p, const DiffRow *row)
{
    int side = row->units[PAIR_NEW] == NONE ? PAIR_OLD : PAIR_NEW;
    const Doc *doc = doc_of(p, side);
    Range lines = lines_of(doc, row, row->units[side]);
    return lines_range(&doc->source.raw, lines).len > LONG_ROW;
}

/* Rows at the start, or the end, that stay beside a change; a long one is as far as they go. */
static size_t count_kept(const DiffPage *p, const DiffRow *rows, size_t count, bool is_end)
{
    size_t kept = 0;
    while (kept < FOLD_KEEPS && kept < count &&
           !is_long(p, &rows[is_end ? count - 1 - kept : kept]))
        kept++;
    return kept;
}

static bool is_any_long(const DiffPage *p, const DiffRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_long(p, &rows[i]))
            return true;
    return false;
}

/* Unchanged rows; many, or long ones, are folded but for what stands beside a change. */
static void add_same(DiffPage *p, const DiffRow *rows, size_t count, bool is_first, bool is_last)
{
    bool is_folded = count >= FOLD_FROM || is_any_long(p, rows, count);
    size_t before = count, after = 0;
    if (is_folded) {
        before = is_first ? 0 : count_kept(p, rows, count, false);
        after = is_last ? 0 : count_kept(p, rows + before, count - before, true);
    }
    for (size_t n = 0; n < before; n++)
        add_row(p, &rows[n]);
    if (count > before + after)
        add_fold(p, &rows[before], count - before - after);
    for (size_t n = count - after; n < count; n++)
        add_row(p, &rows[n]);
}

static void add_rows(DiffPage *p, const DiffRowVec *rows)
{
    for (size_t i = 0, count; i < rows->len; i += count) {
        count = count_same(p, rows, i);
        if (count) {
            add_same(p, &rows->at[i], count, i == 0, i + count == rows->len);
            continue;
        }
        const DiffRow *row = &rows->at[i];
        bool is_told =
            row->is_away && i && rows->at[i - 1].is_away && rows->at[i - 1].moved == row->moved;
        if (!is_told)
            add_row(p, row);
        count = 1;
    }
}

/* What has no row of its own must not be missing. */
static void add_leftovers(DiffPage *p)
{
    for (uint32_t i = 0; i < p->diff->changes.len; i++) {
        if (p->is_anchored[i] || !is_shown(p, i))
            continue;
        const Change *change = change_at(p, i);
        buf_format(p->out, "<div class=\"row %s\" data-kinds=\"%s\">", parts_kind(change->kind),
                   parts_kind(change->kind));
        add_anchor(p, i);
        for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
            buf_format(p->out, "<div class=\"%s text\"><i></i><span>",
                       side == PAIR_OLD ? "old" : "new");
            html_add_lines(p->out, parts_text(p->out->arena, p->diff, change, (PairSide)side));
            buf_add(p->out, SPAN("</span></div>"));
        }
        buf_add(p->out, SPAN("</div>\n"));
    }
}

void diff_html_rows(DiffPage *p)
{
    DiffRowVec rows = {0};
    diff_rows(p->out->arena, p->diff, &rows);
    add_rows(p, &rows);
    add_leftovers(p);
}
