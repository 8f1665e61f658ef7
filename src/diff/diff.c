#include "diff/diff.h"

#include "base/buf.h"
#include "diff/fields.h"
#include "diff/moves.h"
#include "diff/refine.h"

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
    Moves moves;
    uint32_t *anchor; /* by old line: the new line at which a removal from there is told */
    VEC(Told) told;
    Span *addresses[2]; /* by section, once asked for */
} Differ;

/* ---- places ---- */

static Span section_address(Differ *d, int side, uint32_t section)
{
    Span *address = &d->addresses[side][section];
    if (!address->ptr)
        *address = doc_address(d->arena, d->p->docs[side], section);
    return *address;
}

static Span unit_name(Arena *arena, const Unit *unit)
{
    if (unit->kind == UNIT_ROW && unit->cells.len)
        return unit->cells.at[0];
    if (unit->key_style != KEY_NONE)
        return unit->key;
    return unit->kind == UNIT_ITEM && unit->is_ordered ? arena_format(arena, "%u", unit->number)
                                                       : (Span){0};
}

static Span unit_address(Differ *d, int side, uint32_t unit)
{
    const Unit *u = &d->p->docs[side]->units[unit];
    Span section = section_address(d, side, u->section), name = unit_name(d->arena, u);
    if (!name.len || u->kind == UNIT_HEADING)
        return section;
    return section.len ? arena_format(d->arena, "%.*s/%.*s", SPAN_ARG(section), SPAN_ARG(name))
                       : name;
}

static Range unit_lines(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    uint32_t last = u->end > unit ? u->end - 1 : unit;
    uint32_t end = doc->units[last].lines.end;
    return (Range){u->lines.start, end > u->lines.end ? end : u->lines.end};
}

static Place unit_place(Differ *d, int side, uint32_t unit)
{
    return (Place){.index = unit,
                   .lines = unit_lines(d->p->docs[side], unit),
                   .address = unit_address(d, side, unit)};
}

static Place section_place(Differ *d, int side, uint32_t section)
{
    return (Place){.index = section,
                   .lines = d->p->docs[side]->sections[section].lines,
                   .address = section_address(d, side, section)};
}

static Place field_place(const Differ *d, int side, uint32_t field)
{
    const Field *f = &d->p->docs[side]->front.fields.at[field];
    return (Place){.index = field, .lines = f->lines, .address = f->key};
}

static const Place nowhere = {.index = NONE};

static ChangeWhat what_of(const Unit *unit)
{
    static const ChangeWhat whats[] = {
        [UNIT_HEADING] = CHANGE_SECTION, [UNIT_PARAGRAPH] = CHANGE_PARAGRAPH,
        [UNIT_ITEM] = CHANGE_ITEM,       [UNIT_ROW] = CHANGE_ROW,
        [UNIT_CODE] = CHANGE_CODE,       [UNIT_QUOTE] = CHANGE_QUOTE,
        [UNIT_HTML] = CHANGE_HTML,       [UNIT_RULE] = CHANGE_RULE,
    };
    return whats[unit->kind];
}

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
            at = new->units[mate].lines.end;
    }
    for (; line <= old->source.text.count; line++)
        d->anchor[line] = at;
}

static void tell_one_side(Differ *d, int side, ChangeWhat what, Place place, unsigned weighty)
{
    bool is_old = side == PAIR_OLD;
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
                     .old = field_place(d, PAIR_OLD, old),
                     .new = field_place(d, PAIR_NEW, mate->index),
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
                Place place = field_place(d, side, f);
                vec_add(d->arena, &place.parts, place.lines);
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
    return d->p->units[side][unit].index == NONE;
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
    if (is_told[s->unit])
        return;
    bool is_title = d->p->section_prints[side][section].host == 0;
    Range units = is_title ? (Range){s->unit, s->unit + 1} : s->units;
    Place place = section_place(d, side, section);
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
    return refine_weigh(d->scratch, &runs) & WEIGHTY_NEGATION;
}

