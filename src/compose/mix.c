#include "compose/mix.h"

#include "base/buf.h"
#include "write/keep.h"
#include "write/settle.h"

enum { LEVEL_MAX = 6 };

/* A piece on its way into the mix. */
typedef struct Adder {
    Mix *mix;
    const Piece *piece;
    uint32_t *place;        /* by unit of the piece: its number in the draft, or NONE */
    uint32_t before;        /* the unit of the document that was added last, or NONE */
    uint32_t lists, tables; /* the numbers that the document's own start from */
} Adder;

static uint8_t shifted(uint8_t level, int shift)
{
    int moved = level + shift;
    return (uint8_t)(moved < 1 ? 1 : moved > LEVEL_MAX ? LEVEL_MAX : moved);
}

static Unit *push(Mix *mix, Unit unit, Origin origin)
{
    uint32_t number = (uint32_t)mix->draft.units.len;
    unit.end = number + 1;
    vec_add(mix->arena, &mix->draft.units, unit);
    vec_add(mix->arena, &mix->origins, origin);
    for (uint32_t above = unit.parent; above != NONE; above = mix->draft.units.at[above].parent)
        mix->draft.units.at[above].end = number + 1;
    return &mix->draft.units.at[number];
}

/* ---- values ---- */

static bool is_bound(const Adder *a, Span text, Slot *slot, Span *value)
{
    return slot_alone(text, slot) && slot_value(a->mix->arena, slot, a->piece->bindings, value);
}

static void note_uses(Mix *mix, const BindingVec *bindings, Span text, uint32_t number)
{
    Slot slot;
    for (size_t from = 0; slot_next(text, from, &slot); from = slot.end)
        if (binding_find(bindings, slot.name))
            vec_add(mix->arena, &mix->uses, (MixUse){slot.name, number});
}

static SlotPlace place_in(const Unit *unit)
{
    return unit->kind == UNIT_CODE  ? SLOT_AS_IS
           : unit->kind == UNIT_ROW ? SLOT_IN_CELL
                                    : SLOT_IN_LINE;
}

static void fill(const Adder *a, Unit *unit)
{
    Arena *arena = a->mix->arena;
    const BindingVec *bindings = a->piece->bindings;
    SlotPlace place = place_in(unit);
    unit->text = slot_expand(arena, unit->text, bindings, place);
    unit->info = slot_expand(arena, unit->info, bindings, SLOT_IN_LINE);
    if (!unit->row)
        return;
    TableRow *row = ARENA_NEW(arena, TableRow);
    row->aligns = unit->row->aligns;
    for (size_t i = 0; i < unit->row->cells.len; i++)
        vec_add(arena, &row->cells, slot_expand(arena, unit->row->cells.at[i], bindings, place));
    unit->row = row;
}

/* Byte by byte, since a text may hold NULs. */
const Doc *mix_read_text(Arena *arena, Span text)
{
    Buf below = buf_in(arena);
    buf_add(&below, SPAN(".\n\n"));
    buf_add(&below, text);
    buf_add_byte(&below, '\n');
    return doc_read(arena, SPAN("text"), buf_span(&below), (DocOptions){.no_repair = true});
}

static void add_markdown(const Adder *a, const Slot *slot, Span value, Origin origin)
{
    Mix *mix = a->mix;
    const Doc *doc = mix_read_text(mix->arena, value);
    size_t from = mix->draft.units.len;
    mix_add(
        mix,
        &(Piece){.doc = doc, .units = {MIX_TEXT_UNITS, doc->unit_count}, .source = origin.source});
    for (size_t u = from; u < mix->draft.units.len; u++) {
        mix->origins.at[u] = origin;
        vec_add(mix->arena, &mix->uses, (MixUse){slot->name, (uint32_t)u});
    }
}

/* Without the sign that somebody wrote before it. */
static Span bare_item(Span line)
{
    bool is_marked = span_starts(line, SPAN("- ")) || span_starts(line, SPAN("* ")) ||
                     span_starts(line, SPAN("+ "));
    return span_trim(span_from(line, is_marked ? 2 : 0));
}

static void add_items(const Adder *a, const Slot *slot, Unit item, Span value, Origin origin)
{
    for (size_t at = 0, end; at < value.len; at = end + 1) {
        end = span_find_byte(value, '\n', at);
        item.text = bare_item(span_trim(span_range(value, at, end)));
        if (!item.text.len)
            continue;
        vec_add(a->mix->arena, &a->mix->uses,
                (MixUse){slot->name, (uint32_t)a->mix->draft.units.len});
        push(a->mix, item, origin);
        item.number++;
    }
}

/* ---- units ---- */

