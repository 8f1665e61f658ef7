#include "merge/ledger.h"

#include "base/sha256.h"
#include "merge/prose.h"
#include "merge/sought.h"
#include "text/utf8.h"

/* A unit that stands nowhere in the output, and what it says. */
typedef struct Absent {
    size_t entry;
    SpanVec said;
} Absent;

typedef struct Writer {
    Arena *arena;
    Arena *scratch; /* where words are heard */
    Ledger *ledger;
    const Consolidation *result;
    const Variants *v;
    Said *output;
    Said *const *said; /* by input */
    const Lines **raw; /* by input: before its repair; NULL when there was none */
    VEC(Absent) absent;
    uint32_t **unit_entry;  /* by input: the ledger's unit of each of its units */
    uint32_t **field_entry; /* by input: of an index into field_fates */
    uint32_t input_count;
} Writer;

static LedgerFile file_of(Span path, const Lines *lines)
{
    return (LedgerFile){path, {0}, lines->count, lines->text.len, false};
}

LedgerLines ledger_lines(Range range)
{
    return range.start == range.end ? (LedgerLines){0, 0}
                                    : (LedgerLines){range.start + 1, range.end};
}

static const char *const kind_names[] = {"heading", "paragraph", "item", "row",
                                         "code",    "quote",     "html", "rule"};

/* Words that were heard are gone before the ledger is. */
static void declare(Writer *w, LedgerUnit *entry, const SpanVec *lost)
{
    for (size_t i = 0; i < lost->len; i++)
        vec_add(w->arena, &entry->lost_words, arena_copy(w->arena, lost->at[i]));
}

/* What is not in the output loses what none of its lines says. */
static void declare_absent(Writer *w)
{
    Intern *words = intern_new(w->scratch);
    for (size_t i = 0; i < w->absent.len; i++)
        for (size_t k = 0; k < w->absent.at[i].said.len; k++)
            intern_borrowed(words, w->absent.at[i].said.at[k]);
    const bool *is_there = sought_in(w->output, words);
    size_t *lost_by = ARENA_ARRAY(w->scratch, size_t, intern_count(words)); /* 1 + the last one */
    for (size_t i = 0; i < w->absent.len; i++) {
        SpanVec lost = {0}, said = w->absent.at[i].said;
        for (size_t k = 0; k < said.len; k++) {
            uint32_t id = intern_find(words, said.at[k]);
            if (!is_there[id] && lost_by[id] != i + 1)
                vec_add(w->scratch, &lost, said.at[k]);
            lost_by[id] = i + 1;
        }
        declare(w, &w->ledger->units.at[w->absent.at[i].entry], &lost);
    }
}

/* An emoji that was cut to low bytes reads like a letter until it is repaired; with the repair that letter is gone. */
static void declare_repairs(Writer *w, LedgerUnit *entry, Range from)
{
    const Lines *raw = w->raw[entry->input];
    SpanVec lost = {0};
    for (uint32_t n = from.start; n < from.end && raw; n++) {
        if (span_eq(lines_line(raw, n), lines_line(&w->said[entry->input]->lines, n)))
            continue;
        SpanVec words = said_of(w->scratch, lines_line(raw, n));
        SpanVec read = said_in(w->said[entry->input], (Range){n, n + 1});
        for (size_t i = 0; i < words.len; i++)
            if (words.at[i].len == 2 && utf8_length(words.at[i]) == 1 &&
                !spans_hold(&read, words.at[i]))
                vec_add(w->scratch, &lost, words.at[i]);
    }
    declare(w, entry, &lost);
    if (entry->lost_words.len && entry->fate == FATE_KEPT)
        entry->fate = FATE_MERGED;
}

/* What was planned meets what was written: a unit is kept only if its words stand there one after the other, and what
   it alone said is declared. The entry is the next one of the ledger. */
static void compare(Writer *w, LedgerUnit *entry, Range from, Range to)
{
    Said *input = w->said[entry->input];
    entry->output = ledger_lines(to);
    if (to.start < to.end && said_same(input, from, w->output, to)) {
        declare_repairs(w, entry, from);
        return;
    }
    SpanVec said = said_in(input, from);
    if (!said.len && (entry->fate == FATE_KEPT || entry->fate == FATE_DROPPED) &&
        to.start == to.end) {
        entry->fate = FATE_MARKUP;
        return;
    }
    if (to.start == to.end) {
        vec_add(w->scratch, &w->absent, (Absent){w->ledger->units.len, said});
        return;
    }
    SpanVec there = said_in(w->output, to);
    if (entry->fate == FATE_KEPT && !said_verbatim(w->scratch, &said, &there))
        entry->fate = FATE_MERGED;
    if (entry->fate != FATE_KEPT) {
        SpanVec lost = said_lost(w->scratch, &said, &there);
        declare(w, entry, &lost);
    }
    declare_repairs(w, entry, from);
}

