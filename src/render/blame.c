#include "render/blame.h"

#include "render/term.h"

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
