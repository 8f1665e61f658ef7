#include "render/summary.h"

#include "doc/inline.h"
#include "render/term.h"

enum { CONFLICTS_SHOWN = 12, CLOSE_CALLS_SHOWN = 5, TEXT_COLUMNS = 70 };

static size_t count_fate(const Ledger *ledger, Fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < ledger->units.len; i++)
        count += ledger->units.at[i].fate == fate;
    return count;
}

static size_t input_bytes(const Ledger *ledger)
{
    size_t bytes = 0;
    for (size_t i = 0; i < ledger->inputs.len; i++)
        bytes += ledger->inputs.at[i].bytes;
    return bytes;
}

static void render_sizes(Buf *out, const Ledger *ledger, const View *view)
{
    Arena *arena = out->arena;
    size_t in = input_bytes(ledger), made = ledger->output.bytes;
    Span name = span_eq(ledger->output.path, SPAN("-")) ? SPAN("merged agent")
                                                        : term_clip(arena, ledger->output.path, 60);
    Span head = arena_format(arena, "%zu files -> %.*s", ledger->inputs.len, SPAN_ARG(name));
    term_paint(out, view, TERM_BOLD, head);
    buf_format(out, "   %.*s -> %.*s bytes (%zu %%)\n", SPAN_ARG(term_number(arena, in)),
               SPAN_ARG(term_number(arena, made)), in ? made * 100 / in : 100);
}

static void render_fates(Buf *out, const Ledger *ledger)
{
    buf_format(out, "  units   ");
    for (int fate = FATE_KEPT; fate <= FATE_DROPPED; fate++)
        buf_format(out, "%s%zu %s", fate ? ", " : "", count_fate(ledger, (Fate)fate),
                   ledger_fate_name((Fate)fate));
    buf_add_byte(out, '\n');
}

/* How often each rule dropped something. */
static void render_drops(Buf *out, const Ledger *ledger)
{
    SpanVec rules = {0};
    for (size_t i = 0; i < ledger->units.len; i++) {
        Span reason = ledger->units.at[i].reason;
        bool is_new = ledger->units.at[i].fate == FATE_DROPPED;
        for (size_t r = 0; r < rules.len && is_new; r++)
            is_new = !span_eq(rules.at[r], reason);
        if (is_new)
            vec_add(out->arena, &rules, reason);
    }
    for (size_t r = 0; r < rules.len; r++) {
        size_t count = 0;
        for (size_t i = 0; i < ledger->units.len; i++)
            count += ledger->units.at[i].fate == FATE_DROPPED &&
                     span_eq(ledger->units.at[i].reason, rules.at[r]);
        buf_format(out, "%s%zu by %.*s", r ? ", " : "  dropped ", count, SPAN_ARG(rules.at[r]));
    }
    if (rules.len)
        buf_add_byte(out, '\n');
}

static void render_side(Buf *out, const Ledger *ledger, uint32_t index, Span text, const char *word,
                        const View *view)
{
    const LedgerUnit *unit = &ledger->units.at[index];
    Span plain = inline_plain(out->arena, text);
    buf_format(out, "    %s ", word);
    term_add(out, term_clip(out->arena, plain, TEXT_COLUMNS));
    Span place = arena_format(out->arena, "  %.*s:%u",
                              SPAN_ARG(ledger->inputs.at[unit->input].path), unit->lines.first);
    term_paint(out, view, TERM_DIM, place);
    buf_add_byte(out, '\n');
}

/* Fields that disagree are told apart by their name; only their places need room. */
static bool is_same_field(const Ledger *ledger, const LedgerConflict *a, const LedgerConflict *b)
{
    return a->winner == b->winner && span_eq(ledger->units.at[a->winner].kind, SPAN("field"));
}

static void render_conflict(Buf *out, const Ledger *ledger, const LedgerConflict *c,
                            const View *view)
{
    buf_add(out, SPAN("  conflict "));
    term_paint(out, view, TERM_YELLOW, term_clip(out->arena, c->kind, 30));
    buf_add_byte(out, '\n');
    render_side(out, ledger, c->winner, c->texts[0], "kept", view);
}

static void render_conflicts(Buf *out, const Ledger *ledger, const View *view)
{
    size_t shown = 0;
    for (size_t i = 0; i < ledger->conflicts.len; i++) {
        const LedgerConflict *c = &ledger->conflicts.at[i];
        bool is_more = i && is_same_field(ledger, c, c - 1);
        if (!is_more && shown++ == CONFLICTS_SHOWN) {
            buf_format(out, "  and %zu more, all of them in the ledger\n",
                       ledger->conflicts.len - i);
            return;
        }
        if (!is_more)
            render_conflict(out, ledger, c, view);
        render_side(out, ledger, c->loser, c->texts[1], "lost", view);
    }
}

