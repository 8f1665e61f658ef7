#include "render/blame.h"

#include "render/jsonout.h"
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

static bool is_of_style(const Ledger *ledger, uint32_t line)
{
    for (size_t i = 0; i < ledger->canonical.len; i++)
        if (ledger->canonical.at[i].first == line)
            return true;
    return false;
}

static void blame_line(Buf *out, const Ledger *ledger, Span text, uint32_t line, const View *view)
{
    term_paint(out, view, TERM_BOLD, arena_format(out->arena, "%u: ", line));
    term_add(out, text);
    buf_add_byte(out, '\n');
    if (is_of_style(ledger, line))
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

static json_t *line_json(Arena *arena, const Ledger *ledger, Span text, uint32_t line)
{
    json_t *from = json_array();
    for (size_t i = 0; i < ledger->units.len; i++) {
        const LedgerUnit *unit = &ledger->units.at[i];
        if (holds_line(unit, line) && !is_same_line(ledger, i))
            json_array_append_new(
                from, json_pack("{s:o, s:i, s:s, s:o}", "path",
                                jsonout_text(arena, ledger->inputs.at[unit->input].path), "line",
                                (int)unit->lines.first, "fate", ledger_fate_name(unit->fate),
                                "reason", jsonout_text(arena, unit->reason)));
    }
    return json_pack("{s:i, s:o, s:b, s:o}", "line", (int)line, "text", jsonout_text(arena, text),
                     "style", is_of_style(ledger, line), "from", from);
}

void blame_render(Buf *out, const Ledger *ledger, const Lines *output, Range lines,
                  const View *view)
{
    json_t *list = json_array();
    for (uint32_t i = lines.start; i < lines.end; i++) {
        Span text = lines_line(output, i);
        bool is_one = lines.end == lines.start + 1;
        if (span_is_blank(text) && !is_one)
            continue;
        if (view->json)
            json_array_append_new(list, line_json(out->arena, ledger, text, i + 1));
        else
            blame_line(out, ledger, text, i + 1, view);
    }
    json_t *root = json_pack("{s:s, s:o}", "schema", "stemma-blame/1", "lines", list);
    if (view->json)
        jsonout_write(out, root);
    else
        json_decref(root);
}
