#include "doc/margin.h"

#include "base/ascii.h"

static uint32_t after_byte(uint32_t column, char byte)
{
    return byte == '\t' ? column / 4 * 4 + 4 : column + 1;
}

static bool is_indent(char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t indent_from(Span line, size_t at, uint32_t *column)
{
    for (; at < line.len && is_indent(line.ptr[at]); at++)
        *column = after_byte(*column, line.ptr[at]);
    return at;
}

size_t margin_indent(Span line, uint32_t *column)
{
    *column = 0;
    return indent_from(line, 0, column);
}

size_t margin_skip(Span line, uint32_t columns)
{
    size_t at = 0;
    for (uint32_t column = 0; at < line.len && is_indent(line.ptr[at]); at++) {
        column = after_byte(column, line.ptr[at]);
        if (column > columns)
            break;
    }
    return at;
}

/* Bytes of a number and the sign behind it; cmark reads none of more than nine digits. */
static size_t ordinal(Span text)
{
    size_t len = 0;
    while (len < text.len && len < 10 && ascii_is_digit(text.ptr[len]))
        len++;
    bool is_ended = len < text.len && (text.ptr[len] == '.' || text.ptr[len] == ')');
    return len && len < 10 && is_ended ? len + 1 : 0;
}

size_t margin_marker(Span text)
{
    if (!text.len)
        return 0;
    char first = text.ptr[0];
    bool is_bullet = first == '-' || first == '*' || first == '+';
    size_t len = is_bullet ? 1 : ascii_is_digit(first) ? ordinal(text) : 0;
    return len == text.len || is_indent(text.ptr[len]) ? len : 0;
}

/* Text more than four columns behind its marker is indented code in an item that starts one column behind it. */
static uint32_t content_column(uint32_t marker_end, uint32_t text, bool is_empty)
{
    return is_empty || text > marker_end + 4 ? marker_end + 1 : text;
}

Inset margin_enter(Margin *margin, Span line)
{
    uint32_t column;
    size_t at = margin_indent(line, &column);
    while (margin->depth && column < margin->content[margin->depth - 1])
        margin->depth--;
    uint32_t inside = margin->depth ? margin->content[margin->depth - 1] : 0;
    size_t marker;
    while (column < inside + 4 && margin->depth < MARGIN_DEPTH &&
           (marker = margin_marker(span_from(line, at))) > 0) {
        uint32_t end = column + (uint32_t)marker;
        column = end;
        at = indent_from(line, at + marker, &column);
        inside = content_column(end, column, at == line.len);
        margin->content[margin->depth++] = inside;
    }
    return (Inset){span_from(line, at), column, inside};
}

/* The last line that stands outside of all items decides alone; those before it are not looked at. */
void margin_pass(Margin *margin, const Lines *lines, Range passed)
{
    uint32_t n = passed.end;
    for (bool is_outside = false; n > passed.start && !is_outside; n--) {
        Span line = lines_line(lines, n - 1);
        is_outside = line.len && !span_is_blank(span_range(line, 0, 1));
    }
    for (; n < passed.end; n++) {
        Span line = lines_line(lines, n);
        if (!span_is_blank(line))
            margin_enter(margin, line);
    }
}

uint32_t margin_column(Span line, size_t offset)
{
    uint32_t column = 0;
    for (size_t at = 0; at < offset; at++)
        column = after_byte(column, line.ptr[at]);
    return column;
}

uint32_t margin_content(Span line, size_t offset)
{
    size_t at = offset + margin_marker(span_from(line, offset));
    uint32_t end = margin_column(line, offset) + (uint32_t)(at - offset), text = end;
    at = indent_from(line, at, &text);
    return content_column(end, text, at == line.len);
}
