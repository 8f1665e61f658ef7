#include "doc/front.h"

#include "base/buf.h"
#include "doc/margin.h"
#include "doc/recover.h"
#include "doc/yaml.h"

/* Where the front matter stands, in lines of the text. */
typedef struct Block {
    uint32_t open, close;
    uint32_t indent; /* of the opening line */
    bool is_found, is_unclosed, is_odd;
} Block;

static Span trimmed(const Lines *lines, uint32_t n)
{
    return span_trim(lines_line(lines, n));
}

static uint32_t indent_of(const Lines *lines, uint32_t n)
{
    uint32_t column;
    margin_indent(lines_line(lines, n), &column);
    return column;
}

/* The first line from `n` on that is neither blank nor part of an HTML comment. */
static uint32_t skip_comments(const Lines *lines, uint32_t n)
{
    while (n < lines->count) {
        Span line = trimmed(lines, n);
        if (line.len && !span_starts(line, SPAN("<!--")))
            break;
        while (line.len && !span_ends(trimmed(lines, n), SPAN("-->")) && n + 1 < lines->count)
            n++;
        n++;
    }
    return n;
}

static bool is_dashes(Span line)
{
    for (size_t at = 0; at < line.len; at++)
        if (line.ptr[at] != '-')
            return false;
    return line.len >= 3;
}

static bool is_closing(const Lines *lines, uint32_t n, uint32_t indent)
{
    Span line = trimmed(lines, n);
    return (is_dashes(line) || span_eq(line, SPAN("..."))) && indent_of(lines, n) <= indent;
}

/* The first line that says something; a key stands there if it is front matter. */
static bool starts_with_key(const Lines *lines, uint32_t n, uint32_t end)
{
    while (n < end && (!trimmed(lines, n).len || trimmed(lines, n).ptr[0] == '#'))
        n++;
    Span key;
    return n < end && yaml_key_end(lines_line(lines, n), &key) > 0;
}

static bool is_blank(const Lines *lines, uint32_t n, uint32_t end)
{
    while (n < end && !trimmed(lines, n).len)
        n++;
    return n == end;
}

/* Is line `n` a Markdown heading with text below it, where YAML would have a comment with a key below it? Then the
   front matter was never closed, and a rule further down must not close it. */
static bool is_heading_of_text(const Lines *lines, uint32_t n)
{
    Span line = lines_line(lines, n), key;
    size_t signs = 0;
    while (signs < line.len && line.ptr[signs] == '#')
        signs++;
    bool is_heading = signs > 0 && signs < line.len && line.ptr[signs] == ' ' && n > 0 &&
                      !trimmed(lines, n - 1).len;
    for (n++; is_heading && n < lines->count && !trimmed(lines, n).len; n++)
        ;
    if (!is_heading || n == lines->count)
        return false;
    Span next = lines_line(lines, n);
    return !strchr("#- ", next.ptr[0]) && !yaml_key_end(next, &key);
}

static uint32_t find_closing(const Lines *lines, uint32_t n, uint32_t indent)
{
    while (n < lines->count && !is_closing(lines, n, indent))
        n = is_heading_of_text(lines, n) ? lines->count : n + 1;
    return n;
}

static Block find_block(const Lines *lines, uint32_t from)
{
    Block block = {.open = skip_comments(lines, from)};
    if (block.open >= lines->count || !span_eq(trimmed(lines, block.open), SPAN("---")))
        return block;
    block.indent = indent_of(lines, block.open);
    block.close = find_closing(lines, block.open + 1, block.indent);
    bool has_key = starts_with_key(lines, block.open + 1, block.close);
    bool is_closed = block.close < lines->count;
    bool is_empty = from == block.open && is_blank(lines, block.open + 1, block.close);
    block.is_unclosed = has_key && !is_closed;
    block.is_found = is_closed && (has_key || is_empty);
    block.is_odd = block.is_found && (block.indent > 0 || trimmed(lines, block.close).len > 3);
    return block;
}

