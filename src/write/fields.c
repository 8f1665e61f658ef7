#include "write/fields.h"

#include "write/scalar.h"

/* Prettier breaks a flow list that does not fit its line. */
enum { FLOW_WIDTH = 80, BLOCK_INDENT = 2 };

static bool holds(Span text, char byte)
{
    return span_find_byte(text, byte, 0) < text.len;
}

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
    if (holds(field->value, '\n') && scalar_is_literal(field->value))
        scalar_literal(out, field->value, BLOCK_INDENT);
    else
        add_text(out, field->value, was_plain, SCALAR_BLOCK);
}

/* ---- lists ---- */

/* Items come without their quotes. One that would turn into a number keeps them if the file shows them. */
static bool was_plain(const Field *field, Span item)
{
    if (!scalar_is_typed(item))
        return true;
    for (size_t at = span_find(field->source, item, 0); item.len && at < field->source.len;
         at = span_find(field->source, item, at + 1)) {
        char before = at ? field->source.ptr[at - 1] : ' ';
        if (before != '"' && before != '\'')
            return true;
    }
    return !field->source.len && item.len;
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
        if (!is_flow_safe(field, field->items.at[i]) || holds(field->items.at[i], '\n'))
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
        if (holds(field->items.at[i], '\n') && scalar_is_literal(field->items.at[i]))
            scalar_literal(out, field->items.at[i], 2 * BLOCK_INDENT);
        else
            add_item(out, field, field->items.at[i], SCALAR_BLOCK);
    }
}

/* ---- fields ---- */

/* The value as it stands, lines of its own below the key. */
static void write_opaque(Buf *out, const Field *field)
{
    buf_add(out, span_trim_end(field->source));
}

static void add_key(Buf *out, Span key)
{
    bool is_plain = scalar_is_plain(key, SCALAR_FLOW) && !scalar_is_typed(key);
    add_text(out, key, is_plain, SCALAR_FLOW);
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

static void write_comments(Page *page, const SpanVec *comments)
{
    for (size_t i = 0; i < comments->len; i++) {
        page_break(page);
        page_add(page, comments->at[i]);
    }
}

void fields_write(Page *page, const Draft *draft, Range *field_lines)
{
    page_add(page, SPAN("---"));
    write_comments(page, &draft->front_comments);
    for (size_t i = 0; i < draft->fields.len; i++) {
        const Field *field = &draft->fields.at[i];
        Buf text = buf_in(page->text.arena);
        add_field(&text, field);
        page_break(page);
        field_lines[i].start = page->line;
        page_add(page, buf_span(&text));
        if (field->shape != FIELD_OPAQUE)
            write_comments(page, &field->comments);
        field_lines[i].end = page->line + 1;
    }
    page_break(page);
    page_add(page, SPAN("---"));
}
