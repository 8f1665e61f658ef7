#include "doc/blocks.h"

#include "doc/cut.h"
#include "doc/heading.h"
#include "doc/inline.h"
#include "doc/margin.h"
#include "doc/node.h"
#include "doc/parse.h"

/* ---- code, quotes, HTML, rules ---- */

static bool is_closing_fence(const Build *b, uint32_t n, Span signs)
{
    if (n >= b->reading->body.end)
        return false;
    Span line = reading_line(b->reading, n);
    uint32_t column, inside = build_content(b);
    Span text = span_from(line, margin_indent(line, &column));
    size_t width = fence_sign(text);
    return width >= signs.len && text.ptr[0] == signs.ptr[0] && column >= inside &&
           column <= inside + 3 && span_is_blank(span_from(text, width));
}

static void read_fenced(Build *b, Range content, Span opener, uint32_t column)
{
    Span signs = span_range(opener, 0, fence_sign(opener));
    bool is_closed = is_closing_fence(b, content.end, signs);
    Range lines = {content.start - 1, content.end + is_closed};
    Unit *unit = build_unit(b, UNIT_CODE, lines);
    unit->is_fenced = true;
    unit->is_unclosed = !is_closed;
    unit->info = span_trim(span_from(opener, signs.len));
    unit->text = build_code(b, content, 0, column);
    if (!is_closed)
        diag_add(&b->doc->diags, DIAG_FENCE_UNCLOSED, lines.start + 1, column + 1,
                 "the code fence runs on to line %u", lines.end);
}

static void read_indented(Build *b, Range lines, size_t offset)
{
    Span line = reading_line(b->reading, lines.start);
    while (offset > 0 && (line.ptr[offset - 1] == ' ' || line.ptr[offset - 1] == '\t'))
        offset--;
    build_unit(b, UNIT_CODE, lines)->text = build_code(b, lines, offset, build_content(b) + 4);
}

static void read_code(Build *b, cmark_node *node)
{
    uint32_t start = node_line(b, node), count = node_literal_lines(node);
    size_t offset = node_offset(b, node);
    Span line = reading_line(b->reading, start), opener = span_from(line, offset);
    uint32_t column = margin_column(line, offset);
    outline_meet(b, UNIT_CODE, start);
    if (fence_sign(opener) && column < build_content(b) + 4)
        read_fenced(b, (Range){start + 1, start + 1 + count}, opener, column);
    else
        read_indented(b, (Range){start, start + count}, offset);
}

/* Spaces before a block that are not its container's are its own, as its later lines keep theirs. */
static size_t own_offset(const Build *b, uint32_t n, size_t offset)
{
    Span line = reading_line(b->reading, n);
    size_t margin = margin_skip(line, build_content(b));
    bool is_alone = margin < offset && span_is_blank(span_range(line, margin, offset));
    return is_alone ? margin : offset;
}

static void read_verbatim(Build *b, UnitKind kind, Range lines, size_t offset)
{
    outline_meet(b, kind, lines.start);
    offset = own_offset(b, lines.start, offset);
    build_unit(b, kind, lines)->text = build_verbatim(b, lines, offset, build_content(b));
}

static void read_tag(Build *b, const Tag *tag, uint32_t line)
{
    if (tag->close == line && outline_close_tag(b, tag->name, line))
        return;
    Range lines = {line, line + 1};
    if (tag->open != line) {
        build_unit(b, UNIT_HTML, lines)->text = build_text(b, lines, 0);
        return;
    }
    Unit *unit = outline_open(b, SECTION_TAG, 0, lines, tag->name);
    unit->text = tag->name;
    unit->info = tag->source;
}

static void read_html(Build *b, cmark_node *node)
{
    uint32_t start = node_line(b, node);
    Range lines = node_trim(b, (Range){start, start + node_literal_lines(node)});
    if (reading_end(b->reading, start) == TABLE_ENDS)
        return; /* a row of the table above */
    const Tag *tag = reading_tag(b->reading, lines.start);
    if (tag && tag->kind == TAG_SECTION && b->item == NONE)
        read_tag(b, tag, lines.start);
    else
        read_verbatim(b, UNIT_HTML, lines, node_offset(b, node));
}

static void read_rule(Build *b, cmark_node *node)
{
    Range lines = node_lines(b, node);
    outline_meet(b, UNIT_RULE, lines.start);
    build_unit(b, UNIT_RULE, lines)->text = build_text(b, lines, node_offset(b, node));
}