Range front_find(const Lines *lines, bool *is_unclosed)
{
    Block block = find_block(lines, 0);
    *is_unclosed = block.is_unclosed;
    return block.is_found ? (Range){block.open + 1, block.close} : (Range){0, 0};
}

static Range find_above(const Lines *lines, uint32_t open)
{
    Range above = {0, open};
    while (above.end > 0 && !trimmed(lines, above.end - 1).len)
        above.end--;
    while (above.start < above.end && !trimmed(lines, above.start).len)
        above.start++;
    return above;
}

/* No blank line is in it, so that it is no text between two rules. */
Range front_second(const Lines *lines, uint32_t from)
{
    while (from < lines->count && !trimmed(lines, from).len)
        from++;
    if (from == lines->count || !span_eq(trimmed(lines, from), SPAN("---")))
        return (Range){0, 0};
    uint32_t end = from + 1;
    while (end < lines->count && trimmed(lines, end).len && !is_closing(lines, end, 0))
        end++;
    bool is_block =
        end < lines->count && trimmed(lines, end).len && starts_with_key(lines, from + 1, end);
    return is_block ? (Range){from, end + 1} : (Range){0, 0};
}

/* ---- diagnostics ---- */

static void report_place(const Block *block, Diags *diags)
{
    if (block->open > 0)
        diag_add(diags, DIAG_FRONT_NOT_FIRST, block->open + 1, 1, "it starts on line %u",
                 block->open + 1);
    if (block->is_odd)
        diag_add(diags, DIAG_FRONT_INDENTED, block->open + 1, 1, "it runs up to line %u",
                 block->close + 1);
}

static void report_tabs(const Lines *lines, const Block *block, Diags *diags)
{
    for (uint32_t n = block->open + 1; n < block->close; n++) {
        Span line = lines_line(lines, n), text = span_trim_start(line);
        size_t tab = span_find_byte(line, '\t', 0);
        if (text.len && tab < line.len - text.len)
            diag_add(diags, DIAG_FRONT_TAB, n + 1, (uint32_t)tab + 1, "indented with a tab");
    }
}

/* Hashing would be more than a handful of keys is worth; beyond that many, nobody counts. */
enum { DUPLICATE_LIMIT = 500 };

static void report_duplicates(const Front *front, Diags *diags)
{
    for (size_t i = 1; i < front->fields.len && i < DUPLICATE_LIMIT; i++)
        for (size_t k = 0; k < i; k++)
            if (span_eq(front->fields.at[i].key, front->fields.at[k].key)) {
                diag_add(diags, DIAG_FRONT_DUPLICATE_KEY, front->fields.at[i].lines.start + 1, 1,
                         "'%.*s' stands on line %u already", SPAN_ARG(front->fields.at[i].key),
                         front->fields.at[k].lines.start + 1);
                break;
            }
}

static void report_newlines(const Lines *lines, const Front *front, Diags *diags)
{
    for (size_t i = 0; i < front->fields.len; i++) {
        const Field *field = &front->fields.at[i];
        bool is_literal = field->shape == FIELD_SCALAR &&
                          (field->quote == QUOTE_PLAIN || field->quote == QUOTE_SINGLE);
        size_t at = span_find(field->source, SPAN("\\n"), 0);
        if (!is_literal || at == field->source.len)
            continue;
        size_t offset = (size_t)(field->source.ptr - lines->text.ptr) + at;
        diag_add(diags, DIAG_FRONT_LITERAL_NEWLINE, lines_at(lines, offset) + 1,
                 lines_column(lines, offset), "'%.*s' holds \\n as two characters",
                 SPAN_ARG(field->key));
    }
}

/* ---- reading ---- */

/* The lines between the delimiters as a text of its own, which borrows. */
static Lines inner_lines(Arena *arena, const Lines *lines, const Block *block)
{
    uint32_t first = block->open + 1, count = block->close - first;
    uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    for (uint32_t n = 0; n <= count; n++)
        start[n] = lines->start[first + n] - lines->start[first];
    return (Lines){lines_range(lines, (Range){first, block->close}), start, count};
}