/* True when the unit was nothing but a slot. */
static bool add_value(Adder *a, const Unit *unit, uint32_t u, Origin origin)
{
    Slot slot;
    Span value;
    bool is_leaf = a->piece->doc->units[u].end == u + 1;
    bool may_be = !a->piece->is_inline && ((unit->kind == UNIT_PARAGRAPH && unit->parent == NONE) ||
                                           (unit->kind == UNIT_ITEM && is_leaf));
    if (!may_be || !is_bound(a, unit->text, &slot, &value))
        return false;
    if (unit->kind == UNIT_ITEM)
        add_items(a, &slot, *unit, value, origin);
    else
        add_markdown(a, &slot, value, origin);
    return true;
}

static Unit moved(const Adder *a, const Unit *from, uint32_t u)
{
    Unit unit = *from;
    bool is_inside = from->parent != NONE && from->parent >= a->piece->units.start;
    unit.parent = is_inside ? a->place[from->parent - a->piece->units.start] : NONE;
    unit.list += unit.kind == UNIT_ITEM ? a->lists : 0;
    unit.table += unit.kind == UNIT_ROW ? a->tables : 0;
    unit.is_joined = from->is_joined && a->before != NONE && a->before + 1 == u;
    if (unit.kind == UNIT_HEADING && unit.title == SECTION_HEADING)
        unit.level = shifted(unit.level, a->piece->shift);
    return unit;
}

static void add_unit(Adder *a, const Unit *from, uint32_t u)
{
    Origin origin = {a->piece->source, u};
    Unit unit = moved(a, from, u);
    if (a->piece->bindings) {
        if (add_value(a, &unit, u, origin))
            return;
        note_uses(a->mix, a->piece->bindings,
                  unit.kind == UNIT_HEADING && unit.info.len ? unit.info : unit.text,
                  (uint32_t)a->mix->draft.units.len);
        fill(a, &unit);
    }
    a->place[u - a->piece->units.start] = (uint32_t)a->mix->draft.units.len;
    a->before = u;
    push(a->mix, unit, origin);
}

void mix_add(Mix *mix, const Piece *piece)
{
    const Doc *doc = piece->doc;
    uint32_t count = piece->units.end - piece->units.start;
    Adder a = {.mix = mix, .piece = piece, .before = NONE};
    a.place = ARENA_ARRAY(mix->arena, uint32_t, count);
    a.lists = mix->lists;
    a.tables = mix->tables;
    mix->lists += doc->list_count;
    mix->tables += doc->table_count;
    Unit *units = ARENA_ARRAY(mix->arena, Unit, count);
    if (count)
        memcpy(units, doc->units + piece->units.start, count * sizeof *units);
    keep_markup(mix->arena, units, count, doc);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t u = piece->units.start + i;
        a.place[i] = NONE;
        if (!piece->is_left_out || !piece->is_left_out[u])
            add_unit(&a, &units[i], u);
    }
}

void mix_add_heading(Mix *mix, Span text, uint8_t level, Origin origin, const BindingVec *bindings)
{
    if (bindings)
        note_uses(mix, bindings, text, (uint32_t)mix->draft.units.len);
    Unit unit = {.kind = UNIT_HEADING,
                 .title = SECTION_HEADING,
                 .level = level,
                 .text = bindings ? slot_expand(mix->arena, text, bindings, SLOT_IN_LINE) : text,
                 .parent = NONE};
    push(mix, unit, origin);
}

void mix_join_list(Mix *mix, uint32_t first)
{
    Unit *units = mix->draft.units.at;
    uint32_t before = first ? first - 1 : NONE;
    while (before != NONE && units[before].parent != NONE)
        before = units[before].parent;
    if (before != NONE && first < mix->draft.units.len && units[before].kind == UNIT_ITEM &&
        units[first].kind == UNIT_ITEM && units[before].is_ordered == units[first].is_ordered)
        units[first].list = units[before].list;
}

int mix_shift(const Doc *doc, Range units, uint8_t level)
{
    uint8_t highest = 0;
    for (uint32_t u = units.start; u < units.end; u++) {
        const Unit *unit = &doc->units[u];
        bool is_heading = unit->kind == UNIT_HEADING && unit->title == SECTION_HEADING;
        if (is_heading && (!highest || unit->level < highest))
            highest = unit->level;
    }
    return highest ? level - highest : 0;
}

/* ---- writing ---- */

bool mix_write(Mix *mix, const Style *style, Written *written)
{
    draft_sort_fields(mix->arena, &mix->draft.fields, style);
    *written = write_draft(mix->arena, &mix->draft, style);
    return settle_written(mix->arena, &mix->draft, style, written, NULL);
}
