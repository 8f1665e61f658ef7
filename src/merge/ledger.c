#include "merge/ledger.h"

#include <sha2.h>

typedef struct Writer {
    Arena *arena;
    Ledger *ledger;
    const Consolidation *result;
    const Variants *v;
    Said *output;
    Said *const *said;     /* by input */
    Intern *everywhere;    /* all words of the output */
    uint32_t *unit_entry;  /* ledger unit of a unit's number, of the first input with those bytes */
    uint32_t *field_entry; /* of an index into field_fates */
} Writer;

static const char *const fate_names[] = {"kept",     "merged",  "duplicate",
                                         "conflict", "dropped", "markup"};

const char *ledger_fate_name(Fate fate)
{
    return fate_names[fate];
}

bool ledger_fate_find(Span name, Fate *fate)
{
    for (size_t i = 0; i < sizeof fate_names / sizeof *fate_names; i++)
        if (span_eq(name, span_of(fate_names[i]))) {
            *fate = (Fate)i;
            return true;
        }
    return false;
}

static const char *const rules[] = {"",         "support", "tools",  "structure", "opening",
                                    "decision", "voice",   "budget", "resolver",  "style"};

bool ledger_is_rule(Span reason)
{
    for (size_t i = 1; i < sizeof rules / sizeof *rules; i++)
        if (span_eq(reason, span_of(rules[i])))
            return true;
    return false;
}

Span ledger_sha256(Arena *arena, Span bytes)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(arena, span_of(SHA256Data((const uint8_t *)bytes.ptr, bytes.len, hex)));
}

static LedgerFile file_of(Span path, const Lines *lines)
{
    return (LedgerFile){path, {0}, lines->count, lines->text.len};
}

static LedgerLines lines_of(Range range)
{
    return range.start == range.end ? (LedgerLines){0, 0}
                                    : (LedgerLines){range.start + 1, range.end};
}

static const char *const kind_names[] = {"heading", "paragraph", "item", "row",
                                         "code",    "quote",     "html", "rule"};

static SpanVec lost_anywhere(const Writer *w, const SpanVec *said)
{
    SpanVec lost = {0};
    for (size_t i = 0; i < said->len; i++)
        if (intern_find(w->everywhere, said->at[i]) == NONE && !said_holds(&lost, said->at[i]))
            vec_add(w->arena, &lost, said->at[i]);
    return lost;
}

/* What was planned meets what was written: a unit is kept only if its words stand there one after the other, and what
   it alone said is declared. */
static void compare(Writer *w, LedgerUnit *entry, Range from, Range to)
{
    SpanVec said = said_in(w->said[entry->input], from);
    entry->output = lines_of(to);
    if (!said.len && (entry->fate == FATE_KEPT || entry->fate == FATE_DROPPED) &&
        to.start == to.end) {
        entry->fate = FATE_MARKUP;
        return;
    }
    if (to.start == to.end) { /* what is not in the output loses what no other unit says */
        entry->lost_words = lost_anywhere(w, &said);
        return;
    }
    SpanVec there = said_in(w->output, to);
    if (entry->fate == FATE_KEPT && !said_verbatim(w->arena, &said, &there))
        entry->fate = FATE_MERGED;
    if (entry->fate != FATE_KEPT)
        entry->lost_words = said_lost(w->arena, &said, &there);
}

static Span reason_of(const Writer *w, uint32_t unit, const UnitFate *fate)
{
    if (fate->fate == FATE_DROPPED)
        return span_of(rules[fate->rule]);
    if (fate->fate == FATE_KEPT || fate->fate == FATE_MARKUP || w->v->doc_count == 1)
        return (Span){0};
    if (variants_unit(w->v, unit)->kind == UNIT_HEADING)
        return span_of(align_reason_name(w->v->alignment->nodes[variants_node(w->v, unit)].reason));
    if (w->result->groups->of_unit[unit] == NONE)
        return SPAN("opening");
    return w->result->groups->list[w->result->groups->of_unit[unit]].is_union ? SPAN("same key")
                                                                              : SPAN("likeness");
}

static void add_units(Writer *w, uint32_t input, uint32_t rank, bool is_first)
{
    const Doc *doc = w->v->docs[rank];
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        uint32_t number = w->v->first_unit[rank] + u;
        const UnitFate *fate = &w->result->fates[number];
        const Unit *unit = &doc->units[u];
        if (is_first)
            w->unit_entry[number] = (uint32_t)w->ledger->units.len;
        if (unit->lines.start == unit->lines.end)
            continue;
        LedgerUnit entry = {.input = input,
                            .lines = lines_of(unit->lines),
                            .kind = span_of(kind_names[unit->kind]),
                            .score = fate->score};
        entry.fate = !is_first && fate->fate == FATE_KEPT ? FATE_DUPLICATE : fate->fate;
        entry.reason =
            !is_first && fate->fate == FATE_KEPT ? SPAN("identical") : reason_of(w, number, fate);
        compare(w, &entry, unit->lines,
                fate->target == NONE ? (Range){0, 0} : w->result->written.unit_lines[fate->target]);
        if (entry.fate == FATE_MARKUP)
            entry.reason = (Span){0};
        vec_add(w->arena, &w->ledger->units, entry);
    }
}

