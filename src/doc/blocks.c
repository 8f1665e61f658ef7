#include "doc/blocks.h"

#include "base/buf.h"
#include "doc/inline.h"
#include "doc/margin.h"
#include "doc/parse.h"

/* cmark counts lines from 1 in the body alone, columns from 1 in bytes. */
static uint32_t first_line(const Build *b, cmark_node *node)
{
    return b->reading->body.start + (uint32_t)cmark_node_get_start_line(node) - 1;
}

static size_t offset_of(const Build *b, cmark_node *node)
{
    size_t offset = (size_t)cmark_node_get_start_column(node) - 1;
    size_t len = reading_line(b->reading, first_line(b, node)).len;
    return offset < len ? offset : len;
}

/* Lines of a code or HTML block's text. cmark's end lines cannot be trusted for them: comments end one line early,
   fences that their list item ends one line late. */
static uint32_t literal_lines(cmark_node *node)
{
    Span text = span_of(cmark_node_get_literal(node));
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; at = span_find_byte(text, '\n', at) + 1)
        count++;
    return count;
}

static Range trimmed_lines(const Build *b, Range lines)
{
    if (lines.end > b->reading->body.end)
        lines.end = b->reading->body.end;
    while (lines.end > lines.start + 1 && span_is_blank(reading_line(b->reading, lines.end - 1)))
        lines.end--;
    if (lines.end <= lines.start)
        lines.end = lines.start + 1;
    return lines;
}

/* The lines of a block without blank ones at its end, which cmark counts in for some. */
static Range lines_of(const Build *b, cmark_node *node)
{
    uint32_t end = b->reading->body.start + (uint32_t)cmark_node_get_end_line(node);
    return trimmed_lines(b, (Range){first_line(b, node), end});
}

/* ---- headings ---- */

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

static bool is_underline(Span line)
{
    Span text = span_trim(line);
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] != text.ptr[0] || (text.ptr[0] != '=' && text.ptr[0] != '-'))
            return false;
    return text.len > 0;
}

/* cmark's end line is wrong for underlined headings: the underline is the first line that can be one. */
static Range underlined_lines(const Build *b, uint32_t start)
{
    uint32_t end = start + 1;
    while (end < b->reading->body.end && !is_underline(reading_line(b->reading, end)))
        end++;
    return (Range){start, end < b->reading->body.end ? end + 1 : end};
}