static void render_widened(Buf *out, const Ledger *ledger, const View *view)
{
    if (!ledger->widened.len)
        return;
    term_paint(out, view, TERM_RED, SPAN("  rights widened"));
    buf_add(out, SPAN(" (not every file grants these tools):"));
    for (size_t i = 0; i < ledger->widened.len; i++) {
        buf_add(out, i ? SPAN(", ") : SPAN(" "));
        term_add(out, ledger->widened.at[i]);
    }
    buf_add_byte(out, '\n');
}

static void render_close_call(Buf *out, const Ledger *ledger, const LedgerUnit *unit, bool is_first,
                              const View *view)
{
    Buf words = buf_in(out->arena);
    for (size_t i = 0; i < unit->lost_words.len; i++) {
        if (i)
            buf_add_byte(&words, ' ');
        buf_add(&words, unit->lost_words.at[i]);
    }
    if (is_first)
        buf_add(out, SPAN("  closest calls (left out because a line says nearly the same)\n"));
    Span place = arena_format(out->arena, "%.*s:%u", SPAN_ARG(ledger->inputs.at[unit->input].path),
                              unit->lines.first);
    buf_add(out, SPAN("    "));
    term_add(out, place);
    buf_format(out, " -> line %u, without: ", unit->output.first);
    term_paint(out, view, TERM_DIM, term_clip(out->arena, buf_span(&words), TEXT_COLUMNS));
    buf_add_byte(out, '\n');
}

/* The least sure of the units that were left out because another says them: where a reader should look first. */
static void render_close_calls(Buf *out, const Ledger *ledger, const View *view)
{
    float above = 0;
    size_t after = 0;
    for (int shown = 0; shown < CLOSE_CALLS_SHOWN; shown++) {
        const LedgerUnit *next = NULL;
        for (size_t i = 0; i < ledger->units.len; i++) {
            const LedgerUnit *unit = &ledger->units.at[i];
            bool is_later = unit->score > above || (unit->score == above && i >= after);
            bool is_call = unit->fate == FATE_DUPLICATE && unit->score > 0 && unit->score < 1 &&
                           unit->lost_words.len && !span_eq(unit->kind, SPAN("heading"));
            if (is_call && is_later && (!next || unit->score < next->score))
                next = unit;
        }
        if (!next)
            return;
        above = next->score;
        after = (size_t)(next - ledger->units.at) + 1;
        render_close_call(out, ledger, next, shown == 0, view);
    }
}

void summary_render(Buf *out, const Ledger *ledger, const View *view)
{
    render_sizes(out, ledger, view);
    render_fates(out, ledger);
    render_drops(out, ledger);
    render_conflicts(out, ledger, view);
    render_widened(out, ledger, view);
    render_close_calls(out, ledger, view);
}

static bool holds_line(const LedgerUnit *unit, uint32_t line)
{
    return unit->output.first <= line && line <= unit->output.last;
}

/* The entries of a set share their line: it is told once. */
static bool is_same_line(const Ledger *ledger, size_t i)
{
    const LedgerUnit *unit = &ledger->units.at[i];
    return i && span_eq(unit->kind, SPAN("entry")) && span_eq((unit - 1)->kind, SPAN("entry")) &&
           (unit - 1)->output.first == unit->output.first && (unit - 1)->input == unit->input &&
           (unit - 1)->lines.first == unit->lines.first;
}

static void blame_line(Buf *out, const Ledger *ledger, const Lines *output, uint32_t line,
                       const View *view)
{
    bool is_style = false;
    for (size_t i = 0; i < ledger->canonical.len; i++)
        is_style |= ledger->canonical.at[i].first == line;
    term_paint(out, view, TERM_BOLD, arena_format(out->arena, "%u: ", line));
    term_add(out, lines_line(output, line - 1));
    buf_add_byte(out, '\n');
    if (is_style)
        buf_add(out, SPAN("    the style's title\n"));
    for (size_t i = 0; i < ledger->units.len; i++) {
        const LedgerUnit *unit = &ledger->units.at[i];
        if (!holds_line(unit, line) || is_same_line(ledger, i))
            continue;
        Span from = arena_format(out->arena, "%.*s:%u",
                                 SPAN_ARG(ledger->inputs.at[unit->input].path), unit->lines.first);
        buf_add(out, SPAN("    "));
        term_pad(out, term_clip(out->arena, from, 0), 34);
        buf_format(out, " %-9s", ledger_fate_name(unit->fate));
        term_paint(out, view, TERM_DIM, arena_format(out->arena, " %.*s", SPAN_ARG(unit->reason)));
        buf_add_byte(out, '\n');
    }
}

void blame_render(Buf *out, const Ledger *ledger, const Lines *output, uint32_t line,
                  const View *view)
{
    for (uint32_t n = 1; n <= output->count; n++)
        if (line == n || (!line && !span_is_blank(lines_line(output, n - 1))))
            blame_line(out, ledger, output, n, view);
}
