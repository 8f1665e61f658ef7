#include "write/scalar.h"

#include "text/utf8.h"

enum {
    BYTE_ORDER_MARK = 0xFEFF,
    NEXT_LINE = 0x85,
    LINE_SEPARATOR = 0x2028,
    PARAGRAPH_SEPARATOR = 0x2029
};

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* YAML's printable characters without line breaks; bad bytes cannot be written otherwise and pass. */
static bool is_printable(int32_t code_point)
{
    if (code_point < 0)
        return true;
    if (code_point < 0x20)
        return code_point == '\t';
    if (code_point >= 0x7F && code_point < 0xA0)
        return false;
    return code_point != LINE_SEPARATOR && code_point != PARAGRAPH_SEPARATOR &&
           code_point != BYTE_ORDER_MARK && code_point < 0x10FFFE &&
           (code_point & 0xFFFE) != 0xFFFE;
}

static bool is_all_printable(Span value)
{
    for (size_t at = 0; at < value.len;)
        if (!is_printable(utf8_next(value, &at)))
            return false;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_plain_start(Span value, ScalarPlace place)
{
    char first = value.ptr[0];
    if (is_one_of(first, ",[]{}#&*!|>'\"%@`"))
        return false;
    if (!is_one_of(first, "-?:"))
        return true;
    return place == SCALAR_BLOCK && value.len > 1 && !is_blank(value.ptr[1]);
}

bool scalar_is_plain(Span value, ScalarPlace place)
{
    if (!value.len || is_blank(value.ptr[0]) || is_blank(value.ptr[value.len - 1]) ||
        value.ptr[value.len - 1] == ':' || !is_plain_start(value, place) ||
        !is_all_printable(value) || span_starts(value, SPAN("---")) ||
        span_starts(value, SPAN("...")))
        return false;
    for (size_t at = 0; at < value.len; at++) {
        char c = value.ptr[at];
        char next = at + 1 < value.len ? value.ptr[at + 1] : ' ';
        if ((c == ':' && is_blank(next)) || (is_blank(c) && next == '#') || c == '\n' || c == '\t')
            return false;
        if (place == SCALAR_FLOW && is_one_of(c, ",[]{}:?"))
            return false;
    }
    return true;
}

bool scalar_is_typed(Span value)
{
    static const char *const words[] = {"true", "false", "yes", "no",   "on",   "off",
                                        "y",    "n",     "~",   "null", ".inf", ".nan"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == value.len && !strncasecmp(words[i], value.ptr, value.len))
            return true;
    char first = value.len ? value.ptr[0] : '\0';
    return !value.len || (first >= '0' && first <= '9') || is_one_of(first, "+-.=<");
}

/* ---- quotes ---- */

static void add_escaped(Buf *out, int32_t code_point, Span bytes)
{
    static const char plain[] = "\"\\\n\t\r", names[] = "\"\\ntr";
    const char *named = code_point > 0 && code_point < 0x80 ? strchr(plain, code_point) : NULL;
    if (named)
        buf_format(out, "\\%c", names[named - plain]);
    else if (is_printable(code_point))
        buf_add(out, bytes);
    else if (code_point < 0x100)
        buf_format(out, "\\x%02X", (unsigned)code_point);
    else if (code_point < 0x10000)
        buf_format(out, "\\u%04X", (unsigned)code_point);
    else
        buf_format(out, "\\U%08X", (unsigned)code_point);
}

static void quote_double(Buf *out, Span value)
{
    buf_add_byte(out, '"');
    for (size_t at = 0; at < value.len;) {
        size_t start = at;
        int32_t code_point = utf8_next(value, &at);
        add_escaped(out, code_point, span_range(value, start, at));
    }
    buf_add_byte(out, '"');
}

static void quote_single(Buf *out, Span value)
{
    buf_add_byte(out, '\'');
    for (size_t at = 0, end; at < value.len; at = end) {
        end = span_find_byte(value, '\'', at);
        buf_add(out, span_range(value, at, end));
        if (end < value.len) {
            buf_add(out, SPAN("''"));
            end++;
        }
    }
    buf_add_byte(out, '\'');
}

void scalar_quote(Buf *out, Span value)
{
    bool needs_escapes = !is_all_printable(value) || span_has(value, '\t');
    if (!needs_escapes && (span_has(value, '\\') || span_has(value, '"')))
        quote_single(out, value);
    else
        quote_double(out, value);
}

/* ---- literal blocks ---- */

/* The block's indentation is read off its first line, and what ends it off its last. */
bool scalar_is_literal(Span value)
{
    Span text = value;
    if (span_ends(text, SPAN("\n")))
        text.len--;
    if (!text.len || is_blank(text.ptr[0]) || text.ptr[0] == '\n' || span_ends(text, SPAN("\n")))
        return false;
    size_t end;
    for (size_t at = 0; at < text.len; at = end + 1) {
        end = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, end);
        bool is_invisible = line.len && span_is_blank(line);
        if (is_invisible || !is_all_printable(line))
            return false;
    }
    return true;
}

void scalar_literal(Buf *out, Span value, uint32_t indent)
{
    bool ends_line = span_ends(value, SPAN("\n"));
    buf_add(out, ends_line ? SPAN("|") : SPAN("|-"));
    value.len -= ends_line;
    size_t end;
    for (size_t at = 0; at < value.len; at = end + 1) {
        end = span_find_byte(value, '\n', at);
        buf_add_byte(out, '\n');
        if (end > at)
            buf_add_times(out, ' ', indent);
        buf_add(out, span_range(value, at, end));
    }
}