static void tell_free_unit(Differ *d, int side, uint32_t unit, bool *is_told)
{
    const Doc *doc = d->p->docs[side];
    const Unit *u = &doc->units[unit];
    Place place = unit_place(d, side, unit);
    place.parts = free_parts(d, side, (Range){unit, u->end > unit ? u->end : unit + 1}, is_told);
    tell_one_side(d, side, what_of(u), place, weigh_removed(d, side, u));
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

static Change pair_change(Differ *d, ChangeKind kind, ChangeWhat what, Place old, Place new,
                          const Mate *mate)
{
    (void)d;
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
    return pair_change(d, kind, what_of(&d->p->docs[PAIR_OLD]->units[old]),
                       unit_place(d, PAIR_OLD, old), unit_place(d, PAIR_NEW, mate->index), mate);
}

static Change section_change(Differ *d, ChangeKind kind, uint32_t old)
{
    const Mate *mate = &d->p->sections[PAIR_OLD][old];
    return pair_change(d, kind, CHANGE_SECTION, section_place(d, PAIR_OLD, old),
                       section_place(d, PAIR_NEW, mate->index), mate);
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

static Span text_of(Arena *arena, const Doc *doc, uint32_t unit, bool with_info)
{
    const Unit *u = &doc->units[unit];
    if (u->kind == UNIT_CODE && with_info)
        return arena_format(arena, "%.*s\n%.*s", SPAN_ARG(u->info), SPAN_ARG(u->text));
    if (u->task)
        return arena_format(arena, "[%c] %.*s", u->task, SPAN_ARG(u->text));
    if (u->kind != UNIT_HEADING)
        return u->text;
    const Section *section = &doc->sections[u->section];
    return section->kind == SECTION_TAG ? u->info : section->title;
}

static void refine_units(Differ *d, uint32_t old, uint32_t new, Change *change)
{
    const Doc *from = d->p->docs[PAIR_OLD], *to = d->p->docs[PAIR_NEW];
    bool is_code = from->units[old].kind == UNIT_CODE;
    bool with_info = !span_eq(span_trim(from->units[old].info), span_trim(to->units[new].info));
    Span a = text_of(d->arena, from, old, with_info), b = text_of(d->arena, to, new, with_info);
    (is_code ? refine_exact : refine_prose)(d->arena, a, b, &change->runs);
    change->weighty = refine_weigh(d->scratch, &change->runs);
}

/* A title that only lost or changed its number is renumbered. */
static bool is_renumbered(const Differ *d, uint32_t old, uint32_t new)
{
    const SectionPrint *a = &d->p->section_prints[PAIR_OLD][old];
    const SectionPrint *b = &d->p->section_prints[PAIR_NEW][new];
    return a->title == b->title && a->title != NONE;
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
    bool is_same = p->unit_prints[PAIR_OLD][old].said == p->unit_prints[PAIR_NEW][new].said;
    if (is_same && same_lines(d, a, b))
        return;
    bool is_markup = is_same || is_renumbered(d, section, mate);
    Change change = section_change(d, is_markup ? CHANGE_FORMATTING : CHANGE_RENAMED, section);
    if (!is_markup)
        refine_units(d, old, new, &change);
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

static void tell_unit(Differ *d, uint32_t old)
{
    const Pairing *p = d->p;
    uint32_t new = p->units[PAIR_OLD][old].index;
    Range a = p->docs[PAIR_OLD]->units[old].lines, b = p->docs[PAIR_NEW]->units[new].lines;
    if (d->moves.units[old])
        tell(d, b.start, unit_change(d, CHANGE_MOVED, old));
    bool is_same = p->unit_prints[PAIR_OLD][old].said == p->unit_prints[PAIR_NEW][new].said;
    if (is_same && same_lines(d, a, b))
        return;
    Change change = unit_change(d, is_same ? CHANGE_FORMATTING : CHANGE_EDITED, old);
    if (!is_same)
        refine_units(d, old, new, &change);
    tell(d, b.start, change);
}

static void tell_units(Differ *d)
{
    const Doc *old = d->p->docs[PAIR_OLD];
    for (uint32_t u = 0; u < old->unit_count; u++)
        if (!is_free_unit(d, PAIR_OLD, u) && old->units[u].kind != UNIT_HEADING &&
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
    tell(d, 0, pair_change(d, CHANGE_FORMATTING, CHANGE_SECTION, places[0], places[1], &mate));
}

static Diff *gather(Differ *d)
{
    Diff *diff = ARENA_NEW(d->arena, Diff);
    diff->pairing = d->p;
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
    Differ d = {.arena = arena, .scratch = scratch, .p = pair_align(arena, old, new, style)};
    d.moves = moves_find(scratch, d.p);
    d.addresses[PAIR_OLD] = ARENA_ARRAY(scratch, Span, old->section_count);
    d.addresses[PAIR_NEW] = ARENA_ARRAY(scratch, Span, new->section_count);
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
