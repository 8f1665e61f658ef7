/* What the audit of a composition finds. */
#include "stemma_compose.h"

#include "merge/audit.h"

Range composed_hull(const Composed *out, uint32_t ingredient)
{
    Range all = {0, 0};
    for (uint32_t u = 0; u < out->mix.origins.len; u++) {
        Range lines = out->written.unit_lines[u];
        if (out->mix.origins.at[u].source != ingredient || lines.start == lines.end)
            continue;
        all.start = all.end && all.start < lines.start ? all.start : lines.start;
        all.end = all.end > lines.end ? all.end : lines.end;
    }
    return all;
}

/* Of what is taken over as it stands no word may go, declared or not: only values and titles change what a unit says, and
   the quotes of a field what its words are. */
static void check_losses(Arena *arena, const Composition *c, const Ledger *ledger,
                         SpanVec *findings)
{
    uint32_t input = 0;
    bool *is_literal = ARENA_ARRAY(arena, bool, ledger->inputs.len);
    for (size_t i = 0; i < c->ingredients.len; i++)
        if (c->ingredients.at[i].source)
            is_literal[input++] = !c->ingredients.at[i].source->has_vars;
    for (size_t i = 0; i < ledger->units.len; i++) {
        const LedgerUnit *unit = &ledger->units.at[i];
        bool is_rewritten =
            span_eq(unit->kind, SPAN("heading")) || span_eq(unit->kind, SPAN("field"));
        if (is_literal[unit->input] && !is_rewritten && unit->output.first && unit->lost_words.len)
            vec_add(arena, findings,
                    arena_format(arena, "%.*s:%u: loses '%.*s'",
                                 SPAN_ARG(ledger->inputs.at[unit->input].path), unit->lines.first,
                                 SPAN_ARG(unit->lost_words.at[0])));
    }
}

/* Whatever a recipe says itself stands in the result, too. */
static void check_texts(Arena *arena, const Composition *c, const Composed *out, Said *output,
                        SpanVec *findings)
{
    for (uint32_t i = 0; i < c->ingredients.len; i++) {
        const RecipeText *text = c->ingredients.at[i].text;
        Range lines = text && !compose_bindings(c->ingredients.at[i].scope) ? composed_hull(out, i)
                                                                            : (Range){0, 0};
        if (lines.start == lines.end || !c->ingredients.at[i].doc)
            continue;
        Lines said = lines_index(arena, text->value);
        SpanVec words = said_in(said_new(arena, &said), (Range){0, said.count}),
                there = said_in(output, lines), lost = said_lost(arena, &words, &there);
        if (lost.len)
            vec_add(arena, findings,
                    arena_format(arena, "%.*s:%u: loses '%.*s'",
                                 SPAN_ARG(c->book->files.at[text->place.file].path),
                                 text->place.line, SPAN_ARG(lost.at[0])));
    }
}

SpanVec composition_audit(Arena *arena, const Composition *c, const Placed *placed,
                          const Ledger *ledger)
{
    const Composed *out = &placed->composed;
    Lines lines = lines_index(arena, out->written.bytes);
    Said **said = ARENA_ARRAY(arena, Said *, ledger->inputs.len);
    size_t input = 0;
    for (size_t i = 0; i < c->ingredients.len; i++)
        if (c->ingredients.at[i].source)
            said[input++] = said_new(arena, &c->ingredients.at[i].doc->source.text);
    for (size_t i = 0; i < c->book->files.len; i++)
        said[input++] = said_new(arena, &c->book->files.at[i].lines);
    Said *output = said_new(arena, &lines);
    SpanVec findings = audit_ledger(arena, ledger, said, output);
    if (placed->conversion)
        return findings;
    check_losses(arena, c, ledger, &findings);
    check_texts(arena, c, out, output, &findings);
    return findings;
}
