#include "merge/audit.h"

typedef struct Auditor {
    Arena *arena;
    const Ledger *ledger;
    Said *const *inputs;
    Said *output;
    SpanVec findings;
    bool *in_conflict; /* by unit */
    IndexVec *claims;  /* by output line: units that claim it */
    bool *is_proved;   /* by output line: a unit that claims it says just that */
} Auditor;

#define FIND(a, ...) vec_add((a)->arena, &(a)->findings, arena_format((a)->arena, __VA_ARGS__))

static Range range_of(LedgerLines lines)
{
    return (Range){lines.first ? lines.first - 1 : 0, lines.last};
}

static bool is_kind(const LedgerUnit *unit, const char *kind)
{
    return span_eq(unit->kind, span_of(kind));
}

/* What the units of one input have of its lines. */
typedef struct Taken {
    uint32_t *times; /* by line: in how many units but entries */
    bool *in_entry;
} Taken;

static void take_lines(Taken *taken, const LedgerUnit *unit, uint32_t line_count)
{
    bool is_entry = is_kind(unit, "entry");
    for (uint32_t n = unit->lines.first; n && n <= unit->lines.last && n <= line_count; n++) {
        if (is_entry)
            taken->in_entry[n - 1] = true;
        else
            taken->times[n - 1]++;
    }
}

static void check_input(Auditor *a, uint32_t input, const Taken *taken)
{
    const Lines *lines = &a->inputs[input]->lines;
    Span path = a->ledger->inputs.at[input].path;
    for (uint32_t n = 0; n < lines->count; n++) {
        uint32_t count = taken->times[n] + taken->in_entry[n];
        if (count != 1 && said_any(lines_line(lines, n)))
            FIND(a, "%.*s:%u: the line is in %s unit", SPAN_ARG(path), n + 1,
                 count ? "more than one" : "no");
    }
}

/* Every line of every input that says something is in exactly one unit; the entries of a set share theirs. */
static void check_inputs(Auditor *a)
{
    const Ledger *l = a->ledger;
    Taken *taken = ARENA_ARRAY(a->arena, Taken, l->inputs.len);
    for (size_t i = 0; i < l->inputs.len; i++) {
        taken[i].times = ARENA_ARRAY(a->arena, uint32_t, a->inputs[i]->lines.count + 1);
        taken[i].in_entry = ARENA_ARRAY(a->arena, bool, a->inputs[i]->lines.count + 1);
    }
    for (size_t i = 0; i < l->units.len; i++) {
        const LedgerUnit *unit = &l->units.at[i];
        take_lines(&taken[unit->input], unit, a->inputs[unit->input]->lines.count);
    }
    for (uint32_t i = 0; i < l->inputs.len; i++)
        check_input(a, i, &taken[i]);
}

static void check_fate(Auditor *a, const LedgerUnit *unit, uint32_t index)
{
    Span path = a->ledger->inputs.at[unit->input].path;
    Said *input = a->inputs[unit->input];
    if (unit->fate == FATE_DROPPED && said_any_in(input, range_of(unit->lines)) &&
        !ledger_is_rule(unit->reason))
        FIND(a, "%.*s:%u: dropped by no rule", SPAN_ARG(path), unit->lines.first);
    if (unit->fate == FATE_CONFLICT && !a->in_conflict[index])
        FIND(a, "%.*s:%u: lost to a conflict that is not named", SPAN_ARG(path), unit->lines.first);
    if (unit->fate == FATE_MARKUP && said_any_in(input, range_of(unit->lines)))
        FIND(a, "%.*s:%u: markup that says something", SPAN_ARG(path), unit->lines.first);
}

static bool is_prose_kind(const LedgerUnit *unit)
{
    return !is_kind(unit, "code") && !is_kind(unit, "html") && !is_kind(unit, "quote") &&
           !is_kind(unit, "field") && !is_kind(unit, "entry");
}

/* One unit's words stand on no more lines than it had, or the target could hide anything. */
static void check_width(Auditor *a, const LedgerUnit *unit)
{
    uint32_t lines = 0, own = unit->lines.last - unit->lines.first + 1;
    if (unit->output.last - unit->output.first < own)
        return;
    for (uint32_t n = unit->output.first; n <= unit->output.last && n <= a->output->lines.count;
         n++)
        lines += said_any(lines_line(&a->output->lines, n - 1));
    Span first = unit->output.first <= a->output->lines.count
                     ? lines_line(&a->output->lines, unit->output.first - 1)
                     : (Span){0};
    if (is_prose_kind(unit) && lines > own && !span_starts(first, SPAN("#")))
        FIND(a, "%.*s:%u: its target is wider than itself",
             SPAN_ARG(a->ledger->inputs.at[unit->input].path), unit->lines.first);
}

