#include "diff/diff.h"

#include "base/buf.h"
#include "diff/fields.h"
#include "diff/gather.h"
#include "diff/moves.h"
#include "diff/places.h"
#include "diff/renames.h"
#include "diff/weigh.h"
#include "diff/wording.h"

#include <stdlib.h>

/* A change and where it is told: before what stands at this line of the new document. */
typedef struct Told {
    uint32_t line;
    uint32_t order; /* among those of one line */
    Change change;
} Told;

typedef struct Differ {
    Arena *arena;
    Arena *scratch;
    const Pairing *p;
    Splits splits;
    Moves moves;
    uint32_t *anchor; /* by old line: the new line at which a removal from there is told */
    VEC(Told) told;
    Places places;
} Differ;

/* ---- telling ---- */

static void tell(Differ *d, uint32_t line, Change change)
{
    vec_add(d->scratch, &d->told, (Told){line, (uint32_t)d->told.len, change});
}

static int by_line(const void *left, const void *right)
{
    const Told *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* A removal is told after what came before it and is still there. */
static void find_anchors(Differ *d)
{
    const Doc *old = d->p->docs[PAIR_OLD], *new = d->p->docs[PAIR_NEW];
    d->anchor = ARENA_ARRAY(d->scratch, uint32_t, (size_t)old->source.text.count + 1);
    uint32_t at = doc_body(new).start, line = 0;
    for (uint32_t u = 0; u < old->unit_count; u++) {
        for (; line < old->units[u].lines.start; line++)
            d->anchor[line] = at;
        uint32_t mate = d->p->units[PAIR_OLD][u].index;
        if (mate != NONE && !d->moves.units[u])
            at = new->units[splits_parts(&d->splits, d->p, PAIR_NEW, mate).end - 1].lines.end;
    }
    for (; line <= old->source.text.count; line++)
        d->anchor[line] = at;
}

static void tell_one_side(Differ *d, int side, ChangeWhat what, Place place, unsigned weighty)
{
    bool is_old = side == PAIR_OLD;
    Place nowhere = places_nowhere();
    Change change = {.kind = is_old ? CHANGE_REMOVED : CHANGE_ADDED,
                     .what = what,
                     .old = is_old ? place : nowhere,
                     .new = is_old ? nowhere : place,
                     .weighty = weighty};
    tell(d, is_old ? d->anchor[place.lines.start] : place.lines.start, change);
}

/* ---- fields ---- */

static void tell_field_pair(Differ *d, uint32_t old, const Mate *mate)
{
    const Field *a = &d->p->docs[PAIR_OLD]->front.fields.at[old];
    const Field *b = &d->p->docs[PAIR_NEW]->front.fields.at[mate->index];
    Change change = {.what = CHANGE_FIELD,
                     .old = places_field(&d->places, PAIR_OLD, old),
                     .new = places_field(&d->places, PAIR_NEW, mate->index),
                     .reason = mate->reason,
                     .score = mate->score};
    if (!span_eq(a->key, b->key)) {
        change.kind = CHANGE_RENAMED;
        change.weighty = fields_weigh(a->key) | fields_weigh(b->key);
        vec_add(d->arena, &change.runs, (Run){RUN_REMOVED, a->key});
        vec_add(d->arena, &change.runs, (Run){RUN_ADDED, b->key});
        tell(d, b->lines.start, change);
    } else if (fields_compare(d->arena, a, b, &change)) {
        tell(d, b->lines.start, change);
    }
}

static void tell_fields(Differ *d)
{
    uint32_t at = d->p->docs[PAIR_NEW]->front.lines.start;
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        const FieldVec *fields = &d->p->docs[side]->front.fields;
        for (uint32_t f = 0; f < fields->len; f++) {
            const Mate *mate = &d->p->fields[side][f];
            if (mate->index == NONE) {
                Place place = places_field(&d->places, side, f);
                vec_add(d->arena, &place.parts, place.lines);
                if (side == PAIR_OLD)
                    d->anchor[place.lines.start] = at;
                tell_one_side(d, side, CHANGE_FIELD, place, fields_weigh(fields->at[f].key));
            } else if (side == PAIR_OLD) {
                at = d->p->docs[PAIR_NEW]->front.fields.at[mate->index].lines.end;
                tell_field_pair(d, f, mate);
            }
        }
    }
}

/* ---- what only one side has ---- */

static bool is_free_unit(const Differ *d, int side, uint32_t unit)
{
    return d->p->units[side][unit].index == NONE && d->splits.whole[side][unit] == NONE;
}