/* ---- paragraphs ---- */

static bool is_table(const Build *b, cmark_node *node, Range lines)
{
    return lines.end - lines.start > 1 && paragraph_is_table(b, lines, node_offset(b, node));
}

static bool is_closing_tag(const Build *b, cmark_node *node)
{
    uint32_t line = node_line(b, node);
    const Tag *tag = reading_tag(b->reading, line);
    return tag && tag->kind == TAG_SECTION && tag->close == line;
}

static bool is_fence(const Build *b, cmark_node *node)
{
    Span line = reading_line(b->reading, node_line(b, node));
    return fence_sign(span_from(line, node_offset(b, node))) > 0;
}

/* What stands below a paragraph that ends before line `end`. */
static Below below(const Build *b, cmark_node *node, uint32_t end)
{
    cmark_node *next = cmark_node_next(node);
    cmark_node_type type = next ? cmark_node_get_type(next) : CMARK_NODE_NONE;
    if (!next || type == CMARK_NODE_HEADING || type == CMARK_NODE_THEMATIC_BREAK ||
        is_closing_tag(b, next))
        return BELOW_NOTHING;
    bool is_block = type == CMARK_NODE_LIST ||
                    (type == CMARK_NODE_PARAGRAPH && is_table(b, next, node_lines(b, next))) ||
                    (type == CMARK_NODE_CODE_BLOCK && is_fence(b, next));
    return is_block && node_line(b, next) <= end + 1 ? BELOW_BLOCK : BELOW_TEXT;
}

static void read_paragraph(Build *b, cmark_node *node)
{
    Range lines = node_lines(b, node);
    paragraph_read(b, lines, node_offset(b, node), below(b, node, lines.end));
}

/* ---- lists ---- */

static void read_number(Unit *item, Span marker)
{
    size_t at = 0;
    for (; at < marker.len && marker.ptr[at] >= '0' && marker.ptr[at] <= '9'; at++)
        item->number = item->number * 10 + (uint32_t)(marker.ptr[at] - '0');
    item->is_ordered = at > 0;
    item->marker = at < marker.len ? marker.ptr[at] : '\0';
}

/* `[ ] ` and `[x] ` at the start of an item's text. */
static Span take_task(Unit *item, Span text)
{
    bool is_task = text.len > 3 && text.ptr[0] == '[' && text.ptr[2] == ']' &&
                   strchr(" xX", text.ptr[1]) && strchr(" \t\n", text.ptr[3]);
    if (!is_task)
        return text;
    item->task = text.ptr[1] == ' ' ? ' ' : 'x';
    return span_trim_start(span_from(text, 4));
}

/* What an item says itself is its first paragraph or heading; without one, whatever cmark took from its line. */
typedef struct Own {
    cmark_node *node; /* or NULL */
    Range lines;
} Own;

static Own own_text(const Build *b, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    cmark_node_type type = first ? cmark_node_get_type(first) : CMARK_NODE_NONE;
    Own own = {.node = first};
    bool is_own = false;
    if (type == CMARK_NODE_PARAGRAPH) {
        own.lines = node_lines(b, first);
        is_own = !is_table(b, first, own.lines);
    } else if (type == CMARK_NODE_HEADING) {
        own.lines = heading_lines(b, first);
        is_own = !heading_is_long(b, first);
    }
    return is_own ? own : (Own){0};
}

static Range own_lines(const Build *b, cmark_node *item, const Own *own)
{
    uint32_t start = node_line(b, item);
    if (own->node)
        return (Range){start, own->lines.end};
    cmark_node *first = cmark_node_first_child(item);
    return (Range){start, first && node_line(b, first) == start ? start : start + 1};
}

static Span item_text(Build *b, Range lines, Span rest, const Own *own)
{
    if (!own->node)
        return lines.end > lines.start ? span_trim(rest) : SPAN("");
    if (cmark_node_get_type(own->node) == CMARK_NODE_HEADING)
        return heading_inner_text(b, own->node);
    return build_text(b, own->lines, node_offset(b, own->node));
}

/* Lists carry their number in cmark's user data, items their unit: the walk comes back to both. */
static uintptr_t user_data(cmark_node *node)
{
    return (uintptr_t)cmark_node_get_user_data(node);
}

static void read_list(Build *b, cmark_node *node)
{
    outline_meet(b, UNIT_ITEM, node_line(b, node));
    cmark_node_set_user_data(node, (void *)(uintptr_t)b->doc->list_count++);
}

