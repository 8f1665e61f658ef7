#include "doc/inline.h"

#include "base/ascii.h"
#include "text/utf8.h"

enum { KEY_WORDS = 5, KEY_CHARACTERS = 40, KEY_BYTES = 120, BOLD_KEY_BYTES = 200 };

/* ---- keys ---- */

/* Bytes of a colon at the start of `text`, the full-width one too; 0 when there is none. */
static size_t colon_at(Span text)
{
    return span_starts(text, SPAN(":")) ? 1 : span_starts(text, SPAN("\xEF\xBC\x9A")) ? 3 : 0;
}

/* Bytes of an en or em dash. */
static size_t long_dash_at(Span text)
{
    bool is_dash =
        span_starts(text, SPAN("\xE2\x80\x93")) || span_starts(text, SPAN("\xE2\x80\x94"));
    return is_dash ? 3 : 0;
}

/* Without white space at the start, no-break spaces too: French typography puts them before colons and dashes. */
static Span trim_wide(Span text)
{
    for (;;) {
        text = span_trim_start(text);
        size_t wide = span_starts(text, SPAN("\xC2\xA0"))       ? 2
                      : span_starts(text, SPAN("\xE2\x80\xAF")) ? 3
                                                                : 0;
        if (!wide)
            return text;
        text = span_from(text, wide);
    }
}

/* Bytes of any dash that white space follows. */
static size_t dash_at(Span text)
{
    size_t len = span_starts(text, SPAN("--"))  ? 2
                 : span_starts(text, SPAN("-")) ? 1
                                                : long_dash_at(text);
    Span rest = span_from(text, len);
    bool is_spaced = len && (!rest.len || trim_wide(rest).len < rest.len);
    return is_spaced ? len : 0;
}

static Span first_line(Span text)
{
    return span_range(text, 0, span_find_byte(text, '\n', 0));
}

static KeyStyle found(KeyStyle style, Span text, size_t from, Span *value)
{
    *value = span_trim_end(trim_wide(span_from(text, from)));
    return style;
}

/* What follows a closed key in bold: `: v`, ` - v`, ` (x) v`. */
static KeyStyle after_bold(Span text, size_t close, Span *value)
{
    Span tail = span_from(text, close);
    size_t colon = colon_at(tail);
    if (colon)
        return found(KEY_BOLD_COLON_AFTER, tail, colon, value);
    Span rest = trim_wide(tail);
    size_t gap = tail.len - rest.len;
    size_t dash = gap || long_dash_at(rest) ? dash_at(rest) : 0;
    if (!dash)
        dash = long_dash_at(rest);
    if (dash)
        return found(KEY_BOLD_DASH, rest, dash, value);
    if (gap && colon_at(rest))
        return found(KEY_BOLD_COLON_AFTER, rest, colon_at(rest), value);
    return gap && span_starts(rest, SPAN("(")) ? found(KEY_BOLD_PAREN, rest, 0, value) : KEY_NONE;
}

static KeyStyle bold_key(Span text, Span *key, Span *value)
{
    Span line = first_line(text), sign = span_range(line, 0, 2);
    size_t close = span_find(line, sign, 2);
    if (close == line.len || close > BOLD_KEY_BYTES || line.ptr[2] == ' ' || close == 2)
        return KEY_NONE;
    Span inner = span_range(line, 2, close);
    size_t colon = span_ends(inner, SPAN(":")) ? 1 : span_ends(inner, SPAN("\xEF\xBC\x9A")) ? 3 : 0;
    *key = span_trim(span_range(inner, 0, inner.len - colon));
    if (!key->len)
        return KEY_NONE;
    if (colon)
        return found(KEY_BOLD_COLON_INSIDE, text, close + 2, value);
    return after_bold(text, close + 2, value);
}

static KeyStyle code_key(Span text, Span *key, Span *value)
{
    size_t close = span_find_byte(text, '`', 1);
    if (close >= KEY_BYTES || close >= text.len || close == 1 || text.ptr[1] == '`')
        return KEY_NONE;
    Span tail = span_from(text, close + 1);
    *key = span_range(text, 1, close);
    size_t colon = colon_at(tail);
    if (colon && (colon == 3 || tail.len == 1 || tail.ptr[1] == ' ' || tail.ptr[1] == '\n'))
        return found(KEY_CODE_COLON, tail, colon, value);
    Span rest = trim_wide(tail);
    bool is_dash = rest.len < tail.len && dash_at(rest);
    return is_dash ? found(KEY_CODE_DASH, rest, dash_at(rest), value) : KEY_NONE;
}

