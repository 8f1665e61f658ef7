#include "text/low_bytes.h"

#include "text/emoji.h"
#include "text/utf8.h"

#include <utf8proc.h>

/* The high byte of the second unit is lost, so four code points are possible: the emoji is known when only one of them
   is an emoji, or else when only one is among these, the ambiguous ones that documents use as signs before a
   heading or an item. U+1F4A8 (a dash of wind) and U+1F6A8 (a police light) left the same bytes; documents mean the
   light. Where two are in common use (U+1F4D1, U+1F6D1) none is here, and the text is left alone. */
static const Span signs =
    SPAN("🎓🔀🔁🔄🔐🔑🔒🔓🔔🔖🔗🐛🚀💡💎💥🚨🚩💪🚫💬💭💯💰💳🚧💻💼💾📁📂📃📄📅📋📌📍📎📏📐📖"
         "📘📜📝📞📣📤📥📦📧📰📷📸🧠🧩🧪🧰🛡🧱");

enum { VARIATION_SELECTOR_LOW = 0x0F }; /* of U+FE0F, which asks for the picture */

static bool is_sign(int32_t code_point)
{
    for (size_t at = 0; at < signs.len;)
        if (utf8_next(signs, &at) == code_point)
            return true;
    return false;
}

/* The first code point of the 1,024 that share a first unit with this low byte, or 0. */
static int32_t plane_of(char low)
{
    switch (low) {
    case 0x3C: /* D83C */
        return 0x1F000;
    case 0x3D: /* D83D */
        return 0x1F400;
    case 0x3E: /* D83E */
        return 0x1F800;
    default:
        return 0;
    }
}

/* An emoji that is a picture by itself is wide; the others are followed by a variation selector. */
static int32_t choose(int32_t plane, int32_t low, bool is_selected)
{
    int32_t only = 0, sign = 0, emojis = 0, sign_count = 0;
    for (int32_t c = plane + low; c < plane + 0x400; c += 0x100) {
        if (!emoji_is(c) || (utf8proc_charwidth(c) == 2) == is_selected)
            continue;
        only = c;
        emojis++;
        if (is_sign(c)) {
            sign = c;
            sign_count++;
        }
    }
    if (emojis == 1)
        return only;
    return sign_count == 1 ? sign : 0;
}

bool low_bytes_is_control(char byte)
{
    return (byte > 0 && byte < '\t') || (byte > '\r' && byte < ' ');
}

static bool is_among(const char *set, char byte)
{
    return byte && strchr(set, byte);
}

/* Only markers of headings, lists, quotes and emphasis stand before it on its line. A `>` must come after a heading's
   or bold text's markers, or it would be a quote's. */
static bool is_first_on_line(Span text, size_t from)
{
    size_t start = from;
    while (start && is_among(" \t#*-+>_[]", text.ptr[start - 1]))
        start--;
    if (start && text.ptr[start - 1] != '\n' && text.ptr[start - 1] != '\r')
        return false;
    Span before = span_range(text, start, from);
    bool is_marked = span_has(before, '#') || span_ends(before, SPAN("**"));
    return text.ptr[from] != '>' || is_marked;
}

/* A control character is nothing that anybody wrote; a printable one needs more of its surroundings. */
static bool is_placed_well(Span text, size_t from, int32_t second)
{
    if (second < 0x20 || (second >= 0x80 && second < 0xA0))
        return from == 0 || is_among(" \t\r\n#*|_([", text.ptr[from - 1]);
    return is_first_on_line(text, from);
}

bool low_bytes_read(Arena *arena, Span text, size_t at, size_t *from, size_t *to, Span *emoji)
{
    int32_t plane = at ? plane_of(text.ptr[at - 1]) : 0;
    if (!plane)
        return false;
    *from = at - 1;
    *to = at;
    int32_t second = utf8_next(text, to);
    if (second < 0 || second > 0xFF || !is_placed_well(text, *from, second))
        return false;
    bool is_selected = *to < text.len && text.ptr[*to] == VARIATION_SELECTOR_LOW;
    *to += is_selected;
    if (*to < text.len && !is_among(" \t\r\n*_:|)]", text.ptr[*to]))
        return false;
    int32_t code_point = choose(plane, second, is_selected);
    if (!code_point)
        return false;
    Buf now = buf_in(arena);
    utf8_add(&now, code_point);
    if (is_selected)
        utf8_add(&now, 0xFE0F);
    *emoji = buf_span(&now);
    return true;
}
