#include "diff/patch_text.h"

#include "doc/hidden.h"
#include "text/utf8.h"

/* Mail allows 998 bytes a line. */
enum { LONGEST = 900 };

/* What is not seen, bytes that are no UTF-8, and what some programs take for the end of a line. */
static bool is_escaped(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point < 0x20 || code_point == 0x7f;
    return hidden_is(code_point) || code_point == 0x2028 || code_point == 0x2029;
}

static bool is_harmless(Span text)
{
    if (text.len > LONGEST || (text.len && text.ptr[text.len - 1] == ' '))
        return false;
    for (size_t at = 0; at < text.len;)
        if (is_escaped(utf8_next(text, &at)))
            return false;
    return true;
}

/* ---- writing ---- */

static const struct {
    char byte, letter;
} letters[] = {{'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}, {'"', '"'}, {'\\', '\\'}};

static bool add_letter(Buf *out, int32_t code_point)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].byte == code_point) {
            buf_add_byte(out, '\\');
            buf_add_byte(out, letters[i].letter);
            return true;
        }
    return false;
}

/* One character, or one byte that is none. */
static void add_next(Buf *out, Span text, size_t *at)
{
    size_t start = *at;
    int32_t code_point = utf8_next(text, at);
    if (add_letter(out, code_point))
        return;
    if (code_point < 0)
        buf_format(out, "\\x%02x", (unsigned char)text.ptr[start]);
    else if (is_escaped(code_point))
        buf_format(out, "\\u{%x}", (unsigned)code_point);
    else
        buf_add(out, span_range(text, start, *at));
}

/* Where `is_split`, text that is too long goes on in further lines. */
static void add_quoted(Buf *out, Span text, bool is_split)
{
    size_t start = out->len;
    buf_add_byte(out, '"');
    for (size_t at = 0; at < text.len;) {
        if (is_split && out->len - start > LONGEST) {
            buf_add(out, SPAN("\"\n&\""));
            start = out->len;
        }
        add_next(out, text, &at);
    }
    buf_add(out, SPAN("\"\n"));
}

void patch_text_add_line(Buf *out, char sign, Span line, Span line_end)
{
    Span text = span_range(line, 0, line.len - (span_ends(line, line_end) ? line_end.len : 0));
    buf_add_byte(out, sign);
    if (text.len == line.len || !is_harmless(text)) {
        add_quoted(out, line, true);
        return;
    }
    if (text.len)
        buf_add_byte(out, ' ');
    buf_add(out, text);
    buf_add_byte(out, '\n');
}

void patch_text_add_name(Buf *out, Span name)
{
    bool is_plain = name.len && name.ptr[0] != '"' && name.ptr[0] != ' ' && is_harmless(name);
    if (!is_plain) {
        add_quoted(out, name, false);
        return;
    }
    buf_add(out, name);
    buf_add_byte(out, '\n');
}

/* ---- reading ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Hexadecimal digits at *at, at least one and at most `most`. */
static bool read_hex(Span line, size_t *at, int most, int32_t *value)
{
    int count = 0;
    *value = 0;
    for (; count < most && *at < line.len && hex_digit(line.ptr[*at]) >= 0; count++, ++*at)
        *value = *value * 16 + hex_digit(line.ptr[*at]);
    return count > 0;
}

static bool read_byte(Buf *out, Span line, size_t *at)
{
    size_t start = *at;
    int32_t value;
    if (!read_hex(line, at, 2, &value) || *at - start != 2)
        return false;
    buf_add_byte(out, (char)value);
    return true;
}

static bool read_code_point(Buf *out, Span line, size_t *at)
{
    int32_t value;
    if (*at == line.len || line.ptr[*at] != '{')
        return false;
    ++*at;
    if (!read_hex(line, at, 6, &value) || *at == line.len || line.ptr[*at] != '}')
        return false;
    ++*at;
    if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return false;
    utf8_add(out, value);
    return true;
}

static bool read_escape(Buf *out, Span line, size_t *at)
{
    if (*at == line.len)
        return false;
    char letter = line.ptr[(*at)++];
    if (letter == 'x')
        return read_byte(out, line, at);
    if (letter == 'u')
        return read_code_point(out, line, at);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter) {
            buf_add_byte(out, letters[i].byte);
            return true;
        }
    return false;
}

bool patch_text_unquote(Buf *out, Span line, size_t *at)
{
    for (++*at; *at < line.len;) {
        size_t start = *at;
        while (*at < line.len && line.ptr[*at] != '"' && line.ptr[*at] != '\\')
            ++*at;
        buf_add(out, span_range(line, start, *at));
        if (*at == line.len)
            return false;
        start = (*at)++;
        if (line.ptr[start] == '"')
            return *at == line.len;
        if (!read_escape(out, line, at)) {
            *at = start;
            return false;
        }
    }
    return false;
}