static Span reason_of(const Writer *w, uint32_t unit, const UnitFate *fate)
{
    if (fate->fate == FATE_DROPPED)
        return ledger_rule_name(fate->rule);
    if (fate->fate == FATE_KEPT || fate->fate == FATE_MARKUP || w->v->doc_count == 1)
        return (Span){0};
    if (variants_unit(w->v, unit)->kind == UNIT_HEADING)
        return span_of(align_reason_name(w->v->alignment->nodes[variants_node(w->v, unit)].reason));
    if (w->result->groups->of_unit[unit] == NONE)
        return SPAN("opening");
    return fate->fate == FATE_MERGED &&
                   w->result->groups->list[w->result->groups->of_unit[unit]].is_union
               ? SPAN("same key")
               : SPAN("likeness");
}

Span ledger_kind(const Doc *doc, const Unit *unit)
{
    Span line = lines_line(&doc->source.text, unit->lines.start);
    size_t indent = line.len - span_trim_start(line).len;
    bool is_odd = unit->lines.end - unit->lines.start > 2 || indent > 3;
    return span_of(kind_names[unit->kind == UNIT_HEADING && is_odd ? UNIT_PARAGRAPH : unit->kind]);
}

uint32_t ledger_part_end(const Doc *doc, const Unit *unit, uint32_t from)
{
    bool is_prose = unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM;
    uint32_t end = is_prose ? from + 1 : unit->lines.end;
    while (end < unit->lines.end && !prose_begins_item(lines_line(&doc->source.text, end)))
        end++;
    return end;
}

Range ledger_part_target(Range part, Range unit, Range target)
{
    bool is_line_by_line = target.end - target.start == unit.end - unit.start;
    if (!is_line_by_line)
        return target;
    return (Range){target.start + part.start - unit.start, target.start + part.end - unit.start};
}

static LedgerUnit unit_entry(const Writer *w, uint32_t input, uint32_t number, bool is_first)
{
    const UnitFate *fate = &w->result->fates[number];
    bool is_copy = !is_first && fate->fate == FATE_KEPT;
    LedgerUnit entry = {.input = input, .score = fate->score};
    entry.kind = ledger_kind(w->v->docs[w->v->doc_of[number]], variants_unit(w->v, number));
    entry.fate = is_copy ? FATE_DUPLICATE : fate->fate;
    entry.reason = is_copy ? SPAN("identical") : reason_of(w, number, fate);
    return entry;
}

/* Where what stands directly below a title ends. */
static uint32_t section_end(const Writer *w, uint32_t title)
{
    uint32_t u = title;
    while (u + 1 < w->result->draft.units.len &&
           w->result->draft.units.at[u + 1].kind != UNIT_HEADING)
        u++;
    return w->result->written.unit_lines[u].end;
}

/* The lines of its file that stand in the target: of the only file's units, several may have gone up in one. */
static Range lines_in_target(const Writer *w, uint32_t number, uint32_t to)
{
    bool is_only = w->v->doc_count == 1 && to != NONE;
    return is_only ? w->result->draft.units.at[to].lines : variants_unit(w->v, number)->lines;
}

/* The place for the ledger's unit that tells of the unit `number` of an input. */
static uint32_t *unit_entry_of(const Writer *w, uint32_t input, uint32_t number)
{
    return &w->unit_entry[input][number - w->v->first_unit[w->v->rank_of_input[input]]];
}

static void add_unit(Writer *w, uint32_t input, uint32_t number, bool is_first)
{
    const Unit *unit = variants_unit(w->v, number);
    const Doc *doc = w->v->docs[w->v->doc_of[number]];
    uint32_t to = w->result->fates[number].target;
    Range target = to == NONE ? (Range){0, 0} : w->result->written.unit_lines[to];
    if (to != NONE && w->result->fates[number].is_section)
        target.end = section_end(w, to);
    *unit_entry_of(w, input, number) = (uint32_t)w->ledger->units.len;
    for (Range part = {unit->lines.start, 0}; part.start < unit->lines.end; part.start = part.end) {
        part.end = ledger_part_end(doc, unit, part.start);
        LedgerUnit entry = unit_entry(w, input, number, is_first);
        entry.lines = ledger_lines(part);
        compare(w, &entry, part, ledger_part_target(part, lines_in_target(w, number, to), target));
        if (entry.fate == FATE_MARKUP)
            entry.reason = (Span){0};
        vec_add(w->arena, &w->ledger->units, entry);
    }
}

