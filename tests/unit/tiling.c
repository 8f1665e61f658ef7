#include "tiling.h"

#include "text/words.h"

static const char *at_line(Arena *arena, const char *what, uint32_t line)
{
    return arena_format(arena, "%s, line %u", what, line + 1).ptr;
}

/* Front matter and the sections at the top follow each other without a gap, and their raw lines are the file. */
static const char *tops_problem(Arena *arena, const Doc *doc)
{
    const Lines *raw = &doc->source.raw;
    uint32_t line = doc->front.lines.end;
    size_t bytes = lines_range(raw, doc->front.lines).len;
    if (doc->front.lines.start != 0)
        return "the front matter does not start the tiling";
    for (uint32_t s = 0; s < doc->section_count; s = doc->sections[s].end) {
        const Section *section = &doc->sections[s];
        if (section->lines.start != line || section->lines.end < line || section->parent != NONE)
            return at_line(arena, "a gap or an overlap of sections", line);
        line = section->lines.end;
        bytes += lines_range(raw, section->lines).len;
    }
    if (line != raw->count || raw->count != doc->source.text.count)
        return at_line(arena, "lines are left over", line);
    return bytes == raw->text.len ? NULL : "bytes are left over";
}

static const char *nesting_problem(Arena *arena, const Doc *doc)
{
    for (uint32_t s = 0; s < doc->section_count; s++) {
        const Section *section = &doc->sections[s];
        if (section->end <= s || section->end > doc->section_count ||
            section->units.end < section->units.start || section->units.end > doc->unit_count)
            return at_line(arena, "a section without end", section->lines.start);
        if (section->parent == NONE)
            continue;
        const Section *parent = &doc->sections[section->parent];
        bool is_inside = section->parent < s && section->end <= parent->end &&
                         section->lines.start >= parent->lines.start &&
                         section->lines.end <= parent->lines.end &&
                         section->units.start >= parent->units.start &&
                         section->units.end <= parent->units.end &&
                         section->depth == parent->depth + 1;
        if (!is_inside)
            return at_line(arena, "a section sticks out of its parent", section->lines.start);
    }
    return NULL;
}

static bool is_in(Range inner, Range outer)
{
    return inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end;
}

static const char *units_problem(Arena *arena, const Doc *doc)
{
    uint32_t line = 0;
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        const Section *section = &doc->sections[unit->section];
        bool is_above = unit->lines.end <= doc->front.lines.end;
        if (unit->lines.start < line || unit->lines.end < unit->lines.start)
            return at_line(arena, "units overlap or are out of order", unit->lines.start);
        line = unit->lines.end;
        if (u < section->units.start || u >= section->units.end ||
            (!is_above && !is_in(unit->lines, section->lines)))
            return at_line(arena, "a unit outside of its section", unit->lines.start);
        if (unit->end <= u || unit->end > doc->unit_count)
            return at_line(arena, "a unit without end", unit->lines.start);
        if (unit->parent != NONE &&
            (unit->parent >= u || doc->units[unit->parent].kind != UNIT_ITEM ||
             unit->end > doc->units[unit->parent].end ||
             doc->units[unit->parent].section != unit->section))
            return at_line(arena, "a unit outside of its item", unit->lines.start);
    }
    return NULL;
}

/* Every line with a letter or digit is in one unit or one field. */
static const char *words_problem(Arena *arena, const Doc *doc)
{
    uint32_t count = doc->source.text.count;
    uint8_t *times = ARENA_ARRAY(arena, uint8_t, (size_t)count + 1);
    for (uint32_t u = 0; u < doc->unit_count; u++)
        for (uint32_t n = doc->units[u].lines.start; n < doc->units[u].lines.end; n++)
            times[n]++;
    for (size_t f = 0; f < doc->front.fields.len; f++)
        for (uint32_t n = doc->front.fields.at[f].lines.start; n < doc->front.fields.at[f].lines.end;
             n++)
            times[n]++;
    for (uint32_t n = 0; n < count; n++)
        if (times[n] != 1 && words_any(lines_line(&doc->source.text, n)))
            return at_line(arena, times[n] ? "a line in two units" : "a line in no unit", n);
    return NULL;
}

const char *tiling_problem(Arena *arena, const Doc *doc)
{
    const char *problem = tops_problem(arena, doc);
    problem = problem ? problem : nesting_problem(arena, doc);
    problem = problem ? problem : units_problem(arena, doc);
    return problem ? problem : words_problem(arena, doc);
}
