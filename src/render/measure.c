#include "render/measure.h"

#include "text/tokens.h"
#include "text/words.h"

static const struct {
    const char *name, *one, *many;
} kinds[MEASURE_KINDS] = {
    [UNIT_HEADING] = {"heading", "heading", "headings"},
    [UNIT_PARAGRAPH] = {"paragraph", "paragraph", "paragraphs"},
    [UNIT_ITEM] = {"item", "item", "items"},
    [UNIT_ROW] = {"row", "row", "rows"},
    [UNIT_CODE] = {"code", "code block", "code blocks"},
    [UNIT_QUOTE] = {"quote", "quote", "quotes"},
    [UNIT_HTML] = {"html", "HTML block", "HTML blocks"},
    [UNIT_RULE] = {"rule", "rule", "rules"},
};

const char *measure_kind(UnitKind kind)
{
    return kinds[kind].name;
}

static size_t count_words(Arena *arena, WordVec *words, Span text)
{
    words->len = 0;
    words_split(arena, text, words);
    return words->len;
}

/* Quarters of all lines before line n, for n up to the number of lines. */
static size_t *sum_lines(Arena *arena, const Lines *lines)
{
    size_t *before = ARENA_ARRAY(arena, size_t, (size_t)lines->count + 1);
    for (uint32_t n = 0; n < lines->count; n++)
        before[n + 1] = before[n] + tokens_quarters(lines_with_ending(lines, n));
    return before;
}

static bool is_closing_tag(const Section *section, const Unit *unit)
{
    return section->kind == SECTION_TAG && unit->kind == UNIT_HTML &&
           unit->lines.end == section->lines.end && span_starts(unit->text, SPAN("</"));
}

Measure *measure_sections(Arena *arena, const Doc *doc)
{
    Measure *measures = ARENA_ARRAY(arena, Measure, doc->section_count);
    WordVec words = {0};
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        Measure *own = &measures[unit->section];
        own->words += count_words(arena, &words, unit->text);
        if (unit->kind != UNIT_HEADING && !is_closing_tag(&doc->sections[unit->section], unit))
            own->units[unit->kind]++;
    }
    const size_t *before = sum_lines(arena, &doc->source.text);
    for (uint32_t s = doc->section_count; s-- > 0;) {
        const Section *section = &doc->sections[s];
        measures[s].tokens =
            tokens_of_quarters(before[section->lines.end] - before[section->lines.start]);
        if (section->parent != NONE)
            measures[section->parent].words += measures[s].words;
    }
    return measures;
}

size_t measure_words(Arena *arena, const Doc *doc)
{
    WordVec words = {0};
    size_t count = 0;
    for (uint32_t n = 0; n < doc->source.text.count; n++)
        count += count_words(arena, &words, lines_line(&doc->source.text, n));
    return count;
}

size_t measure_tokens(const Doc *doc)
{
    return tokens_estimate(doc->source.text.text);
}

Span measure_units(Arena *arena, const Measure *measure)
{
    Buf out = buf_in(arena);
    for (size_t kind = 0; kind < MEASURE_KINDS; kind++) {
        size_t count = measure->units[kind];
        if (count)
            buf_format(&out, "%s%zu %s", out.len ? ", " : "", count,
                       count == 1 ? kinds[kind].one : kinds[kind].many);
    }
    return buf_span(&out);
}
