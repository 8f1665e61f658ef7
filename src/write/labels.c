#include "write/labels.h"

#include "write/interrupt.h"

/* Rounds of taking back what may not be raised since its neighbour is not; deeper chains stay labels. */
enum { LEVEL_MAX = 6, FIRST_LEVEL = 2, ROUNDS = 8 };

static bool is_label(const Section *section)
{
    return section->kind == SECTION_LABEL;
}

static uint8_t level_below(const Doc *doc, const Unit *units, const uint8_t *levels, uint32_t above)
{
    if (above == NONE || doc->sections[above].kind == SECTION_OPENING)
        return FIRST_LEVEL;
    const Section *section = &doc->sections[above];
    uint8_t level = section->kind == SECTION_HEADING ? units[section->unit].level : levels[above];
    return level && level < LEVEL_MAX ? level + 1 : 0;
}

static bool is_sentence(Span text)
{
    static const Span ends[] = {SPAN("."), SPAN("!"), SPAN("?"), SPAN("\u3002"), SPAN("\uFF01")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (span_ends(text, ends[i]))
            return true;
    return false;
}

/* A line that stands right below a label is text whatever it looks like; at the start of a paragraph it would be a list. */
static bool is_followed_by_list(const Doc *doc, uint32_t u)
{
    const Unit *next = u + 1 < doc->unit_count ? &doc->units[u + 1] : NULL;
    if (!next || !next->is_joined || !next->text.len)
        return false;
    bool is_digit = next->text.ptr[0] >= '0' && next->text.ptr[0] <= '9';
    return is_digit || interrupt_is(span_range(next->text, 0, span_find_byte(next->text, '\n', 0)));
}

/* A sentence, or a line with nothing below it, is stressed rather than a title. */
static bool is_title(const Doc *doc, const Section *section)
{
    const Unit *unit = &doc->units[section->unit];
    return unit->parent == NONE && unit->text.len && !span_has(unit->text, '\n') &&
           section->units.end > section->unit + 1 && !is_sentence(unit->text) &&
           !is_followed_by_list(doc, section->unit);
}

/* By section: the level of a label that may be a heading as far as it goes by itself; 0 for others. */
static uint8_t *levels_of(Arena *arena, const Doc *doc, const Unit *units)
{
    uint8_t *levels = ARENA_ARRAY(arena, uint8_t, doc->section_count);
    for (uint32_t s = 0; s < doc->section_count; s++) {
        const Section *section = &doc->sections[s];
        if (is_label(section) && is_title(doc, section))
            levels[s] = level_below(doc, units, levels, section->parent);
    }
    return levels;
}

/* Does a title follow, which ends a heading's section as it ends the label's? */
static bool ends_alike(const Doc *doc, const uint8_t *levels, uint32_t s)
{
    uint32_t next = doc->sections[s].units.end;
    if (next >= doc->unit_count)
        return true;
    const Unit *unit = &doc->units[next];
    return unit->kind == UNIT_HEADING &&
           (unit->title == SECTION_HEADING || levels[unit->section] > 0);
}

static bool take_back(const Doc *doc, uint8_t *levels)
{
    bool has_changed = false;
    for (uint32_t s = doc->section_count; s-- > 0;) {
        uint32_t above = doc->sections[s].parent;
        bool is_below_label = above != NONE && is_label(&doc->sections[above]);
        if (!levels[s] || ((!is_below_label || levels[above]) && ends_alike(doc, levels, s)))
            continue;
        levels[s] = 0;
        has_changed = true;
    }
    return has_changed;
}

static void raise(const Doc *doc, Unit *units, uint32_t u, uint8_t level)
{
    units[u].title = SECTION_HEADING;
    units[u].level = level;
    units[u].info = (Span){0};
    if (u + 1 < doc->unit_count)
        units[u + 1].is_joined = false;
}

bool labels_raise(Arena *arena, const Doc *doc, Unit *units)
{
    uint8_t *levels = levels_of(arena, doc, units);
    bool has_raised = false;
    int round = 0;
    while (round < ROUNDS && take_back(doc, levels))
        round++;
    for (uint32_t s = 0; s < doc->section_count && round < ROUNDS; s++) {
        if (levels[s])
            raise(doc, units, doc->sections[s].unit, levels[s]);
        has_raised |= levels[s] > 0;
    }
    return has_raised;
}
