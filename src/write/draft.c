#include "write/write.h"

#include "base/buf.h"

/* ---- fields ---- */

static uint32_t place_of(const Style *style, Span key)
{
    uint32_t place = 0;
    while (place < style->field_count && !span_eq(style->field_order[place], key))
        place++;
    return place;
}

/* In the style's order; fields of one place, the unknown ones, stay in the order of the file. */
static void add_fields(Arena *arena, Draft *draft, const Doc *doc, const Style *style)
{
    const FieldVec *fields = &doc->front.fields;
    uint32_t *places = ARENA_ARRAY(arena, uint32_t, fields->len);
    for (size_t i = 0; i < fields->len; i++)
        places[i] = place_of(style, fields->at[i].key);
    for (uint32_t place = 0; place <= style->field_count; place++)
        for (size_t i = 0; i < fields->len; i++)
            if (places[i] == place)
                vec_add(arena, &draft->fields, fields->at[i]);
}

/* ---- headings ---- */

static const Section *heading_above(const Doc *doc, uint32_t section)
{
    uint32_t above = doc->sections[section].parent;
    while (above != NONE && doc->sections[above].kind != SECTION_HEADING)
        above = doc->sections[above].parent;
    return above == NONE ? NULL : &doc->sections[above];
}

static uint8_t lower(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* No heading is more than one level below the one it stands under, nor the one before it. */
static void make_levels_strict(Draft *draft, const Doc *doc)
{
    uint8_t before = 0;
    for (uint32_t u = 0; u < draft->units.len; u++) {
        Unit *unit = &draft->units.at[u];
        if (unit->kind != UNIT_HEADING || unit->title != SECTION_HEADING)
            continue;
        const Section *above = heading_above(doc, unit->section);
        if (above)
            unit->level = lower(unit->level, draft->units.at[above->unit].level + 1);
        if (before)
            unit->level = lower(unit->level, before + 1);
        before = unit->level;
    }
}

/* ---- what a unit's text leaves out and its neighbours need ---- */

static Span last_line(const Doc *doc, const Unit *unit)
{
    return unit->lines.end > unit->lines.start ? lines_line(&doc->source.text, unit->lines.end - 1)
                                               : SPAN("");
}

/* Two spaces at the end of a unit are a hard break if its paragraph goes on in the next one. */
static void keep_hard_break(Arena *arena, Unit *unit, const Unit *next, const Doc *doc)
{
    bool is_title = unit->kind == UNIT_HEADING;
    Span *text = is_title ? &unit->info : &unit->text;
    if (next->is_joined && span_ends(last_line(doc, unit), SPAN("  ")) &&
        !span_ends(*text, SPAN("  ")))
        *text = arena_format(arena, "%.*s  ", SPAN_ARG(*text));
}

static bool is_same_table(const Unit *row, const Unit *next)
{
    return next->kind == UNIT_ROW && next->table == row->table;
}

/* Rows that are to stay as they are: with their hard breaks, and the header with the delimiter row below it. */
static void keep_row(Arena *arena, Unit *row, bool is_last, const Doc *doc)
{
    Buf text = buf_in(arena);
    for (uint32_t n = row->lines.start; n < row->lines.end; n++) {
        Span line = lines_line(&doc->source.text, n);
        bool is_end = is_last && n + 1 == row->lines.end;
        buf_add(&text, n == row->lines.start ? row->text : span_trim(line));
        if (!is_end && span_ends(line, SPAN("  ")))
            buf_add(&text, SPAN("  "));
        if (n + 1 < row->lines.end)
            buf_add_byte(&text, '\n');
    }
    row->text = buf_span(&text);
}

/* A box that was ticked with a capital letter. */
static void keep_tick(Unit *item, const Doc *doc)
{
    Span line = lines_line(&doc->source.text, item->lines.start);
    Span box = span_from(line, span_find_byte(line, '[', 0));
    if (item->task == 'x' && span_starts(box, SPAN("[X]")))
        item->task = 'X';
}

static void keep_markup(Arena *arena, Draft *draft, const Doc *doc, const Style *style)
{
    static const Unit none = {0};
    for (uint32_t u = 0; u < draft->units.len; u++) {
        Unit *unit = &draft->units.at[u];
        const Unit *next = u + 1 < draft->units.len ? unit + 1 : &none;
        if (unit->kind == UNIT_ROW && !style->markup.pad_tables)
            keep_row(arena, unit, !is_same_table(unit, next), doc);
        else if (unit->kind == UNIT_ITEM && !style->markup.single_spaces)
            keep_tick(unit, doc);
        else if (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_HEADING)
            keep_hard_break(arena, unit, next, doc);
    }
}

Draft draft_of_doc(Arena *arena, const Doc *doc, const Style *style)
{
    Draft draft = {.front_comments = doc->front.comments,
                   .has_front = doc->front.mode != FRONT_NONE};
    add_fields(arena, &draft, doc, style);
    draft.units.at = ARENA_ARRAY(arena, Unit, doc->unit_count);
    draft.units.len = draft.units.cap = doc->unit_count;
    if (doc->unit_count)
        memcpy(draft.units.at, doc->units, doc->unit_count * sizeof *doc->units);
    if (style->markup.strict_levels)
        make_levels_strict(&draft, doc);
    keep_markup(arena, &draft, doc, style);
    return draft;
}
