#include "dialect/inner.h"

#include "write/fields.h"
#include "write/scalar.h"

/* ---- for readers of YAML that take one line a value ---- */

static void put_on_one_line(Conversion *c, Field *field)
{
    Buf source = buf_in(c->arena);
    if (field->shape != FIELD_SCALAR ||
        (field->quote != QUOTE_FOLDED && span_find_byte(field->value, '\n', 0) == field->value.len))
        return;
    buf_add_byte(&source, ' ');
    scalar_quote(&source, field->value);
    field->shape = FIELD_OPAQUE;
    field->source = buf_span(&source);
    if (field->comments.len)
        remark(c, DIAG_CONVERT_COMMENT, NULL, (Span){0}, "the comments of '%.*s' were left out",
               SPAN_ARG(field->key));
}

/* ---- the front matter ---- */

/* Lines may end in CRLF where a value stands as it stood. */
static Span with_endings(Arena *arena, Span text, bool is_crlf)
{
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at], next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
        if (byte == '\r' && next == '\n')
            continue;
        if (byte == '\n' && is_crlf)
            buf_add_byte(&out, '\r');
        buf_add_byte(&out, byte);
    }
    return buf_span(&out);
}

static Span front_of(Arena *arena, const FieldVec *fields, const SpanVec *comments, Range *lines)
{
    Page page = page_in(arena);
    Draft draft = {.fields = *fields, .front_comments = *comments};
    fields_write(&page, &draft, lines);
    page_break(&page);
    return buf_span(&page.text);
}

/* ---- rulesync ---- */

static bool is_common(const Field *field)
{
    return span_eq(field->key, SPAN("name")) || span_eq(field->key, SPAN("description"));
}

/* The fields for one harness as a map below its name. */
static Field block_of(Arena *arena, const char *name, const FieldVec *fields, Range *lines)
{
    Buf source = buf_in(arena);
    Span delimiter = SPAN("---\n"), inner = front_of(arena, fields, &(SpanVec){0}, lines);
    inner = span_range(inner, delimiter.len, inner.len - delimiter.len);
    for (size_t at = 0, end; at < inner.len; at = end + 1) {
        end = span_find_byte(inner, '\n', at);
        buf_add(&source, end > at ? SPAN("\n  ") : SPAN("\n"));
        buf_add(&source, span_range(inner, at, end));
    }
    return (Field){.key = span_of(name), .shape = FIELD_OPAQUE, .source = buf_span(&source)};
}

/* The block stands last; its first field is on line 1 of what it was made of, and right below its key now. */
static void place_block(Conversion *c, const FieldVec *inner, const Range *lines)
{
    Range block = c->places.at[c->places.len - 1].lines;
    c->places.at[c->places.len - 1].lines.end = block.start + 1;
    places_add(c, inner, lines, block.start);
}

static void gather_block(Conversion *c, FieldVec *inner_fields, Range **lines)
{
    FieldVec outer = {0}, inner = {0};
    for (size_t i = 0; i < c->out.len; i++)
        vec_add(c->arena, is_common(&c->out.at[i]) ? &outer : &inner, c->out.at[i]);
    *lines = ARENA_ARRAY(c->arena, Range, inner.len);
    if (inner.len)
        vec_add(c->arena, &outer, block_of(c->arena, c->speech->block, &inner, *lines));
    *inner_fields = inner;
    c->out = outer;
}

/* ---- whole files ---- */

static void write_markdown(Conversion *c)
{
    Buf out = buf_in(c->arena);
    FieldVec inner = {0};
    Range *inner_lines = NULL;
    if (c->to == &harnesses[HARNESS_RULESYNC_AGENT] && c->speech != c->to)
        gather_block(c, &inner, &inner_lines);
    for (size_t i = 0; i < c->out.len && c->to->has_single_lines; i++)
        put_on_one_line(c, &c->out.at[i]);
    Range *lines = ARENA_ARRAY(c->arena, Range, c->out.len);
    Span front = front_of(c->arena, &c->out, &c->agent.comments, lines);
    places_add(c, &c->out, lines, 0);
    if (inner.len)
        place_block(c, &inner, inner_lines);
    c->comments = (Range){1, 1 + (uint32_t)c->agent.comments.len};
    bool is_crlf = c->doc->source.is_crlf && c->from->form == FORM_MARKDOWN;
    buf_add(&out, with_endings(c->arena, front, is_crlf));
    buf_add(&out, c->agent.gap);
    buf_add(&out, c->agent.body);
    c->bytes = buf_span(&out);
}

static Span value_of(const Conversion *c, Span key)
{
    const Field *field = field_find(&c->out, key);
    return field ? field->value : (Span){0};
}

static void write_fragment(Conversion *c)
{
    Buf out = buf_in(c->arena);
    fragment_write(&out, value_of(c, SPAN("name")), value_of(c, SPAN("description")),
                   c->agent.body);
    c->bytes = buf_span(&out);
    uint32_t body = line_count(c->bytes) - line_count(c->agent.body);
    place_add(c, SPAN("name"), (Range){0, 1});
    place_add(c, SPAN("description"), (Range){body > 1 ? 1 : body, body});
}

static void write_key(Conversion *c, Buf *out, Span key, Span value)
{
    uint32_t before = line_count(buf_span(out));
    toml_write(out, key, value);
    place_add(c, key, (Range){before, line_count(buf_span(out))});
}

static void write_toml(Conversion *c)
{
    Buf out = buf_in(c->arena);
    for (size_t i = 0; i < c->out.len; i++)
        write_key(c, &out, c->out.at[i].key, c->out.at[i].value);
    bool is_mended = false;
    c->agent.body = text_mended(c->arena, c->agent.body, &is_mended);
    if (is_mended)
        remark(c, DIAG_CONVERT_TEXT, NULL, (Span){0}, "the body holds bytes that are not UTF-8");
    write_key(c, &out, SPAN("developer_instructions"), c->agent.body);
    c->bytes = buf_span(&out);
}

static void tell_comments(Conversion *c)
{
    for (size_t i = 0; i < c->agent.comments.len; i++)
        remark(c, DIAG_CONVERT_COMMENT, NULL, (Span){0}, "left out: %.*s",
               SPAN_ARG(remark_shown(c->arena, c->agent.comments.at[i])));
}

void page_write_agent(Conversion *c)
{
    if (c->to->form != FORM_MARKDOWN)
        tell_comments(c);
    if (c->to->form == FORM_TOML)
        write_toml(c);
    else if (c->to->form == FORM_FRAGMENT)
        write_fragment(c);
    else
        write_markdown(c);
    bool is_quoted = c->to->form == FORM_TOML && c->agent.body.len;
    c->body_line = line_count(c->bytes) - line_count(c->agent.body) - is_quoted;
    c->body_from = line_count(c->doc->source.text.text) - line_count(c->agent.body);
}