static Range heading_lines(const Build *b, cmark_node *node)
{
    uint32_t start = first_line(b, node);
    Span line = span_from(reading_line(b->reading, start), offset_of(b, node));
    bool is_atx = opening_signs(line, cmark_node_get_heading_level(node)) > 0;
    return is_atx ? (Range){start, start + 1} : underlined_lines(b, start);
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

static void read_heading(Build *b, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    size_t offset = offset_of(b, node);
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

/* A heading in a list item is no section: it stays as it is written. */
static void read_inner_heading(Build *b, cmark_node *node)
{
    Range lines = heading_lines(b, node);
    Unit *unit = build_unit(b, UNIT_PARAGRAPH, lines);
    unit->text = build_text(b, lines, offset_of(b, node));
}

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
    unit->text = build_code(b, content, column);
    if (!is_closed)
        diag_add(&b->doc->diags, DIAG_FENCE_UNCLOSED, lines.start + 1, column + 1,
                 "the code fence runs on to line %u", lines.end);
}

static void read_indented(Build *b, Range lines, size_t offset)
{
    Unit *unit = build_unit(b, UNIT_CODE, lines);
    Buf text = buf_in(b->arena);
    buf_add(&text, span_from(reading_line(b->reading, lines.start), offset));
    buf_add_byte(&text, '\n');
    buf_add(&text, build_code(b, (Range){lines.start + 1, lines.end}, build_content(b) + 4));
    unit->text = buf_span(&text);
}

static void read_code(Build *b, cmark_node *node)
{
    uint32_t start = first_line(b, node), count = literal_lines(node);
    size_t offset = offset_of(b, node);
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
    uint32_t start = first_line(b, node);
    Range lines = trimmed_lines(b, (Range){start, start + literal_lines(node)});
    const Tag *tag = reading_tag(b->reading, lines.start);
    if (tag && tag->kind == TAG_SECTION && b->item == NONE)
        read_tag(b, tag, lines.start);
    else
        read_verbatim(b, UNIT_HTML, lines, offset_of(b, node));
}

static void read_rule(Build *b, cmark_node *node)
{
    Range lines = lines_of(b, node);
    outline_meet(b, UNIT_RULE, lines.start);
    build_unit(b, UNIT_RULE, lines)->text = build_text(b, lines, offset_of(b, node));
}

/* ---- paragraphs ---- */

static bool is_table(const Build *b, cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
           paragraph_is_table(b, lines_of(b, node), offset_of(b, node));
}

/* Is what follows `node`, at once or after one blank line, a list, a fence or a table? */
static bool is_before_block(const Build *b, cmark_node *node, uint32_t end)
{
    cmark_node *next = cmark_node_next(node);
    if (!next || first_line(b, next) > end + 1)
        return false;
    if (cmark_node_get_type(next) == CMARK_NODE_CODE_BLOCK) {
        Span line = reading_line(b->reading, first_line(b, next));
        return fence_sign(span_from(line, offset_of(b, next))) > 0;
    }
    return cmark_node_get_type(next) == CMARK_NODE_LIST || is_table(b, next);
}

static void read_paragraph(Build *b, cmark_node *node)
{
    Range lines = lines_of(b, node);
    paragraph_read(b, lines, offset_of(b, node), is_before_block(b, node, lines.end));
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
static cmark_node *own_text(const Build *b, cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    cmark_node_type type = first ? cmark_node_get_type(first) : CMARK_NODE_NONE;
    bool is_own =
        type == CMARK_NODE_HEADING || (type == CMARK_NODE_PARAGRAPH && !is_table(b, first));
    return is_own ? first : NULL;
}

static Range own_lines(const Build *b, cmark_node *node, cmark_node *own)
{
    uint32_t start = first_line(b, node);
    if (own)
        return (Range){start, cmark_node_get_type(own) == CMARK_NODE_HEADING
                                  ? heading_lines(b, own).end
                                  : lines_of(b, own).end};
    cmark_node *first = cmark_node_first_child(node);
    return (Range){start, first && first_line(b, first) == start ? start : start + 1};
}

static Span item_text(Build *b, Range lines, Span rest, cmark_node *own)
{
    if (!own)
        return lines.end > lines.start ? span_trim(rest) : SPAN("");
    return build_text(b, (Range){first_line(b, own), lines.end}, offset_of(b, own));
}

/* Lists carry their number in cmark's user data, items their unit: the walk comes back to both. */
static uintptr_t user_data(cmark_node *node)
{
    return (uintptr_t)cmark_node_get_user_data(node);
}

static void read_list(Build *b, cmark_node *node)
{
    outline_meet(b, UNIT_ITEM, first_line(b, node));
    cmark_node_set_user_data(node, (void *)(uintptr_t)b->doc->list_count++);
}

static void read_item(Build *b, cmark_node *node)
{
    cmark_node *own = own_text(b, node), *list = cmark_node_parent(node);
    Range lines = own_lines(b, node, own);
    Span line = reading_line(b->reading, lines.start);
    size_t offset = offset_of(b, node);
    Span marker = span_range(line, offset, offset + margin_marker(span_from(line, offset)));
    Unit *item = build_unit(b, UNIT_ITEM, lines);
    uint32_t index = (uint32_t)(b->units.len - 1);
    item->list = (uint32_t)user_data(list);
    item->is_loose = !cmark_node_get_list_tight(list);
    read_number(item, marker);
    item->text = take_task(item, item_text(b, lines, span_from(line, offset + marker.len), own));
    item->key_style = inline_key(item->text, &item->key, &item->value);
    b->contents.at[index] = margin_content(line, offset);
    b->item = index;
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
    bool is_own = b->item != NONE &&
                  cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM &&
                  own_text(b, cmark_node_parent(node)) == node;
    if (is_own)
        return false;
    build_reach(b, first_line(b, node));
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        read_list(b, node);
        return true;
    case CMARK_NODE_ITEM:
        read_item(b, node);
        return true;
    case CMARK_NODE_HEADING:
        if (b->item == NONE)
            read_heading(b, node);
        else
            read_inner_heading(b, node);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        read_code(b, node);
        return false;
    case CMARK_NODE_BLOCK_QUOTE:
        read_verbatim(b, UNIT_QUOTE, lines_of(b, node), offset_of(b, node));
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
    Range lines = lines_of(b, node);
    build_reach(b, lines.start);
    diag_add(&b->doc->diags, DIAG_TOO_DEEP, lines.start + 1, 1,
             "lists are nested deeper than %u levels up to line %u", MARGIN_DEPTH, lines.end);
    read_verbatim(b, UNIT_HTML, lines, offset_of(b, node));
}

void blocks_read(Build *b)
{
    Arena *scratch = arena_new();
    cmark_node *root = parse_commonmark(scratch, b->reading->text);
    for (cmark_node *top = cmark_node_first_child(root); top; top = cmark_node_next(top)) {
        if (cmark_node_get_type(top) == CMARK_NODE_LIST && is_too_deep(top))
            keep_whole(b, top);
        else
            read_top(b, top);
    }
    build_reach(b, b->reading->body.end);
    arena_free(scratch);
}
