#include "dialect/inner.h"

#include "text/utf8.h"

static bool is_control(char c)
{
    return ((unsigned char)c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

/* Can it stand between three single quotes, as it is? */
static bool is_literal(Span value)
{
    if (span_find(value, SPAN("'''"), 0) < value.len || span_ends(value, SPAN("'")))
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (is_control(value.ptr[i]))
            return false;
    return true;
}

/* Of three quotes in a row the third is escaped, and so is one at the end. */
static bool needs_escape(Span value, size_t at)
{
    bool is_third = at >= 2 && value.ptr[at - 1] == '"' && value.ptr[at - 2] == '"';
    return is_third || at + 1 == value.len;
}

static void add_escaped(Buf *out, Span value, size_t at, bool is_long)
{
    char c = value.ptr[at];
    if (c == '\\')
        buf_add(out, SPAN("\\\\"));
    else if (c == '"' && (!is_long || needs_escape(value, at)))
        buf_add(out, SPAN("\\\""));
    else if (c == '\r')
        buf_add(out, SPAN("\\r"));
    else if (is_control(c))
        buf_format(out, "\\u%04X", (unsigned)(unsigned char)c);
    else
        buf_add_byte(out, c);
}

static void add_basic(Buf *out, Span value, bool is_long)
{
    buf_add(out, is_long ? SPAN("\"\"\"\n") : SPAN("\""));
    for (size_t at = 0; at < value.len; at++)
        add_escaped(out, value, at, is_long);
    buf_add(out, is_long ? SPAN("\"\"\"") : SPAN("\""));
}

void toml_write(Buf *out, Span key, Span value)
{
    bool is_long = span_find_byte(value, '\n', 0) < value.len;
    buf_add(out, key);
    buf_add(out, SPAN(" = "));
    if (is_long && span_find_byte(value, '\\', 0) < value.len && is_literal(value)) {
        buf_add(out, SPAN("'''\n"));
        buf_add(out, value);
        buf_add(out, SPAN("'''"));
    } else {
        add_basic(out, value, is_long);
    }
    buf_add_byte(out, '\n');
}
