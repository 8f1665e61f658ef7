#include "style/style.h"

#include "style/builtin.h"
#include "text/pattern.h"

const Style *style_find(Span name)
{
    for (size_t i = 0; i < builtin_style_count; i++)
        if (span_eq(builtin_styles[i].name, name))
            return &builtin_styles[i];
    return NULL;
}

const Style *style_all(size_t *count)
{
    *count = builtin_style_count;
    return builtin_styles;
}

static Span alias_text(const Style *style, const Alias *alias)
{
    return (Span){style->alias_text + alias->text, alias->len};
}

static uint32_t find_alias(const Style *style, Span folded)
{
    for (uint32_t low = 0, high = style->alias_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        const Alias *alias = &style->aliases[middle];
        int order = span_cmp(folded, alias_text(style, alias));
        if (!order)
        return alias->concept;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NONE;
}

/* A style is shared by all threads and keeps nothing, so its patterns are compiled for each title that needs them. */
static uint32_t find_pattern(const Style *style, Span folded)
{
    uint32_t concept = NONE;
    Arena *arena = arena_new();
    for (uint32_t i = 0; i < style->pattern_count && concept == NONE; i++) {
        Pattern *pattern = pattern_new(arena, alias_text(style, &style->patterns[i]), NULL);
        if (pattern && pattern_matches(pattern, folded))
        concept = style->patterns[i].concept;
    }
    arena_free(arena);
    return concept;
}

uint32_t style_concept(const Style *style, Span folded_title)
{
    uint32_t concept = find_alias(style, folded_title);
    return concept == NONE && style->pattern_count ? find_pattern(style, folded_title) : concept;
}

static uint32_t hint_of_word(const Style *style, Span word)
{
    for (uint32_t i = 0; i < style->hint_count; i++)
        if (span_eq(alias_text(style, &style->hints[i]), word))
    return style->hints[i].concept;
    return NONE;
}

uint32_t style_hint(const Style *style, Span folded_title)
{
    uint32_t hint = NONE;
    for (size_t at = 0; at < folded_title.len;) {
        size_t end = span_find_byte(folded_title, ' ', at);
        uint32_t found = hint_of_word(style, span_range(folded_title, at, end));
        hint = found == NONE ? hint : found;
        at = end + 1;
    }
    return hint;
}
