#include "write/fields.h"

#include "write/scalar.h"

/* Prettier breaks a flow list that does not fit its line. */
enum { FLOW_WIDTH = 80, BLOCK_INDENT = 2 };

static void add_text(Buf *out, Span value, bool was_plain, ScalarPlace place)
{
    if (was_plain && scalar_is_plain(value, place))
        buf_add(out, value);
    else
        scalar_quote(out, value);
}

/* ---- block scalars ---- */

/* The lines of a block scalar's source after its header, moved to the left as far as they go together. */
static Span dedent(Arena *arena, Span lines)
{
    size_t indent = SIZE_MAX, end;
    for (size_t at = 0; at < lines.len; at = end + 1) {
        end = span_find_byte(lines, '\n', at);
        Span line = span_range(lines, at, end);
        size_t blanks = line.len - span_trim_start(line).len;
        if (blanks < line.len && blanks < indent)
            indent = blanks;
    }
    Buf text = buf_in(arena);
    for (size_t at = 0; at < lines.len; at = end + 1) {
        end = span_find_byte(lines, '\n', at);
        Span line = span_range(lines, at, end);
        if (!span_is_blank(line)) {
            buf_add_times(&text, ' ', BLOCK_INDENT);
            buf_add(&text, span_from(line, indent));
        }
        buf_add_byte(&text, '\n');
    }
    return span_trim_end(buf_span(&text));
}

/* A folded text keeps the line breaks it has in the file, if it then says what it said. */
static bool write_folded(Buf *out, const Field *field)
{
    Span source = span_trim(field->source);
    size_t header = span_find_byte(source, '\n', 0);
    if (!span_starts(source, SPAN(">")) || header == source.len || field->comments.len)
        return false;
    Buf block = buf_in(out->arena);
    buf_add(&block, span_ends(field->value, SPAN("\n")) ? SPAN(">\n") : SPAN(">-\n"));
    buf_add(&block, dedent(out->arena, span_from(source, header + 1)));
    Buf yaml = buf_in(out->arena);
    buf_format(&yaml, "key: %.*s\n", SPAN_ARG(buf_span(&block)));
    FieldVec fields = {0};
    if (!front_parse_strict(out->arena, buf_span(&yaml), &fields) || fields.len != 1 ||
        !span_eq(fields.at[0].value, field->value))
        return false;
    buf_add(out, buf_span(&block));
    return true;
}

static void write_scalar(Buf *out, const Field *field)
{
    if (field->quote == QUOTE_FOLDED && write_folded(out, field))
        return;
    bool was_plain = field->quote == QUOTE_PLAIN;
    if (span_has(field->value, '\n') && scalar_is_literal(field->value))
        scalar_literal(out, field->value, BLOCK_INDENT);
    else
        add_text(out, field->value, was_plain, SCALAR_BLOCK);
}

/* ---- lists ---- */

/* Items come without their quotes; the source shows whether they had any. */
static bool was_plain(const Field *field, Span item)
{
    Span source = field->source;
    for (size_t at = span_find(source, item, 0); item.len && at < source.len;
         at = span_find(source, item, at + 1)) {
        char before = at ? source.ptr[at - 1] : ' ',
             end = at + item.len < source.len ? source.ptr[at + item.len] : ' ';
        if ((before == '"' || before == '\'') && end == before)
            return false;
    }
    return item.len > 0;
}

static void add_item(Buf *out, const Field *field, Span item, ScalarPlace place)
{
    add_text(out, item, was_plain(field, item), place);
}

/* In a flow list fewer texts are plain; one that quotes would turn from a number into a text cannot stand there. */
static bool is_flow_safe(const Field *field, Span item)
{
    bool is_plain = scalar_is_plain(item, SCALAR_FLOW);
    return is_plain || !was_plain(field, item) || !scalar_is_typed(item);
}

static bool write_flow(Buf *out, const Field *field)
{
    Buf list = buf_in(out->arena);
    buf_add_byte(&list, '[');
    for (size_t i = 0; i < field->items.len; i++) {
        if (!is_flow_safe(field, field->items.at[i]) || span_has(field->items.at[i], '\n'))
            return false;
        buf_add(&list, i ? SPAN(", ") : SPAN(""));
        add_item(&list, field, field->items.at[i], SCALAR_FLOW);
        if (list.len > FLOW_WIDTH)
            return false;
    }
    buf_add_byte(&list, ']');
    if (field->key.len + SPAN(": ").len + list.len > FLOW_WIDTH)
        return false;
    buf_add(out, buf_span(&list));
    return true;
}

static void write_list(Buf *out, const Field *field)
{
    buf_add_byte(out, ' ');
    if ((field->is_flow || !field->items.len) && write_flow(out, field))
        return;
    buf_cut(out, out->len - 1);
    for (size_t i = 0; i < field->items.len; i++) {
        buf_add_byte(out, '\n');
        buf_add_times(out, ' ', BLOCK_INDENT);
        buf_add(out, SPAN("- "));
        if (span_has(field->items.at[i], '\n') && scalar_is_literal(field->items.at[i]))
            scalar_literal(out, field->items.at[i], 2 * BLOCK_INDENT);
        else
            add_item(out, field, field->items.at[i], SCALAR_BLOCK);
    }
}

/* ---- fields ---- */

/* The value as it stands, most often on lines of its own below the key. */
static void write_opaque(Buf *out, const Field *field)
{
    Span source = span_trim_end(field->source);
    size_t end = span_find_byte(source, '\n', 0);
    buf_add(out, span_trim_end(span_range(source, 0, end)));
    buf_add(out, span_from(source, end));
}

static void add_key(Buf *out, Span key)
{
    add_text(out, key, true, SCALAR_BLOCK);
    buf_add_byte(out, ':');
}

static void add_field(Buf *out, const Field *field)
{
    add_key(out, field->key);
    switch (field->shape) {
    case FIELD_NULL:
        break;
    case FIELD_SCALAR:
        buf_add_byte(out, ' ');
        write_scalar(out, field);
        break;
    case FIELD_LIST:
        write_list(out, field);
        break;
    case FIELD_OPAQUE:
        write_opaque(out, field);
        break;
    }
}

static void write_comments(Page *page, const SpanVec *comments, size_t from)
{
    for (size_t i = from; i < comments->len; i++) {
        page_break(page);
        page_add(page, comments->at[i]);
    }
}

/* Does the first comment stand behind the value, and is there one line to put it behind again? */
static bool has_tail(const Field *field, Span written)
{
    Span line = span_range(field->source, 0, span_find_byte(field->source, '\n', 0));
    return field->comments.len && span_find_byte(written, '\n', 0) == written.len &&
           span_ends(span_trim_end(line), field->comments.at[0]);
}

static void write_field(Page *page, const Field *field)
{
    Buf text = buf_in(page->text.arena);
    add_field(&text, field);
    page_add(page, buf_span(&text));
    if (field->shape == FIELD_OPAQUE)
        return;
    bool is_tailed = has_tail(field, buf_span(&text));
    if (is_tailed) {
        page_add(page, SPAN(" "));
        page_add(page, field->comments.at[0]);
    }
    write_comments(page, &field->comments, is_tailed);
}

void fields_write(Page *page, const Draft *draft, Range *field_lines)
{
    page_add(page, SPAN("---"));
    write_comments(page, &draft->front_comments, 0);
    for (size_t i = 0; i < draft->fields.len; i++) {
        page_break(page);
        field_lines[i].start = page->line;
        write_field(page, &draft->fields.at[i]);
        field_lines[i].end = page->line + 1;
    }
    page_break(page);
    page_add(page, SPAN("---"));
}