static void add_units(Writer *w, uint32_t input, uint32_t rank, bool is_first)
{
    for (uint32_t u = w->v->first_unit[rank]; u < w->v->first_unit[rank + 1]; u++)
        add_unit(w, input, u, is_first);
}

Range ledger_comment_lines(const Doc *doc)
{
    uint32_t open = doc->front.above.end;
    while (open + 1 < doc->front.lines.end &&
           !span_starts(span_trim(lines_line(&doc->source.text, open)), SPAN("---")))
        open++;
    Range lines = {open + 1, open + 1};
    for (; lines.end + 1 < doc->front.lines.end; lines.end++) {
        Span line = span_trim(lines_line(&doc->source.text, lines.end));
        if (line.len && line.ptr[0] != '#')
            break;
    }
    return lines;
}

/* Where the comments before the first field stand in the output: between the delimiter and that field. */
static Range written_comments(const Writer *w)
{
    if (!w->result->draft.front_comments.len)
        return (Range){0, 0};
    return (Range){1, 1 + (uint32_t)w->result->draft.front_comments.len};
}

static Range field_lines(const Doc *doc, const FieldFate *fate)
{
    if (fate->field == NONE)
        return ledger_comment_lines(doc);
    Range lines = doc->front.fields.at[fate->field].lines;
    uint32_t key = ledger_comment_lines(doc).end;
    return fate->field == 0 && lines.start < key ? (Range){key, lines.end} : lines;
}

static Range field_target(const Writer *w, const FieldFate *fate)
{
    if (fate->field == NONE && fate->fate == FATE_KEPT)
        return written_comments(w);
    return fate->target == NONE ? (Range){0, 0} : w->result->written.field_lines[fate->target];
}

/* Entries share one line, or the whole field is one unit. */
static bool is_one_line(Range lines)
{
    return lines.end - lines.start <= 1;
}

/* Is this entry told by the one before it? */
static bool is_told(const Writer *w, uint32_t index, Range from, Range to)
{
    const FieldFate *fate = &w->result->field_fates.at[index];
    return fate->is_entry && index && (fate - 1)->is_entry && (fate - 1)->doc == fate->doc &&
           (fate - 1)->field == fate->field && !(is_one_line(from) && is_one_line(to));
}

/* Where the field of an entry stands, whether or not this entry is there. */
static Range set_target(const Writer *w, uint32_t index)
{
    const FieldFate *first = &w->result->field_fates.at[index];
    for (const FieldFate *fate = first;
         fate < w->result->field_fates.at + w->result->field_fates.len; fate++)
        if (fate->doc == first->doc && fate->field == first->field && fate->target != NONE)
            return field_target(w, fate);
    return (Range){0, 0};
}

static void add_field(Writer *w, uint32_t input, const Doc *doc, uint32_t index)
{
    const FieldFate *fate = &w->result->field_fates.at[index];
    Range from = field_lines(doc, fate),
          whole = fate->is_entry ? set_target(w, index) : (Range){0, 0};
    w->field_entry[input][index] = (uint32_t)w->ledger->units.len;
    if (from.start >= from.end || is_told(w, index, from, whole))
        return;
    bool is_entry = fate->is_entry && is_one_line(from) && is_one_line(whole);
    LedgerUnit unit = {.input = input,
                       .lines = ledger_lines(from),
                       .kind = is_entry ? SPAN("entry") : SPAN("field"),
                       .fate = fate->fate,
                       .score = 1};
    if (fate->is_entry && !is_entry && whole.start < whole.end)
        unit.fate = FATE_MERGED;
    unit.reason = unit.fate == FATE_DROPPED ? ledger_rule_name(fate->rule) : (Span){0};
    compare(w, &unit, from, fate->is_entry && !is_entry ? whole : field_target(w, fate));
    vec_add(w->arena, &w->ledger->units, unit);
}

static void add_fields(Writer *w, uint32_t input, uint32_t rank)
{
    for (uint32_t i = 0; i < w->result->field_fates.len; i++)
        if (w->result->field_fates.at[i].doc == rank)
            add_field(w, input, w->v->docs[rank], i);
}

static Span shown(Arena *arena, const Doc *doc, Range lines)
{
    return arena_copy(arena, span_trim(lines_range(&doc->source.text, lines)));
}

static uint32_t first_input(const Writer *w, uint32_t doc)
{
    uint32_t input = 0;
    while (w->v->rank_of_input[input] != doc)
        input++;
    return input;
}

static uint32_t entry_of(const Writer *w, uint32_t input, bool is_field, uint32_t index)
{
    return is_field ? w->field_entry[input][index] : *unit_entry_of(w, input, index);
}