static void read_item(Build *b, cmark_node *node)
{
    Own own = own_text(b, node);
    Range lines = own_lines(b, node, &own);
    Span line = reading_line(b->reading, lines.start);
    size_t offset = node_offset(b, node);
    Span marker = span_range(line, offset, offset + margin_marker(span_from(line, offset)));
    Unit *item = build_unit(b, UNIT_ITEM, lines);
    uint32_t index = (uint32_t)(b->units.len - 1);
    cmark_node *list = cmark_node_parent(node);
    item->list = (uint32_t)user_data(list);
    item->is_loose = !cmark_node_get_list_tight(list);
    read_number(item, marker);
    item->text = take_task(item, item_text(b, lines, span_from(line, offset + marker.len), &own));
    item->key_style = inline_key(item->text, &item->key, &item->value);
    b->contents.at[index] = margin_content(line, offset);
    b->item = index;
    b->own = own.node;
    cmark_node_set_user_data(node, (void *)(uintptr_t)index);
}

static void leave_item(Build *b, cmark_node *node)
{
    Unit *item = &b->units.at[user_data(node)];
    item->end = (uint32_t)b->units.len;
    b->item = item->parent;
}

/* ---- the walk ---- */

/* Depth of items below a block at the top, no deeper than is asked for. */
static bool is_too_deep(cmark_node *top)
{
    uint32_t depth = 0;
    for (cmark_node *node = top; node;) {
        bool is_item = cmark_node_get_type(node) == CMARK_NODE_ITEM;
        bool may_enter = is_item || cmark_node_get_type(node) == CMARK_NODE_LIST;
        cmark_node *child = may_enter ? cmark_node_first_child(node) : NULL;
        depth += is_item && child;
        if (depth > MARGIN_DEPTH)
            return true;
        while (!child && node != top) {
            child = cmark_node_next(node);
            node = cmark_node_parent(node);
            depth -= !child && cmark_node_get_type(node) == CMARK_NODE_ITEM;
        }
        node = child;
    }
    return false;
}

/* Reads one block; true when its children are to be read too. */
static bool enter(Build *b, cmark_node *node)
{
    if (node == b->own)
        return false;
    build_reach(b, node_line(b, node));
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        read_list(b, node);
        return true;
    case CMARK_NODE_ITEM:
        read_item(b, node);
        return true;
    case CMARK_NODE_HEADING:
        if (b->item == NONE)
            heading_read(b, node);
        else
            heading_read_inner(b, node);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        read_code(b, node);
        return false;
    case CMARK_NODE_BLOCK_QUOTE:
        read_verbatim(b, UNIT_QUOTE, node_lines(b, node), node_offset(b, node));
        return false;
    case CMARK_NODE_HTML_BLOCK:
        read_html(b, node);
        return false;
    case CMARK_NODE_THEMATIC_BREAK:
        read_rule(b, node);
        return false;
    default:
        read_paragraph(b, node);
        return false;
    }
}

static void read_top(Build *b, cmark_node *top)
{
    cmark_node *node = top;
    while (node) {
        cmark_node *next = enter(b, node) ? cmark_node_first_child(node) : NULL;
        while (!next && node != top) {
            if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
                leave_item(b, node);
            next = cmark_node_next(node);
            if (!next)
                node = cmark_node_parent(node);
        }
        node = next;
    }
}

static void keep_whole(Build *b, cmark_node *node)
{
    Range lines = node_lines(b, node);
    build_reach(b, lines.start);
    diag_add(&b->doc->diags, DIAG_TOO_DEEP, lines.start + 1, 1,
             "lists are nested deeper than %u levels up to line %u", MARGIN_DEPTH, lines.end);
    read_verbatim(b, UNIT_HTML, lines, node_offset(b, node));
}

void blocks_read(Build *b)
{
    cmark_node *root = parse_commonmark(b->scratch, b->reading->text);
    for (uint32_t round = 0; round < CUT_ROUNDS && cut_tables(b, root); round++)
        root = parse_commonmark(b->scratch, b->reading->text);
    for (cmark_node *top = cmark_node_first_child(root); top; top = cmark_node_next(top)) {
        if (cmark_node_get_type(top) == CMARK_NODE_LIST && is_too_deep(top))
            keep_whole(b, top);
        else
            read_top(b, top);
    }
    build_reach(b, b->reading->body.end);
}
