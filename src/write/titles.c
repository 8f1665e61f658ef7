#include "write/titles.h"

#include "base/ascii.h"
#include "text/emoji.h"
#include "text/utf8.h"
#include "text/words.h"

enum { NUMBER_DIGITS = 3 };

#define KEYCAP SPAN("\uFE0F\u20E3")

/* ---- numbers ---- */

/* "2", "2.3", "10.4.1": where it ends, or 0. Years are no numbers of chapters. */
static size_t number_end(Span text)
{
    size_t at = 0;
    for (;;) {
        size_t start = at;
        while (at < text.len && ascii_is_digit(text.ptr[at]))
            at++;
        if (at == start || at - start > NUMBER_DIGITS)
            return 0;
        if (at + 1 >= text.len || text.ptr[at] != '.' || !ascii_is_digit(text.ptr[at + 1]))
            return at;
        at++;
    }
}

static bool is_below(Span number, Span above)
{
    return above.len && number.len > above.len + 1 && span_starts(number, above) &&
           number.ptr[above.len] == '.';
}

/* Without the number in front of it, which *number gets. A number without a sign at its end could be one of a version: it
   has to continue the number of the title above. */
static Span without_number(Span text, Span above, Span *number)
{
    size_t end = number_end(text);
    Span digits = span_range(text, 0, end), rest = span_from(text, end);
    bool is_closed = span_starts(rest, SPAN(".")) || span_starts(rest, SPAN(")"));
    if (end && span_starts(rest, KEYCAP))
        rest = span_from(rest, KEYCAP.len);
    else if (end && is_closed)
        rest = span_from(rest, 1);
    else if (!is_below(digits, above))
        return text;
    Span title = span_trim_start(rest);
    if (!end || title.len == rest.len)
        return text;
    *number = digits;
    return title;
}

/* ---- pictures ---- */

/* Yes and no, stop and take care, how grave: a title without them would say something else. */
static const int32_t telling[] = {
    0x203C,  0x2049,  0x2611,  0x26A0,  0x26AA,  0x26AB,  0x26D4,  0x2705,  0x2714,
    0x2716,  0x274C,  0x274E,  0x2753,  0x2754,  0x2755,  0x2757,  0x2795,  0x2796,
    0x1F197, 0x1F44D, 0x1F44E, 0x1F534, 0x1F535, 0x1F6A8, 0x1F6AB, 0x1F6D1, 0x1F7E0,
    0x1F7E1, 0x1F7E2, 0x1F7E3, 0x1F7E4, 0x1F7E5, 0x1F7E6, 0x1F7E7, 0x1F7E8, 0x1F7E9,
};

static bool is_telling(int32_t c)
{
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (telling[i] == c)
            return true;
    return false;
}

/* Arrows and signs of trade are text unless they ask to be pictures. */
static bool is_picture(int32_t c, Span after)
{
    enum { FIRST_PICTURE = 0x2300 };
    bool asks = span_starts(after, SPAN("\uFE0F"));
    return emoji_is(c) && !is_telling(c) && (c >= FIRST_PICTURE || asks);
}

static bool is_joiner(int32_t c)
{
    return c == 0xFE0F || c == 0x200D;
}

/* Where the pictures that `text` starts with end; 0 where there are none. */
static size_t pictures_end(Span text)
{
    size_t end = 0;
    for (size_t at = 0; at < text.len;) {
        int32_t c = utf8_next(text, &at);
        if (!is_picture(c, span_from(text, at)) && !(end && is_joiner(c)))
            break;
        end = at;
    }
    return end;
}

static size_t last_start(Span text)
{
    size_t at = text.len;
    while (at && ((uint8_t)text.ptr[--at] & 0xC0) == 0x80)
        continue;
    return at;
}

/* Without the pictures at its end that a blank parts from the rest. */
static Span without_pictures_behind(Span text)
{
    Span rest = text;
    while (rest.len && !strchr(" \t", rest.ptr[rest.len - 1]))
        rest.len = last_start(rest);
    Span tail = span_from(text, rest.len);
    return tail.len && pictures_end(tail) == tail.len ? span_trim_end(rest) : text;
}

static Span without_pictures_before(Span text)
{
    size_t end = pictures_end(text);
    Span rest = span_trim_start(span_from(text, end));
    return end && rest.len < text.len - end ? rest : text;
}

/* ---- titles ---- */

static Span trim_once(Span text, const Markup *markup, Span above, Span *number)
{
    if (markup->trim_emoji)
        text = without_pictures_behind(without_pictures_before(text));
    return markup->trim_numbers ? without_number(text, above, number) : text;
}

/* A title of nothing but numbers and pictures stays, and so does one of several lines, which is written otherwise. */
static Span trim(Span text, const Markup *markup, Span above, Span *number)
{
    while (span_find_byte(text, '\n', 0) == text.len) {
        Span rest = trim_once(text, markup, above, number);
        if (rest.len == text.len || !words_any(rest))
            break;
        text = rest;
    }
    return text;
}

/* The headings that are open, and their numbers. */
typedef struct Open {
    uint8_t levels[UINT8_MAX];
    Span numbers[UINT8_MAX];
    size_t count;
} Open;

static Span trim_below(Open *open, Span text, uint8_t level, const Markup *markup)
{
    while (open->count && open->levels[open->count - 1] >= level)
        open->count--;
    Span above = open->count ? open->numbers[open->count - 1] : (Span){0}, number = {0};
    Span title = trim(text, markup, above, &number);
    open->levels[open->count] = level;
    open->numbers[open->count++] = number;
    return title;
}

static bool has_links(const Unit *units, uint32_t count)
{
    for (uint32_t u = 0; u < count; u++)
        if (span_find(units[u].text, SPAN("](#"), 0) < units[u].text.len)
            return true;
    return false;
}

const Span *titles_trim(Arena *arena, const Unit *units, uint32_t count, const Style *style)
{
    const Markup *markup = &style->markup;
    if ((!markup->trim_numbers && !markup->trim_emoji) || has_links(units, count))
        return NULL;
    Span *titles = ARENA_ARRAY(arena, Span, count);
    Open open = {0};
    for (uint32_t u = 0; u < count; u++) {
        bool is_heading = units[u].kind == UNIT_HEADING && units[u].title == SECTION_HEADING;
        titles[u] =
            is_heading ? trim_below(&open, units[u].text, units[u].level, markup) : units[u].text;
    }
    return titles;
}

Span title_trim(Span text, const Style *style)
{
    Span number = {0};
    return trim(text, &style->markup, number, &number);
}
