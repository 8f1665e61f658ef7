/* The Markdown view, for the comment on a pull request. What came from a file stands in code spans and preformatted
   blocks, where it is no markup, names nobody and refers to nothing. */
#include "render/diff_parts.h"
#include "render/diff_view.h"
#include "render/flow.h"
#include "render/html.h"

enum {
    COLUMNS = 100,
    LONG_TEXT = 16, /* lines from which a text is folded */
    /* GitHub takes comments of 65,536 characters: bytes up to which texts, and up to which names are told. */
    TEXT_LIMIT = 45000,
    NAME_LIMIT = 60000
};

typedef struct Comment {
    Buf *out;
    const DiffView *how;
    const Diff *diff;
} Comment;

/* A code span, fenced by more backticks than any run in it has. */
static void add_code(Buf *out, Span text)
{
    Buf visible = buf_in(out->arena);
    term_add(&visible, text);
    Span shown = buf_span(&visible);
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < shown.len; i++) {
        run = shown.ptr[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    buf_add_times(out, '`', longest + 1);
    buf_add(out, longest ? SPAN(" ") : SPAN(""));
    buf_add(out, shown);
    buf_add(out, longest ? SPAN(" ") : SPAN(""));
    buf_add_times(out, '`', longest + 1);
}

static void add_name(const Comment *c, const Change *change)
{
    Arena *arena = c->out->arena;
    Span old = parts_address(change, PAIR_OLD), new = parts_address(change, PAIR_NEW);
    bool is_elsewhere = change->kind == CHANGE_MOVED || change->kind == CHANGE_RENAMED;
    buf_format(c->out, "**%s** %s ", parts_kind(change->kind), parts_what(change->what));
    if (is_elsewhere && !span_eq(old, new)) {
        add_code(c->out, old);
        buf_add(c->out, SPAN(" → "));
    }
    add_code(c->out, change->new.index == NONE ? old : new);
    Span from = parts_line_numbers(arena, &change->old);
    Span to = parts_line_numbers(arena, &change->new);
    if (!to.len)
        buf_format(c->out, " (was line %.*s)", SPAN_ARG(from));
    else if (!from.len || span_eq(from, to))
        buf_format(c->out, " (line %.*s)", SPAN_ARG(to));
    else
        buf_format(c->out, " (line %.*s → %.*s)", SPAN_ARG(from), SPAN_ARG(to));
    if (change->weighty)
        buf_format(c->out, " ⚠ **%.*s**", SPAN_ARG(parts_weighty(arena, change->weighty)));
    if (c->how->why && change->reason != PAIR_NONE)
        buf_format(c->out, ", paired by %s (%.2f)", pair_reason_name(change->reason),
                   (double)change->score);
    buf_add(c->out, SPAN("\n\n"));
}

/* ---- texts ---- */

static void add_side(const Comment *c, const Change *change, PairSide side, FlowLineVec *lines)
{
    Arena *arena = c->out->arena;
    SpanVec source = {0};
    uint32_t elsewhere;
    parts_lines(arena, c->diff, change, side, &source, &elsewhere);
    for (size_t i = 0; i < source.len; i++) {
        Buf line = buf_in(arena);
        buf_add(&line, side == PAIR_OLD ? SPAN("- ") : SPAN("+ "));
        html_add(&line, source.at[i]);
        vec_add(arena, lines, (FlowLine){buf_span(&line), 0});
    }
    if (elsewhere)
        vec_add(arena, lines,
                (FlowLine){arena_format(arena, "&gt; %.*s",
                                        SPAN_ARG(parts_elsewhere(arena, side, elsewhere))),
                           0});
}

static void add_runs(const Comment *c, const Change *change, const RunVec *runs, FlowLineVec *lines)
{
    Arena *arena = c->out->arena;
    bool keeps_lines = parts_has_lines(change);
    RunVec excerpt = {0};
    if (!c->how->word)
        flow_excerpt(arena, runs, keeps_lines, &excerpt);
    const RunVec *shown = c->how->word ? runs : &excerpt;
    Flow flow = flow_start(arena, NULL, COLUMNS, keeps_lines);
    for (size_t i = 0; i < shown->len; i++)
        flow_add(&flow, (FlowMark)shown->at[i].kind, shown->at[i].text);
    flow_end(&flow);
    *lines = flow.lines;
}

static void add_text(const Comment *c, const Change *change)
{
    FlowLineVec lines = {0};
    const RunVec *runs = parts_told(c->out->arena, c->diff, change);
    if (change->kind == CHANGE_MOVED || change->kind == CHANGE_RENAMED)
        return;
    if (runs->len)
        add_runs(c, change, runs, &lines);
    else {
        add_side(c, change, PAIR_OLD, &lines);
        add_side(c, change, PAIR_NEW, &lines);
    }
    if (!lines.len)
        return;
    bool is_long = lines.len > LONG_TEXT;
    if (is_long)
        buf_format(c->out, "<details><summary>%zu lines</summary>\n\n", lines.len);
    buf_add(c->out, SPAN("<pre>\n"));
    for (size_t i = 0; i < lines.len; i++) {
        buf_add(c->out, lines.at[i].text);
        buf_add_byte(c->out, '\n');
    }
    buf_add(c->out, is_long ? SPAN("</pre>\n\n</details>\n\n") : SPAN("</pre>\n\n"));
}

/* Texts that would make the comment too long are left out, and it says so. */
static void add_change(const Comment *c, const Change *change)
{
    add_name(c, change);
    size_t before = c->out->len;
    add_text(c, change);
    if (c->out->len <= TEXT_LIMIT || c->out->len == before)
        return;
    buf_cut(c->out, before);
    buf_add(c->out, SPAN("_(its text is left out: the comment would be too long)_\n\n"));
}

/* ---- files ---- */

static void add_heading(Buf *out, const FolderDiff *folder, const Entry *entry)
{
    Span old = entry->old ? term_name(entry->old->source.name) : SPAN("");
    Span new = entry->new ? term_name(entry->new->source.name) : SPAN("");
    buf_add(out, SPAN("### "));
    if (folder->is_folder)
        buf_format(out, "%s ", parts_entry(entry->kind));
    if (entry->old && !(entry->new &&span_eq(old, new)))
        add_code(out, old);
    if (entry->old && entry->new && !span_eq(old, new))
        buf_add(out, SPAN(" → "));
    if (entry->new)
        add_code(out, new);
    buf_add(out, SPAN("\n\n"));
}

static void add_summary(Buf *out, const Diff *diff, const DiffView *how)
{
    PartsCounts counts = parts_count(diff);
    Span said = parts_counts(out->arena, &counts);
    buf_add(out, said.len ? said : SPAN("Nothing that changes what it says"));
    if (counts.weighty)
        buf_format(out, ", of which %u to look at first", counts.weighty);
    if (counts.kinds[CHANGE_FORMATTING])
        buf_format(out, "; %u only in formatting%s", counts.kinds[CHANGE_FORMATTING],
                   how->formatting ? "" : ", not shown");
    buf_add(out, SPAN(".\n\n"));
}

static void add_entry(Buf *out, const FolderDiff *folder, const Entry *entry, const DiffView *how)
{
    Comment c = {out, how, entry->diff};
    add_heading(out, folder, entry);
    add_summary(out, entry->diff, how);
    if (!entry->diff)
        return;
    IndexVec shown = {0};
    parts_shown(out->arena, entry->diff, how->formatting, &shown);
    for (size_t i = 0; i < shown.len; i++) {
        if (out->len > NAME_LIMIT) {
            buf_format(out, "_and %zu more changes: too many for a comment_\n\n", shown.len - i);
            return;
        }
        add_change(&c, &entry->diff->changes.at[shown.at[i]]);
    }
}

void diff_markdown(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    for (size_t i = 0; i < folder->entries.len; i++)
        if (folder->entries.at[i].kind != ENTRY_SAME)
            add_entry(out, folder, &folder->entries.at[i], how);
}