/* Lower-case letters of the scripts that have them and are met in prompts. */
static bool is_small(int32_t code_point)
{
    return (code_point >= 'a' && code_point <= 'z') || (code_point >= 0xDF && code_point <= 0xFF) ||
           (code_point >= 0x3B1 && code_point <= 0x3C9) ||
           (code_point >= 0x430 && code_point <= 0x45F);
}

static bool may_start_key(Span text)
{
    size_t at = 0;
    int32_t first = text.len ? utf8_next(text, &at) : -1;
    bool is_word = first > 0x7F || ascii_is_digit((char)first) || ascii_is_letter((char)first);
    return first > 0 && is_word && !is_small(first);
}

static bool is_no_key_sign(char byte)
{
    switch (byte) {
    case '"':
    case '*':
    case ';':
    case '!':
    case '?':
    case '<':
    case '>':
    case '[':
    case ']':
    case '|':
    case '`':
    case '{':
    case '}':
        return true;
    default:
        return false;
    }
}

/* Short, and no sentence. */
static bool is_plain_key(Span key)
{
    size_t words = 1;
    if (!key.len || key.len > KEY_BYTES || !may_start_key(key) || utf8_length(key) > KEY_CHARACTERS)
        return false;
    for (size_t at = 0; at < key.len; at++) {
        words += key.ptr[at] == ' ' && at + 1 < key.len && key.ptr[at + 1] != ' ';
        if (is_no_key_sign(key.ptr[at]))
            return false;
        if (key.ptr[at] == '.' && at + 1 < key.len && key.ptr[at + 1] == ' ')
            return false;
    }
    return words <= KEY_WORDS;
}

/* `Vue Router - routes` has a key, `Keep it short - nobody reads on` is a sentence: beyond two words the longer ones
   have to start with a capital. */
static bool is_dash_key(Span key)
{
    size_t words = 0;
    bool is_small_word = false;
    for (size_t at = 0; at < key.len;) {
        size_t end = span_find_byte(key, ' ', at);
        is_small_word = is_small_word || (end - at > 3 && key.ptr[at] >= 'a' && key.ptr[at] <= 'z');
        words += end > at;
        at = end + 1;
    }
    return words <= 2 || !is_small_word;
}

static KeyStyle plain_key(Span text, Span *key, Span *value)
{
    Span line = first_line(text);
    size_t end = line.len < KEY_BYTES + 4 ? line.len : KEY_BYTES + 4;
    Span start = span_range(line, 0, end);
    size_t colon_first = span_find_byte(start, ':', 0), wide_first = utf8_ascii(start, 0);
    size_t first = colon_first < wide_first ? colon_first : wide_first;
    for (size_t at = first ? first : 1; at < end; at++) {
        if (line.ptr[at] != ':' && line.ptr[at] != '\xEF' && line.ptr[at] != '\xE2')
            continue;
        Span rest = span_from(line, at);
        size_t colon = colon_at(rest), dash = line.ptr[at - 1] == ' ' ? long_dash_at(rest) : 0;
        if (!colon && !dash)
            continue;
        size_t len = colon + dash;
        bool is_spaced = len == rest.len || rest.ptr[len] == ' ' || colon == 3;
        *key = span_trim(span_range(line, 0, at));
        if (!is_spaced || !is_plain_key(*key) || (dash && !is_dash_key(*key)))
            return KEY_NONE;
        return found(colon ? KEY_PLAIN_COLON : KEY_PLAIN_DASH, text, at + len, value);
    }
    return KEY_NONE;
}

KeyStyle inline_key(Span text, Span *key, Span *value)
{
    KeyStyle style;
    if (text.len > 4 && (span_starts(text, SPAN("**")) || span_starts(text, SPAN("__"))))
        style = bold_key(text, key, value);
    else if (text.len > 2 && text.ptr[0] == '`')
        style = code_key(text, key, value);
    else
        style = plain_key(text, key, value);
    if (style == KEY_NONE)
        *key = *value = SPAN("");
    return style;
}