/* Lines of the units in the range that have no mate, what stands between two of them included. */
static RangeVec free_parts(Differ *d, int side, Range units, bool *is_told)
{
    const Doc *doc = d->p->docs[side];
    RangeVec parts = {0};
    bool is_open = false;
    for (uint32_t u = units.start; u < units.end; u++) {
        Range lines = doc->units[u].lines;
        if (!is_free_unit(d, side, u)) {
            is_open = false;
            continue;
        }
        is_told[u] = true;
        if (lines.start == lines.end) /* an item that starts with another block */
            continue;
        if (is_open)
            parts.at[parts.len - 1].end = lines.end;
        else
            vec_add(d->arena, &parts, lines);
        is_open = true;
    }
    return parts;
}

/* A section that only one side has takes with it the sections below it that this side alone has too. */
static void tell_free_section(Differ *d, int side, uint32_t section, bool *is_told)
{
    const Doc *doc = d->p->docs[side];
    const Section *s = &doc->sections[section];
    if (is_told[s->unit] || !is_free_unit(d, side, s->unit))
        return;
    bool is_title = d->p->section_prints[side][section].host == 0;
    Range units = is_title ? (Range){s->unit, s->unit + 1} : s->units;
    Place place = places_section(&d->places, side, section);
    if (is_title)
        place.lines = doc->units[s->unit].lines;
    for (uint32_t u = units.start; u < units.end;) {
        uint32_t inner = doc->units[u].section, end = u + 1;
        if (inner != section && d->p->sections[side][inner].index != NONE &&
            doc->sections[inner].unit == u) {
            u = doc->sections[inner].units.end;
            continue;
        }
        while (end < units.end && doc->units[end].kind != UNIT_HEADING)
            end++;
        RangeVec parts = free_parts(d, side, (Range){u, end}, is_told);
        for (size_t i = 0; i < parts.len; i++)
            vec_add(d->arena, &place.parts, parts.at[i]);
        u = end;
    }
    tell_one_side(d, side, CHANGE_SECTION, place, 0);
}

/* Removing "never" from a text is as much a change of meaning as writing it in. */
static unsigned weigh_removed(Differ *d, int side, const Unit *unit)
{
    RunVec runs = {0};
    if (side == PAIR_NEW || unit->kind == UNIT_CODE || unit->kind == UNIT_HTML)
        return 0;
    vec_add(d->scratch, &runs, (Run){RUN_REMOVED, unit->text});
    return weigh_runs(d->scratch, &runs) & WEIGHTY_NEGATION;
}

/* An item stands for all it holds, the header of a table for all its rows. */
static uint32_t held_end(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    uint32_t end = u->end > unit ? u->end : unit + 1;
    while (u->kind == UNIT_ROW && u->is_header && end < doc->unit_count &&
           doc->units[end].kind == UNIT_ROW && doc->units[end].table == u->table)
        end++;
    return end;
}

static void tell_free_unit(Differ *d, int side, uint32_t unit, bool *is_told)
{
    const Doc *doc = d->p->docs[side];
    const Unit *u = &doc->units[unit];
    uint32_t end = held_end(doc, unit), last = doc->units[end - 1].lines.end;
    Place place = places_unit(&d->places, side, unit);
    place.lines.end = last > place.lines.end ? last : place.lines.end;
    place.parts = free_parts(d, side, (Range){unit, end}, is_told);
    tell_one_side(d, side, places_what(u), place, weigh_removed(d, side, u));
    if (u->kind == UNIT_RULE || !place.parts.len)
        d->told.at[d->told.len - 1].change.kind = CHANGE_FORMATTING;
}

static void tell_free(Differ *d, int side)
{
    const Doc *doc = d->p->docs[side];
    bool *is_told = ARENA_ARRAY(d->scratch, bool, doc->unit_count);
    for (uint32_t s = 1; s < doc->section_count; s++)
        if (d->p->sections[side][s].index == NONE)
            tell_free_section(d, side, s, is_told);
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (is_free_unit(d, side, u) && !is_told[u] && !d->p->unit_prints[side][u].is_closing)
            tell_free_unit(d, side, u, is_told);
}

/* ---- what both have ---- */

static Change pair_change(ChangeKind kind, ChangeWhat what, Place old, Place new, const Mate *mate)
{
    return (Change){.kind = kind,
                    .what = what,
                    .old = old,
                    .new = new,
                    .reason = mate->reason,
                    .score = mate->score};
}