static Range comment_lines(const Doc *doc)
{
    uint32_t end =
        doc->front.fields.len ? doc->front.fields.at[0].lines.start : doc->front.lines.end - 1;
    return (Range){doc->front.lines.start + 1, end};
}

/* Where the comments before the first field stand in the output: between the delimiter and that field. */
static Range written_comments(const Writer *w)
{
    if (!w->result->draft.front_comments.len)
        return (Range){0, 0};
    return (Range){1, 1 + (uint32_t)w->result->draft.front_comments.len};
}

static void add_fields(Writer *w, uint32_t input, uint32_t rank, bool is_first)
{
    const Doc *doc = w->v->docs[rank];
    for (uint32_t i = 0; i < w->result->field_fates.len; i++) {
        const FieldFate *fate = &w->result->field_fates.at[i];
        if (fate->doc != rank)
            continue;
        bool is_comment = fate->field == NONE;
        Range from = is_comment ? comment_lines(doc) : doc->front.fields.at[fate->field].lines;
        Range to = is_comment && fate->fate == FATE_KEPT ? written_comments(w)
                   : fate->target == NONE                ? (Range){0, 0}
                                          : w->result->written.field_lines[fate->target];
        LedgerUnit entry = {.input = input,
                            .lines = lines_of(from),
                            .kind = fate->is_entry ? SPAN("entry") : SPAN("field"),
                            .fate = fate->fate,
                            .score = 1};
        entry.reason = fate->fate == FATE_DROPPED ? span_of(rules[fate->rule]) : (Span){0};
        if (is_first)
            w->field_entry[i] = (uint32_t)w->ledger->units.len;
        compare(w, &entry, from, to);
        vec_add(w->arena, &w->ledger->units, entry);
    }
}

static Span shown(Arena *arena, const Doc *doc, Range lines)
{
    return arena_copy(arena, span_trim(lines_range(&doc->source.text, lines)));
}

static void add_conflicts(Writer *w)
{
    for (size_t i = 0; i < w->result->conflicts.len; i++) {
        const Conflict *c = &w->result->conflicts.at[i];
        LedgerConflict conflict = {.kind = c->kind};
        if (c->winner != NONE) {
            conflict.winner = w->unit_entry[c->winner];
            conflict.loser = w->unit_entry[c->loser];
        } else {
            conflict.winner = w->field_entry[c->field_winner];
            conflict.loser = w->field_entry[c->field_loser];
        }
        vec_add(w->arena, &w->ledger->conflicts, conflict);
    }
}

static void quote_conflicts(Writer *w, Doc *const *inputs)
{
    for (size_t i = 0; i < w->ledger->conflicts.len; i++) {
        LedgerConflict *c = &w->ledger->conflicts.at[i];
        uint32_t sides[2] = {c->winner, c->loser};
        for (int side = 0; side < 2; side++) {
            const LedgerUnit *unit = &w->ledger->units.at[sides[side]];
            c->texts[side] = shown(w->arena, inputs[unit->input],
                                   (Range){unit->lines.first - 1, unit->lines.last});
        }
    }
}

static void add_marks(Writer *w)
{
    const Consolidation *r = w->result;
    for (size_t i = 0; i < r->canonical.len; i++)
        vec_add(w->arena, &w->ledger->canonical,
                lines_of(r->written.unit_lines[r->canonical.at[i]]));
    for (size_t i = 0; i < r->settings.len; i++)
        vec_add(w->arena, &w->ledger->settings,
                lines_of(r->written.field_lines[r->settings.at[i]]));
    w->ledger->widened = r->widened;
}

Ledger *ledger_new(Arena *arena, const Consolidation *result, Doc *const *inputs,
                   uint32_t input_count, Said *const *said, Said *output, Span output_name)
{
    Writer w = {.arena = arena,
                .ledger = ARENA_NEW(arena, Ledger),
                .result = result,
                .v = result->variants};
    w.output = output;
    w.said = said;
    w.everywhere = intern_new(arena);
    SpanVec all = said_in(output, (Range){0, output->lines.count});
    for (size_t i = 0; i < all.len; i++)
        intern_id(w.everywhere, all.at[i]);
    w.ledger->output = file_of(output_name, &output->lines);
    w.unit_entry = ARENA_ARRAY(arena, uint32_t, w.v->unit_count);
    w.field_entry = ARENA_ARRAY(arena, uint32_t, result->field_fates.len);
    bool *is_told = ARENA_ARRAY(arena, bool, w.v->doc_count);
    for (uint32_t i = 0; i < input_count; i++) {
        uint32_t rank = w.v->rank_of_input[i];
        vec_add(arena, &w.ledger->inputs, file_of(inputs[i]->source.name, &inputs[i]->source.raw));
        add_fields(&w, i, rank, !is_told[rank]);
        add_units(&w, i, rank, !is_told[rank]);
        is_told[rank] = true;
    }
    add_conflicts(&w);
    quote_conflicts(&w, inputs);
    add_marks(&w);
    intern_free(w.everywhere);
    return w.ledger;
}

void ledger_hash(Arena *arena, Ledger *ledger, Doc *const *inputs, Span output)
{
    for (size_t i = 0; i < ledger->inputs.len; i++)
        ledger->inputs.at[i].sha256 = ledger_sha256(arena, inputs[i]->source.raw.text);
    ledger->output.sha256 = ledger_sha256(arena, output);
}
