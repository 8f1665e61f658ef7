#include "doc/node.h"

#include "doc/margin.h"

/* cmark counts lines from 1 in the body alone, columns from 1 in bytes. */
uint32_t node_line(const Build *b, cmark_node *node)
{
    return b->reading->body.start + (uint32_t)cmark_node_get_start_line(node) - 1;
}

size_t node_offset(const Build *b, cmark_node *node)
{
    size_t offset = (size_t)cmark_node_get_start_column(node) - 1;
    size_t len = reading_line(b->reading, node_line(b, node)).len;
    return offset < len ? offset : len;
}

uint32_t node_literal_lines(cmark_node *node)
{
    Span text = span_of(cmark_node_get_literal(node));
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; at = span_find_byte(text, '\n', at) + 1)
        count++;
    return count;
}

Range node_trim(const Build *b, Range lines)
{
    if (lines.end > b->reading->body.end)
        lines.end = b->reading->body.end;
    while (lines.end > lines.start + 1 && span_is_blank(reading_line(b->reading, lines.end - 1)))
        lines.end--;
    if (lines.end <= lines.start)
        lines.end = lines.start + 1;
    return lines;
}

Range node_lines(const Build *b, cmark_node *node)
{
    uint32_t end = b->reading->body.start + (uint32_t)cmark_node_get_end_line(node);
    Range lines = node_trim(b, (Range){node_line(b, node), end});
    bool is_prose = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
    lines.end += is_prose && reading_end(b->reading, lines.end) == TABLE_ENDS;
    return lines;
}

uint32_t node_content(const Build *b, cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node);
    if (!item || cmark_node_get_type(item) != CMARK_NODE_ITEM)
        return 0;
    return margin_content(reading_line(b->reading, node_line(b, item)), node_offset(b, item));
}