static Change unit_change(Differ *d, ChangeKind kind, uint32_t old)
{
    const Mate *mate = &d->p->units[PAIR_OLD][old];
    const Unit *unit = &d->p->docs[PAIR_OLD]->units[old];
    if (unit->kind == UNIT_HEADING) /* which became something else */
        unit = &d->p->docs[PAIR_NEW]->units[mate->index];
    return pair_change(kind, unit->kind == UNIT_HEADING ? CHANGE_PARAGRAPH : places_what(unit),
                       places_unit(&d->places, PAIR_OLD, old),
                       places_unit(&d->places, PAIR_NEW, mate->index), mate);
}

static Change section_change(Differ *d, ChangeKind kind, uint32_t old)
{
    const Mate *mate = &d->p->sections[PAIR_OLD][old];
    return pair_change(kind, CHANGE_SECTION, places_section(&d->places, PAIR_OLD, old),
                       places_section(&d->places, PAIR_NEW, mate->index), mate);
}

static bool same_lines(const Differ *d, Range old, Range new)
{
    const Lines *from = &d->p->docs[PAIR_OLD]->source.raw, *to = &d->p->docs[PAIR_NEW]->source.raw;
    if (old.end - old.start != new.end - new.start)
        return false;
    for (uint32_t n = 0; n < old.end - old.start; n++)
        if (!span_eq(span_trim_end(lines_line(from, old.start + n)),
                     span_trim_end(lines_line(to, new.start + n))))
            return false;
    return true;
}

static void tell_title(Differ *d, uint32_t section)
{
    const Pairing *p = d->p;
    uint32_t mate = p->sections[PAIR_OLD][section].index;
    uint32_t old = p->docs[PAIR_OLD]->sections[section].unit;
    uint32_t new = p->docs[PAIR_NEW]->sections[mate].unit;
    if (old == NONE || new == NONE)
        return;
    Range a = p->docs[PAIR_OLD]->units[old].lines, b = p->docs[PAIR_NEW]->units[new].lines;
    bool is_same = wording_is_same(d->scratch, p, old, new);
    if (is_same && same_lines(d, a, b))
        return;
    Change change = section_change(d, is_same ? CHANGE_FORMATTING : CHANGE_RENAMED, section);
    if (!is_same)
        wording_refine(d->arena, d->scratch, p, old, new, &change);
    tell(d, b.start, change);
}

static void tell_sections(Differ *d)
{
    const Doc *new = d->p->docs[PAIR_NEW];
    for (uint32_t s = 0; s < d->p->docs[PAIR_OLD]->section_count; s++) {
        uint32_t mate = d->p->sections[PAIR_OLD][s].index;
        if (mate == NONE)
            continue;
        if (d->moves.sections[s])
            tell(d, new->sections[mate].lines.start, section_change(d, CHANGE_MOVED, s));
        tell_title(d, s);
    }
}

/* A label that became a paragraph may have kept all its words. */
static bool is_edited(const Change *change)
{
    for (size_t i = 0; i < change->runs.len; i++)
        if (change->runs.at[i].kind != RUN_SAME)
            return true;
    return false;
}

/* Text that was divided otherwise; that alone is no news to a reader. */
static void tell_split(Differ *d, uint32_t old, uint32_t new)
{
    const Doc *const *docs = d->p->docs;
    Range olds = splits_parts(&d->splits, d->p, PAIR_OLD, old);
    Range news = splits_parts(&d->splits, d->p, PAIR_NEW, new);
    Change change = unit_change(d, CHANGE_EDITED, old);
    change.old.lines.end = docs[PAIR_OLD]->units[olds.end - 1].lines.end;
    change.new.lines.end = docs[PAIR_NEW]->units[news.end - 1].lines.end;
    wording_refine_parts(d->arena, d->scratch, d->p, olds, news, &change);
    if (!is_edited(&change)) {
        change.kind = CHANGE_FORMATTING;
        change.runs.len = 0;
    }
    tell(d, change.new.lines.start, change);
}

static void tell_unit(Differ *d, uint32_t old)
{
    const Pairing *p = d->p;
    uint32_t new = p->units[PAIR_OLD][old].index;
    Range a = p->docs[PAIR_OLD]->units[old].lines, b = p->docs[PAIR_NEW]->units[new].lines;
    if (d->moves.units[old] && p->docs[PAIR_OLD]->units[old].kind != UNIT_RULE)
        tell(d, b.start, unit_change(d, CHANGE_MOVED, old));
    if (p->units[PAIR_OLD][old].reason == PAIR_PARTS) {
        tell_split(d, old, new);
        return;
    }
    bool is_same = wording_is_same(d->scratch, p, old, new);
    if (is_same && same_lines(d, a, b))
        return;
    Change change = unit_change(d, is_same ? CHANGE_FORMATTING : CHANGE_EDITED, old);
    if (!is_same)
        wording_refine(d->arena, d->scratch, p, old, new, &change);
    if (!is_same && !is_edited(&change))
        change.kind = CHANGE_FORMATTING;
    tell(d, b.start, change);
}

