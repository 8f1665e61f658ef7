#include "doc/mask.h"

#include "doc/margin.h"

/* Signs that start inlines but no block once a line's text has begun. `]` and `>` stay: HTML blocks end with them, and
   alone they start nothing. */
static char masked(char byte)
{
    switch (byte) {
    case '*':
    case '_':
    case '`':
    case '[':
    case '!':
    case '<':
    case '&':
    case '\\':
        return '.';
    default:
        return byte;
    }
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Offset of the first byte that is no indentation, list marker or quote sign. */
static size_t skip_margin(Span line)
{
    for (size_t at = 0, marker;;) {
        while (at < line.len && is_space(line.ptr[at]))
            at++;
        if (at < line.len && line.ptr[at] == '>')
            at++;
        else if ((marker = margin_marker(span_from(line, at))) > 0)
            at += marker;
        else
            return at;
    }
}

static bool is_wordy(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (unsigned char)byte > 0x7F;
}

/* What decides about blocks stands before the first letter: rules, fences, headings, the start of HTML or of a link
   definition. Only brackets are masked before it, as their number is what cmark can be slow on. */
static void mask_line(char *line, size_t len)
{
    size_t at = skip_margin((Span){line, len});
    bool is_kept = at < len && strchr("<`~", line[at]) && line[at];
    bool is_cdata = span_starts(span_range((Span){line, len}, at, len), SPAN("<![CDATA["));
    at += is_cdata ? 9 : 1;
    if (!is_kept)
        for (; at < len && !is_wordy(line[at]); at++)
            line[at] = line[at] == '[' ? '.' : line[at];
    for (; at < len; at++)
        line[at] = !is_kept || line[at] == '[' ? masked(line[at]) : line[at];
}

Span mask_inlines(Arena *arena, Span text)
{
    Span copy = arena_copy(arena, text);
    char *bytes = (char *)copy.ptr;
    for (size_t at = 0; at < copy.len;) {
        size_t end = at;
        while (end < copy.len && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        mask_line(bytes + at, end - at);
        at = end + 1;
    }
    return copy;
}