/* Inputs that are copies of one another lose alike. */
static void add_conflict(Writer *w, const Conflict *c)
{
    bool is_field = c->winner == NONE;
    uint32_t winner = is_field ? c->field_winner : c->winner,
             loser = is_field ? c->field_loser : c->loser;
    const FieldFate *fates = w->result->field_fates.at;
    uint32_t winner_doc = is_field ? fates[winner].doc : w->v->doc_of[winner];
    uint32_t loser_doc = is_field ? fates[loser].doc : w->v->doc_of[loser];
    uint32_t kept = entry_of(w, first_input(w, winner_doc), is_field, winner);
    for (uint32_t input = 0; input < w->input_count; input++)
        if (w->v->rank_of_input[input] == loser_doc)
            vec_add(w->arena, &w->ledger->conflicts,
                    (LedgerConflict){.kind = c->kind,
                                     .winner = kept,
                                     .loser = entry_of(w, input, is_field, loser),
                                     .support = c->support});
}

static void add_conflicts(Writer *w)
{
    for (size_t i = 0; i < w->result->conflicts.len; i++)
        add_conflict(w, &w->result->conflicts.at[i]);
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
                ledger_lines(r->written.unit_lines[r->canonical.at[i]]));
    for (size_t i = 0; i < r->settings.len; i++)
        vec_add(w->arena, &w->ledger->settings,
                ledger_lines(r->written.field_lines[r->settings.at[i]]));
    w->ledger->widened = r->widened;
    w->ledger->tool_keys = r->tool_keys;
}

static void add_ranks(Writer *w)
{
    for (uint32_t rank = 0; rank < w->v->doc_count; rank++)
        for (uint32_t input = 0; input < w->input_count; input++)
            if (w->v->rank_of_input[input] == rank)
                vec_add(w->arena, &w->ledger->ranked, input);
}

static void add_rights(Writer *w)
{
    for (uint32_t input = 0; input < w->input_count; input++)
        for (size_t i = 0; i < w->result->rights.len; i++) {
            const Rights *r = &w->result->rights.at[i];
            if (r->doc == w->v->rank_of_input[input])
                vec_add(w->arena, &w->ledger->rights,
                        (LedgerRights){input, r->gains, r->is_open, r->is_freed});
        }
}

Ledger *ledger_new(Arena *arena, const Consolidation *result, Doc *const *inputs,
                   uint32_t input_count, Said *const *said, Said *output, Span output_name)
{
    Writer w = {.arena = arena,
                .scratch = output->arena,
                .ledger = ARENA_NEW(arena, Ledger),
                .result = result,
                .v = result->variants};
    w.output = output;
    w.said = said;
    w.ledger->output = file_of(output_name, &output->lines);
    w.input_count = input_count;
    w.raw = ARENA_ARRAY(w.scratch, const Lines *, input_count);
    w.unit_entry = ARENA_ARRAY(w.scratch, uint32_t *, input_count);
    w.field_entry = ARENA_ARRAY(w.scratch, uint32_t *, input_count);
    bool *is_known = ARENA_ARRAY(w.scratch, bool, w.v->doc_count);
    vec_reserve(arena, &w.ledger->units, w.v->unit_count + result->field_fates.len);
    for (uint32_t i = 0; i < input_count; i++) {
        uint32_t rank = w.v->rank_of_input[i];
        LedgerFile file = file_of(inputs[i]->source.name, &inputs[i]->source.raw);
        file.is_repaired = inputs[i]->source.is_repaired;
        vec_add(arena, &w.ledger->inputs, file);
        w.unit_entry[i] = ARENA_ARRAY(w.scratch, uint32_t, w.v->docs[rank]->unit_count);
        w.field_entry[i] = ARENA_ARRAY(w.scratch, uint32_t, result->field_fates.len);
        const Source *source = &inputs[i]->source;
        w.raw[i] = source->is_repaired && !source->is_utf16 ? &source->raw : NULL;
        add_fields(&w, i, rank);
        add_units(&w, i, rank, !is_known[rank]);
        is_known[rank] = true;
    }
    declare_absent(&w);
    add_conflicts(&w);
    quote_conflicts(&w, inputs);
    add_marks(&w);
    add_ranks(&w);
    add_rights(&w);
    return w.ledger;
}

void ledger_hash(Arena *arena, Ledger *ledger, Doc *const *inputs, Span output)
{
    for (size_t i = 0; i < ledger->inputs.len; i++)
        ledger->inputs.at[i].sha256 = sha256_hex(arena, inputs[i]->source.raw.text);
    ledger->output.sha256 = sha256_hex(arena, output);
}
