#include "merge/three_caption.h"

static const char *const unit_nouns[] = {
    [UNIT_HEADING] = "section", [UNIT_PARAGRAPH] = "paragraph", [UNIT_ITEM] = "item",
    [UNIT_ROW] = "row",         [UNIT_CODE] = "code block",     [UNIT_QUOTE] = "quote",
    [UNIT_HTML] = "block",      [UNIT_RULE] = "rule",
};

static const char *noun_of(const Version *version, uint32_t block)
{
    const Unit *unit = version_unit(version, block);
    if (unit)
        return unit_nouns[unit->kind];
    return version_field(version, block) ? "field" : "line";
}

/* What the lines are: one thing or several of a kind, a section with what it holds, or else text. NULL for nothing. */
static const char *find_noun(const Version *version, Range lines, bool *is_plural)
{
    const char *noun = NULL;
    *is_plural = false;
    for (uint32_t n = lines.start; n < lines.end;) {
        uint32_t block = version_at(version, n);
        n = version->blocks[block].lines.end;
        if (version->blocks[block].kind == BLOCK_BLANK)
            continue;
        const char *this = noun_of(version, block);
        if (noun && this != noun && noun != unit_nouns[UNIT_HEADING])
            return "text";
        *is_plural |= noun == this;
        noun = noun ? noun : this;
    }
    return noun;
}

Span caption_make(Arena *arena, const Version *base, Range base_lines, const Version *side,
                  Range side_lines)
{
    bool is_base_plural, is_side_plural;
    const char *was = find_noun(base, base_lines, &is_base_plural);
    const char *is = find_noun(side, side_lines, &is_side_plural);
    bool is_plural = was ? is_base_plural : is_side_plural;
    if (!was && !is)
        return (Span){0};
    return arena_format(arena, "%s %s%s",
                        !was  ? "added"
                        : !is ? "removed"
                              : "edited",
                        was ? was : is, is_plural ? "s" : "");
}
