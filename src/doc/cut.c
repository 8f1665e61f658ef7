#include "doc/cut.h"

#include "doc/angle.h"
#include "doc/heading.h"
#include "doc/margin.h"
#include "doc/node.h"

enum { CODE_INDENT = 4, RULE_SIGNS = 3 };

/* Of these signs alone, as many as a thematic break has at least: below a paragraph they underline it. */
static bool is_rule(Span text)
{
    size_t signs = 0;
    while (signs < text.len && text.ptr[signs] == '-')
        signs++;
    return signs >= RULE_SIGNS && signs == text.len;
}

/* Does a block start here that may not interrupt a paragraph, or that CommonMark takes for an underline? "The table is broken
   at the first empty line, or beginning of another block-level structure" (GFM 4.10); of those, cmark has found all others.
   Lines go on neither as code nor, outside of their item, as they do in a paragraph. */
static bool ends_table(Span line, uint32_t content)
{
    uint32_t column;
    Span text = span_trim_end(span_from(line, margin_indent(line, &column)));
    return column < content || column >= content + CODE_INDENT || margin_marker(text) ||
           is_rule(text) || angle_is_tag(text);
}

/* GFM knows none whose delimiter row would be code or stands outside of its item; we read those up to the paragraph's end. */
static bool is_in_place(Span delimiter, uint32_t content)
{
    uint32_t column;
    margin_indent(delimiter, &column);
    return column >= content && column < content + CODE_INDENT;
}

/* The text of an item, whose rows are text, too. */
static bool is_own_text(cmark_node *node)
{
    return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM &&
           !cmark_node_previous(node);
}

/* True when there was something to set. */
static bool set_end(Build *b, cmark_node *node, Range lines)
{
    uint32_t content = node_content(b, node), n;
    uint32_t table = paragraph_table(b, lines, node_offset(b, node));
    if (table == lines.end || !is_in_place(reading_line(b->reading, table + 1), content) ||
        (table > lines.start && is_own_text(node)))
        return false;
    for (n = table + 2; n < lines.end && !ends_table(reading_line(b->reading, n), content);)
        n++;
    bool is_underlined =
        n == lines.end && n > table + 2 && cmark_node_get_type(node) == CMARK_NODE_HEADING;
    if (n < lines.end)
        reading_set_end(b->scratch, b->reading, n - 1, TABLE_ENDS);
    else if (is_underlined)
        reading_set_end(b->scratch, b->reading, n - 1, TABLE_UNDERLINE);
    return n < lines.end || is_underlined;
}

static bool look_at(Build *b, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        return set_end(b, node, heading_lines(b, node));
    return type == CMARK_NODE_PARAGRAPH && set_end(b, node, node_lines(b, node));
}

static bool may_enter(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
}

bool cut_tables(Build *b, cmark_node *root)
{
    bool is_cut = false;
    if (b->reading->is_plain || !span_has(b->reading->text, '|'))
        return false;
    for (cmark_node *node = cmark_node_first_child(root); node && node != root;) {
        cmark_node *next = may_enter(node) ? cmark_node_first_child(node) : NULL;
        is_cut = look_at(b, node) || is_cut;
        while (!next && node != root) {
            next = cmark_node_next(node);
            node = cmark_node_parent(node);
        }
        node = next;
    }
    if (is_cut)
        reading_rewrite(b->scratch, b->reading);
    return is_cut;
}
