#include "doc/heading.h"

#include "doc/margin.h"

enum { UNDERLINE_INDENT = 4 };

static size_t opening_signs(Span line, int level)
{
    size_t signs = 0;
    while (signs < line.len && line.ptr[signs] == '#')
        signs++;
    bool is_atx = signs == (size_t)level &&
                  (signs == line.len || line.ptr[signs] == ' ' || line.ptr[signs] == '\t');
    return is_atx ? signs : 0;
}

static Span without_closing_signs(Span text)
{
    size_t len = text.len;
    while (len > 0 && text.ptr[len - 1] == '#')
        len--;
    bool is_closing = len == 0 || text.ptr[len - 1] == ' ' || text.ptr[len - 1] == '\t';
    return is_closing ? span_trim_end(span_range(text, 0, len)) : text;
}

/* A run of one sign, neither outside of its item nor in as far as code. */
static bool is_underline(const Build *b, uint32_t n, uint32_t content)
{
    uint32_t column;
    Span line = reading_line(b->reading, n);
    Span text = span_trim(span_from(line, margin_indent(line, &column)));
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] != text.ptr[0] || (text.ptr[0] != '=' && text.ptr[0] != '-'))
            return false;
    return text.len > 0 && column >= content && column < content + UNDERLINE_INDENT &&
           reading_end(b->reading, n) != TABLE_UNDERLINE;
}

/* cmark's end line is wrong for underlined headings: the underline is the first line that can be one. */
static Range underlined_lines(const Build *b, uint32_t start, uint32_t content)
{
    uint32_t end = start + 1;
    while (end < b->reading->body.end && !is_underline(b, end, content))
        end++;
    return (Range){start, end < b->reading->body.end ? end + 1 : end};
}

Range heading_lines(const Build *b, cmark_node *node)
{
    uint32_t start = node_line(b, node);
    Span line = span_from(reading_line(b->reading, start), node_offset(b, node));
    bool is_atx = opening_signs(line, cmark_node_get_heading_level(node)) > 0;
    return is_atx ? (Range){start, start + 1} : underlined_lines(b, start, node_content(b, node));
}

static Span on_one_line(Arena *arena, Span text)
{
    if (span_find_byte(text, '\n', 0) == text.len)
        return text;
    Span line = arena_copy(arena, text);
    for (size_t at = span_find_byte(line, '\n', 0); at < line.len;
         at = span_find_byte(line, '\n', at))
        ((char *)line.ptr)[at] = ' ';
    return line;
}

void heading_read(Build *b, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    size_t offset = node_offset(b, node);
    Range lines = heading_lines(b, node);
    Span line = span_trim(span_from(reading_line(b->reading, lines.start), offset)), text;
    size_t signs = opening_signs(line, level);
    if (signs)
        text = without_closing_signs(span_trim(span_from(line, signs)));
    else
        text = build_text(b, (Range){lines.start, lines.end - 1}, offset);
    Span title = outline_title(on_one_line(b->arena, text));
    outline_open(b, SECTION_HEADING, (uint8_t)level, lines, title)->text = text;
}

Span heading_inner_text(Build *b, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    Range lines = heading_lines(b, node);
    size_t offset = node_offset(b, node);
    if (opening_signs(span_from(reading_line(b->reading, lines.start), offset), level))
        return build_text(b, lines, offset);
    Span text = build_text(b, (Range){lines.start, lines.end - 1}, offset);
    return arena_format(b->arena, "%.*s %.*s", level, "##", SPAN_ARG(text));
}

bool heading_is_long(const Build *b, cmark_node *node)
{
    Range lines = heading_lines(b, node);
    return lines.end - lines.start > 2;
}

void heading_read_inner(Build *b, cmark_node *node)
{
    Range lines = heading_lines(b, node);
    bool is_long = heading_is_long(b, node);
    Span text = is_long ? build_verbatim(b, lines, node_offset(b, node), build_content(b))
                        : heading_inner_text(b, node);
    build_unit(b, is_long ? UNIT_HTML : UNIT_PARAGRAPH, lines)->text = text;
}
