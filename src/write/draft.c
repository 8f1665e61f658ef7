#include "write/write.h"

#include "write/chapters.h"
#include "write/keep.h"
#include "write/labels.h"
#include "write/rejoin.h"
#include "write/titles.h"

/* ---- fields ---- */

static uint32_t place_of(const Style *style, Span key)
{
    uint32_t place = 0;
    while (place < style->field_count && !span_eq(style->field_order[place], key))
        place++;
    return place;
}

void draft_sort_fields(Arena *arena, FieldVec *fields, const Style *style)
{
    uint32_t *places = ARENA_ARRAY(arena, uint32_t, fields->len);
    FieldVec sorted = {0};
    for (size_t i = 0; i < fields->len; i++)
        places[i] = place_of(style, fields->at[i].key);
    for (uint32_t place = 0; place <= style->field_count; place++)
        for (size_t i = 0; i < fields->len; i++)
            if (places[i] == place)
                vec_add(arena, &sorted, fields->at[i]);
    *fields = sorted;
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

static void trim_titles(Arena *arena, Draft *draft, const Doc *doc, const Style *style)
{
    const Span *titles = titles_trim(arena, doc->units, doc->unit_count, style);
    for (uint32_t u = 0; titles && u < doc->unit_count; u++)
        draft->units.at[u].text = titles[u];
}

Draft draft_of_doc(Arena *arena, const Doc *doc, const Style *style)
{
    Draft draft = {.fields = doc->front.fields,
                   .front_comments = doc->front.comments,
                   .has_front = doc->front.mode != FRONT_NONE};
    draft_sort_fields(arena, &draft.fields, style);
    draft.units.at = ARENA_ARRAY(arena, Unit, doc->unit_count);
    draft.units.len = draft.units.cap = doc->unit_count;
    if (doc->unit_count)
        memcpy(draft.units.at, doc->units, doc->unit_count * sizeof *doc->units);
    trim_titles(arena, &draft, doc, style);
    if (style->markup.strict_levels)
        make_levels_strict(&draft, doc);
    bool may_raise = style->markup.raise_labels && style->markup.space_tags;
    bool has_raised = may_raise && labels_raise(arena, doc, draft.units.at);
    if (style->markup.single_spaces)
        keep_markup(arena, draft.units.at, doc->unit_count, doc);
    else
        rejoin_paragraphs(arena, &draft, doc);
    draft.chapters = has_raised ? NULL : chapters_arrange(arena, doc, style);
    if (draft.chapters)
        chapters_apply(arena, draft.chapters, draft.units.at, (uint32_t)draft.units.len);
    return draft;
}
