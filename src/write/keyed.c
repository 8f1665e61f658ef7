#include "write/keyed.h"

#include "doc/inline.h"

/* What stands before the key, and between it and its value. */
typedef struct Spelling {
    KeyStyle style;
    const char *before, *after;
} Spelling;

static const Spelling spellings[] = {
    {KEY_BOLD_COLON_AFTER, "**", "**: "}, {KEY_BOLD_COLON_INSIDE, "**", ":** "},
    {KEY_PLAIN_COLON, "", ": "},          {KEY_BOLD_DASH, "**", "** - "},
    {KEY_BOLD_DASH, "**", "** \u2013 "},  {KEY_BOLD_DASH, "**", "** \u2014 "},
};

/* By what the style asks for, a row of `spellings`. */
static const uint8_t wanted[] = {
    [KEYS_BOLD] = 0,
    [KEYS_BOLD_COLON] = 1,
    [KEYS_PLAIN] = 2,
};

static Span spell(Arena *arena, const Spelling *spelling, Span key, Span value)
{
    return arena_format(arena, "%s%.*s%s%.*s", spelling->before, SPAN_ARG(key), spelling->after,
                        SPAN_ARG(value));
}

/* Markup of its own inside a key could pair with the signs around it. */
static bool is_simple(Span key)
{
    for (size_t i = 0; i < key.len; i++)
        if (!key.ptr[i] || strchr("*_`\\<>[]&~|\n", key.ptr[i]))
            return false;
    return key.len > 0;
}

/* Is the text its key and value in one of the spellings, and nothing else? */
static const Spelling *spelling_of(Arena *arena, Span text, KeyStyle style, Span key, Span value)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].style == style &&
            span_eq(spell(arena, &spellings[i], key, value), span_trim_end(text)))
            return &spellings[i];
    return NULL;
}

static bool is_read_back(Span text, const Spelling *spelling, Span key, Span value)
{
    Span read_key, read_value;
    return inline_key(text, &read_key, &read_value) == spelling->style && span_eq(read_key, key) &&
           span_eq(read_value, value);
}

/* Bold makes a key of what in running text may be the start of a sentence, so it is for items alone. A paragraph of several
   lines may be read as several keyed ones, depending on how its keys are spelled. */
static bool may_change(const Unit *unit, Span text, KeyStyle style)
{
    bool is_line = span_find_byte(text, '\n', 0) == text.len;
    return unit->kind == UNIT_ITEM || (unit->kind == UNIT_PARAGRAPH && !unit->is_joined &&
                                       is_line && style != KEY_PLAIN_COLON);
}

Span keyed_text(Arena *arena, const Unit *unit, Span text, const Style *style)
{
    const Spelling *to = &spellings[wanted[style->markup.keys]];
    Span key, value, nothing = {0};
    KeyStyle from = inline_key(text, &key, &value);
    if (from == KEY_NONE || from == to->style || !value.len || !is_simple(key) ||
        !may_change(unit, text, from) || !spelling_of(arena, text, from, key, value))
        return nothing;
    Span spelled = spell(arena, to, key, value);
    return is_read_back(spelled, to, key, value) ? spelled : nothing;
}
