#include "diff/places.h"

/* Deeper sections are named by their titles alone: the paths of very many levels would be longer than the file. */
enum { ADDRESS_DEPTH = 32 };

Places places_new(Arena *arena, Arena *scratch, const Pairing *pairing)
{
    Places places = {.arena = arena, .pairing = pairing};
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        places.addresses[side] = ARENA_ARRAY(scratch, Span, pairing->docs[side]->section_count);
    return places;
}

static Span section_address(const Places *places, PairSide side, uint32_t section)
{
    const Doc *doc = places->pairing->docs[side];
    Span *address = &places->addresses[side][section];
    if (!address->ptr)
        *address = doc->sections[section].depth > ADDRESS_DEPTH
                       ? doc->sections[section].title
                       : doc_address(places->arena, doc, section);
    return *address;
}

/* A row is called by its first cell, an item by its key or its number. */
static Span unit_name(Arena *arena, const Unit *unit)
{
    if (unit->kind == UNIT_ROW && unit->row->cells.len)
        return unit->row->cells.at[0];
    if (unit->key_style != KEY_NONE)
        return unit->key;
    bool is_numbered = unit->kind == UNIT_ITEM && unit->is_ordered;
    return is_numbered ? arena_format(arena, "%u", unit->number) : (Span){0};
}

static Span unit_address(const Places *places, PairSide side, uint32_t unit)
{
    const Unit *u = &places->pairing->docs[side]->units[unit];
    Span section = section_address(places, side, u->section);
    Span name = unit_name(places->arena, u);
    if (!name.len || u->kind == UNIT_HEADING)
        return section;
    return section.len ? arena_format(places->arena, "%.*s/%.*s", SPAN_ARG(section), SPAN_ARG(name))
                       : name;
}

/* With what the unit holds. */
static Range unit_lines(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    uint32_t last = u->end > unit ? u->end - 1 : unit;
    uint32_t end = doc->units[last].lines.end;
    return (Range){u->lines.start, end > u->lines.end ? end : u->lines.end};
}

Place places_field(const Places *places, PairSide side, uint32_t field)
{
    const Field *f = &places->pairing->docs[side]->front.fields.at[field];
    return (Place){.index = field, .lines = f->lines, .address = f->key};
}

Place places_section(const Places *places, PairSide side, uint32_t section)
{
    return (Place){.index = section,
                   .lines = places->pairing->docs[side]->sections[section].lines,
                   .address = section_address(places, side, section)};
}

Place places_unit(const Places *places, PairSide side, uint32_t unit)
{
    return (Place){.index = unit,
                   .lines = unit_lines(places->pairing->docs[side], unit),
                   .address = unit_address(places, side, unit)};
}

Place places_nowhere(void)
{
    return (Place){.index = NONE};
}

ChangeWhat places_what(const Unit *unit)
{
    static const ChangeWhat whats[] = {
        [UNIT_HEADING] = CHANGE_SECTION, [UNIT_PARAGRAPH] = CHANGE_PARAGRAPH,
        [UNIT_ITEM] = CHANGE_ITEM,       [UNIT_ROW] = CHANGE_ROW,
        [UNIT_CODE] = CHANGE_CODE,       [UNIT_QUOTE] = CHANGE_QUOTE,
        [UNIT_HTML] = CHANGE_HTML,       [UNIT_RULE] = CHANGE_RULE,
    };
    return whats[unit->kind];
}
