#include "text/chars.h"

#include "text/utf8.h"

#include <utf8proc.h>

enum {
    VARIATION_EMOJI = 0xFE0F,
    ZERO_WIDTH_JOINER = 0x200D,
    KEYCAP = 0x20E3,
    REGIONAL_FIRST = 0x1F1E6,
    REGIONAL_LAST = 0x1F1FF,
    SKIN_FIRST = 0x1F3FB,
    SKIN_LAST = 0x1F3FF
};

bool chars_is_space(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point < 0 || code_point == ' ' || code_point == '\t' || code_point == '\n' ||
               code_point == '\f' || code_point == '\r';
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

bool chars_is_punctuation(int32_t code_point)
{
    if (code_point < 0x80)
        return (code_point >= '!' && code_point <= '/') ||
               (code_point >= ':' && code_point <= '@') ||
               (code_point >= '[' && code_point <= '`') || (code_point >= '{' && code_point <= '~');
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

int32_t chars_before(Span text, size_t end)
{
    size_t at = end - 1;
    while (at > 0 && ((uint8_t)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return utf8_next(text, &at);
}

static size_t columns_of(int32_t code_point)
{
    if (code_point < 0)
        return 1;
    utf8proc_category_t category = utf8proc_category(code_point);
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
        category == UTF8PROC_CATEGORY_CC)
        return 0;
    return utf8proc_charwidth(code_point) == 2 ? 2 : 1;
}

static int32_t peek(Span text, size_t at)
{
    return at < text.len ? utf8_next(text, &at) : -1;
}

static bool is_in(int32_t code_point, int32_t first, int32_t last)
{
    return code_point >= first && code_point <= last;
}

/* Moves past the rest of an emoji sequence that `first` may start; true when there was one. */
static bool skip_emoji_tail(Span text, size_t *at, int32_t first)
{
    bool is_regional = is_in(first, REGIONAL_FIRST, REGIONAL_LAST) &&
                       is_in(peek(text, *at), REGIONAL_FIRST, REGIONAL_LAST);
    bool is_sequence = is_regional;
    if (is_regional)
        utf8_next(text, at);
    for (int32_t next = peek(text, *at);; next = peek(text, *at)) {
        bool is_tail = next == VARIATION_EMOJI || next == KEYCAP ||
                       is_in(next, SKIN_FIRST, SKIN_LAST) || next == ZERO_WIDTH_JOINER;
        if (!is_tail)
            return is_sequence;
        utf8_next(text, at);
        if (next == ZERO_WIDTH_JOINER && *at < text.len)
            utf8_next(text, at);
        is_sequence = true;
    }
}

static bool may_start_emoji(int32_t code_point)
{
    return code_point >= 0x2000 || code_point == '#' || code_point == '*' ||
           is_in(code_point, '0', '9') || code_point == 0xA9 || code_point == 0xAE;
}

/* Printable ASCII, with nothing behind it that may be one character with it: what most text is. */
static bool is_one_column(Span text, size_t at)
{
    return text.ptr[at] >= ' ' && text.ptr[at] < 0x7F &&
           (at + 1 == text.len || !(text.ptr[at + 1] & 0x80));
}

size_t chars_columns(Span text)
{
    size_t columns = 0;
    for (size_t at = 0; at < text.len;) {
        if (is_one_column(text, at)) {
            columns++, at++;
            continue;
        }
        int32_t code_point = utf8_next(text, &at);
        bool is_alone = at >= text.len || !(text.ptr[at] & 0x80);
        if (!is_alone && may_start_emoji(code_point) && skip_emoji_tail(text, &at, code_point))
            columns += 2;
        else
            columns += columns_of(code_point);
    }
    return columns;
}