/* A heading whose section has a mate; one that became a paragraph is told as that. */
static bool is_title(const Differ *d, int side, uint32_t unit)
{
    const Unit *u = &d->p->docs[side]->units[unit];
    return u->kind == UNIT_HEADING && d->p->sections[side][u->section].index != NONE;
}

/* Lines between a unit and the one before it. */
static Range gap_before(const Doc *doc, uint32_t unit)
{
    uint32_t start = doc->units[unit - 1].lines.end, end = doc->units[unit].lines.start;
    return (Range){start < end ? start : end, end};
}

/* Blank lines between two units that stand together in both documents. */
static void tell_gap(Differ *d, uint32_t old)
{
    uint32_t new = d->p->units[PAIR_OLD][old].index;
    if (!old || !new || new == NONE || d->p->units[PAIR_OLD][old - 1].index != new - 1)
        return;
    Range a = gap_before(d->p->docs[PAIR_OLD], old), b = gap_before(d->p->docs[PAIR_NEW], new);
    if (same_lines(d, a, b))
        return;
    Change change =
        is_title(d, PAIR_OLD, old)
            ? section_change(d, CHANGE_FORMATTING, d->p->docs[PAIR_OLD]->units[old].section)
            : unit_change(d, CHANGE_FORMATTING, old);
    change.old.lines = a;
    change.new.lines = b;
    tell(d, b.start, change);
}

static void tell_units(Differ *d)
{
    const Doc *old = d->p->docs[PAIR_OLD];
    for (uint32_t u = 0; u < old->unit_count; u++)
        tell_gap(d, u);
    for (uint32_t u = 0; u < old->unit_count; u++)
        if (d->p->units[PAIR_OLD][u].index != NONE && !is_title(d, PAIR_OLD, u) &&
            !d->p->unit_prints[PAIR_OLD][u].is_closing)
            tell_unit(d, u);
}

/* ---- the whole ---- */

/* Bytes that differ where nothing is said differently: blank lines, line ends, the order of fields. */
static void tell_rest(Differ *d)
{
    const Doc *old = d->p->docs[PAIR_OLD], *new = d->p->docs[PAIR_NEW];
    if (d->told.len || span_eq(old->source.raw.text, new->source.raw.text))
        return;
    Mate mate = {0, PAIR_IDENTICAL, 1};
    Place places[2] = {{0, {0, old->source.text.count}, {0}, SPAN("")},
                       {0, {0, new->source.text.count}, {0}, SPAN("")}};
    tell(d, 0, pair_change(CHANGE_FORMATTING, CHANGE_SECTION, places[0], places[1], &mate));
}

static Diff *gather(Differ *d)
{
    Diff *diff = ARENA_NEW(d->arena, Diff);
    diff->pairing = d->p;
    diff->splits = d->splits;
    if (d->told.len > 1)
        qsort(d->told.at, d->told.len, sizeof *d->told.at, by_line);
    for (size_t i = 0; i < d->told.len; i++) {
        vec_add(d->arena, &diff->changes, d->told.at[i].change);
        diff->formatting_count += d->told.at[i].change.kind == CHANGE_FORMATTING;
    }
    return diff;
}

Diff *diff_docs(Arena *arena, const Doc *old, const Doc *new, const Style *style)
{
    Arena *scratch = arena_new();
    Pairing *pairing = pair_align(arena, old, new, style);
    Differ d = {.arena = arena, .scratch = scratch, .p = pairing};
    d.splits = splits_find(arena, scratch, pairing);
    gather_parts(scratch, pairing, &d.splits);
    renames_find(pairing, &d.splits);
    d.moves = moves_find(scratch, d.p);
    d.places = places_new(arena, scratch, d.p);
    find_anchors(&d);
    tell_fields(&d);
    tell_free(&d, PAIR_OLD);
    tell_sections(&d);
    tell_units(&d);
    tell_free(&d, PAIR_NEW);
    tell_rest(&d);
    Diff *diff = gather(&d);
    arena_free(scratch);
    return diff;
}