static void check_words(Auditor *a, const LedgerUnit *unit)
{
    Span path = a->ledger->inputs.at[unit->input].path;
    SpanVec said = said_in(a->inputs[unit->input], range_of(unit->lines)),
            there = said_in(a->output, range_of(unit->output));
    if (unit->fate == FATE_KEPT && !is_kind(unit, "heading") &&
        !said_verbatim(a->arena, &said, &there))
        FIND(a, "%.*s:%u: kept, but not verbatim at output line %u", SPAN_ARG(path),
             unit->lines.first, unit->output.first);
    SpanVec gone = said_lost(a->arena, &said, &there);
    for (size_t i = 0; i < gone.len; i++)
        if (!spans_hold(&unit->lost_words, gone.at[i]))
            FIND(a, "%.*s:%u: silently loses '%.*s'", SPAN_ARG(path), unit->lines.first,
                 SPAN_ARG(gone.at[i]));
}

static void check_unit(Auditor *a, uint32_t index)
{
    const LedgerUnit *unit = &a->ledger->units.at[index];
    Range from = range_of(unit->lines), to = range_of(unit->output);
    check_fate(a, unit, index);
    if (unit->fate != FATE_KEPT && unit->fate != FATE_MERGED && unit->fate != FATE_DUPLICATE)
        return;
    if (!unit->output.first) {
        if (said_any_in(a->inputs[unit->input], from))
            FIND(a, "%.*s:%u: %s, but nowhere in the output",
                 SPAN_ARG(a->ledger->inputs.at[unit->input].path), unit->lines.first,
                 ledger_fate_name(unit->fate));
        return;
    }
    check_width(a, unit);
    bool is_same = said_same(a->inputs[unit->input], from, a->output, to);
    if (!is_same)
        check_words(a, unit);
    for (uint32_t n = to.start; n < to.end && n < a->output->lines.count; n++) {
        vec_add(a->arena, &a->claims[n], index);
        a->is_proved[n] |= is_same;
    }
}

static bool is_among(const LedgerLines *list, size_t count, uint32_t line)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].first <= line && line <= list[i].last)
            return true;
    return false;
}

/* The words of all who claim the line. */
static SpanVec claimed(const Auditor *a, uint32_t line)
{
    SpanVec all = {0};
    for (size_t i = 0; i < a->claims[line].len; i++) {
        const LedgerUnit *unit = &a->ledger->units.at[a->claims[line].at[i]];
        SpanVec said = said_in(a->inputs[unit->input], range_of(unit->lines));
        for (size_t k = 0; k < said.len; k++)
            vec_add(a->arena, &all, said.at[k]);
    }
    return all;
}

static bool is_field_line(const Auditor *a, uint32_t line)
{
    for (size_t i = 0; i < a->claims[line].len; i++) {
        const LedgerUnit *unit = &a->ledger->units.at[a->claims[line].at[i]];
        if (is_kind(unit, "field") || is_kind(unit, "entry"))
            return true;
    }
    return false;
}

/* Every output line has an origin, and each of its words one that said it. */
static void check_output_line(Auditor *a, uint32_t n)
{
    const Ledger *l = a->ledger;
    Span line = lines_line(&a->output->lines, n);
    bool is_canonical = is_among(l->canonical.at, l->canonical.len, n + 1);
    if (a->is_proved[n] && !is_canonical)
        return;
    if (!said_any(line) || is_among(l->settings.at, l->settings.len, n + 1))
        return;
    if (is_canonical && !span_starts(line, SPAN("#")))
        FIND(a, "output:%u: the style gives words to what is no heading", n + 1);
    if (!is_canonical && !a->claims[n].len)
        FIND(a, "output:%u: the line has no origin", n + 1);
    if (is_canonical || is_field_line(a, n) || !a->claims[n].len || said_is_ordinal(line))
        return;
    SpanVec said = said_in(a->output, (Range){n, n + 1}), claims = claimed(a, n);
    SpanVec strays = said_lost(a->arena, &said, &claims);
    for (size_t i = 0; i < strays.len; i++)
        FIND(a, "output:%u: '%.*s' comes from nowhere", n + 1, SPAN_ARG(strays.at[i]));
}

SpanVec audit_ledger(Arena *arena, const Ledger *ledger, Said *const *inputs, Said *output)
{
    Auditor a = {.arena = arena, .ledger = ledger, .inputs = inputs, .output = output};
    a.in_conflict = ARENA_ARRAY(arena, bool, ledger->units.len);
    a.is_proved = ARENA_ARRAY(arena, bool, output->lines.count + 1);
    a.claims = ARENA_ARRAY(arena, IndexVec, output->lines.count + 1);
    for (size_t i = 0; i < ledger->conflicts.len; i++)
        a.in_conflict[ledger->conflicts.at[i].winner] =
            a.in_conflict[ledger->conflicts.at[i].loser] = true;
    check_inputs(&a);
    for (uint32_t i = 0; i < ledger->units.len; i++)
        check_unit(&a, i);
    for (uint32_t n = 0; n < output->lines.count; n++)
        check_output_line(&a, n);
    return a.findings;
}