/* Field lines from those of the block to those of the file. Comments above the first field are its first lines. */
static void place_fields(Front *front, uint32_t first)
{
    for (size_t i = 0; i < front->fields.len; i++) {
        front->fields.at[i].lines.start += i ? first : 0;
        front->fields.at[i].lines.end += first;
    }
    if (front->fields.len)
        front->fields.at[0].lines.start = first;
}

static void take_comments(Arena *arena, const Lines *inner, Front *front)
{
    uint32_t first = front->fields.len ? front->fields.at[0].lines.start : inner->count;
    for (uint32_t n = 0; n < first; n++)
        if (trimmed(inner, n).len)
            vec_add(arena, &front->comments, trimmed(inner, n));
}

static void read_fields(Arena *arena, const Lines *inner, uint32_t first, Front *front,
                        Diags *diags)
{
    Yaml yaml;
    front->mode = FRONT_STRICT;
    if (!yaml_read(arena, inner, &yaml)) {
        Span problem = yaml.problem;
        uint32_t line = first + yaml.problem_line + 1;
        front->mode = recover_fields(arena, inner, &yaml);
        bool is_retried = front->mode == FRONT_RETRIED;
        diag_add(diags, is_retried ? DIAG_FRONT_RETRIED : DIAG_FRONT_LINES, line, 1,
                 "%.*s; read %s", SPAN_ARG(problem),
                 is_retried ? "with its values quoted" : "line by line");
    } else {
        yaml_settle(arena, inner, &yaml);
    }
    front->fields = yaml.fields;
    front->has_aliases = yaml.has_aliases;
    if (yaml.has_aliases)
        diag_add(diags, DIAG_FRONT_ALIAS, first + yaml.alias_line + 1, 1,
                 "an anchor or an alias is used");
}

Front front_read(Arena *arena, const Source *source, Diags *diags)
{
    const Lines *lines = &source->text;
    Front front = {0};
    Block block = find_block(lines, 0);
    if (block.is_unclosed)
        diag_add(diags, DIAG_FRONT_UNCLOSED, block.open + 1, 1, "no line closes it");
    if (!block.is_found)
        return front;
    uint32_t first = block.open + 1;
    Lines inner = inner_lines(arena, lines, &block);
    front.lines = (Range){0, block.close + 1};
    report_place(&block, diags);
    report_tabs(lines, &block, diags);
    front.above = find_above(lines, block.open);
    front.second = front_second(lines, block.close + 1);
    if (front.second.end)
        diag_add(diags, DIAG_FRONT_SECOND, front.second.start + 1, 1, "it runs up to line %u",
                 front.second.end);
    read_fields(arena, &inner, first, &front, diags);
    take_comments(arena, &inner, &front);
    place_fields(&front, first);
    report_duplicates(&front, diags);
    report_newlines(lines, &front, diags);
    return front;
}

uint32_t front_key_line(const Lines *lines, const Field *field)
{
    for (uint32_t n = field->lines.start; n < field->lines.end; n++) {
        Span key;
        if (yaml_key_end(span_trim(lines_line(lines, n)), &key) && span_eq(key, field->key))
            return n;
    }
    return field->lines.start;
}

void front_split_commas(Arena *arena, Span value, SpanVec *items)
{
    size_t from = 0, depth = 0;
    for (size_t at = 0; at <= value.len; at++) {
        char byte = at < value.len ? value.ptr[at] : ',';
        depth += byte == '(';
        depth -= byte == ')' && depth > 0;
        if (at < value.len && (byte != ',' || depth > 0))
            continue;
        Span item = span_trim(span_range(value, from, at));
        if (item.len)
            vec_add(arena, items, item);
        from = at + 1;
    }
}

SpanVec front_entries(Arena *arena, const Field *field)
{
    SpanVec entries = {0};
    if (field->shape == FIELD_LIST)
        return field->items;
    if (field->shape == FIELD_SCALAR)
        front_split_commas(arena, field->value, &entries);
    return entries;
}
