#include "dialect/inner.h"

/* # name

   The description: one line, or a quote where it has several or would be read as something else than a paragraph. */

/* ---- writing ---- */

static bool is_paragraph(Span text)
{
    if (!text.len || span_find_byte(text, '\n', 0) < text.len || span_trim(text).len != text.len)
        return false;
    return !strchr("#>-*+=_~`|<:&[!\\0123456789", text.ptr[0]) && text.ptr[0] != '\r';
}

static void add_quote(Buf *out, Span text)
{
    size_t at = 0, end;
    do {
        end = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, end);
        buf_add(out, line.len ? SPAN("> ") : SPAN(">"));
        buf_add(out, line);
        buf_add_byte(out, '\n');
        at = end + 1;
    } while (end < text.len);
}

static void add_description(Buf *out, Span description)
{
    if (is_paragraph(description)) {
        buf_add(out, description);
        buf_add_byte(out, '\n');
    } else {
        add_quote(out, description);
    }
    buf_add_byte(out, '\n');
}

/* An empty quote keeps the first paragraph of the body from being read as the description. */
static bool is_taken_for_description(Arena *arena, Span body)
{
    FieldVec fields = {0};
    Span rest;
    Buf text = buf_in(arena);
    buf_add(&text, SPAN("# x\n\n"));
    buf_add(&text, body);
    fragment_read(arena, buf_span(&text), &fields, &rest);
    return fields.len > 1 || !span_eq(rest, body);
}

void fragment_write(Buf *out, Span name, Span description, Span body)
{
    buf_format(out, "# %.*s\n\n", SPAN_ARG(name));
    if (description.len)
        add_description(out, description);
    else if (is_taken_for_description(out->arena, body))
        buf_add(out, SPAN(">\n\n"));
    buf_add(out, body);
}

/* ---- reading ---- */

typedef struct Reader {
    Arena *arena;
    Lines lines;
    uint32_t at;
} Reader;

static Span line_at(const Reader *r)
{
    return r->at < r->lines.count ? lines_line(&r->lines, r->at) : (Span){0};
}

static void skip_empty(Reader *r)
{
    while (r->at < r->lines.count && span_is_blank(line_at(r)))
        r->at++;
}

static Field field_of(const char *key, Span value, Range lines)
{
    Field field = field_string(key, value);
    field.source = value;
    field.lines = lines;
    return field;
}

static Span read_quote(Reader *r)
{
    Buf text = buf_in(r->arena);
    for (bool is_first = true; span_starts(line_at(r), SPAN(">")); is_first = false, r->at++) {
        Span line = span_from(line_at(r), 1);
        if (!is_first)
            buf_add_byte(&text, '\n');
        buf_add(&text, span_from(line, span_starts(line, SPAN(" "))));
    }
    return buf_span(&text);
}

/* The description, or nothing: a paragraph of several lines is the body's. */
static Span read_description(Reader *r)
{
    uint32_t start = r->at;
    bool is_quote = span_starts(line_at(r), SPAN(">"));
    if (!is_quote && !is_paragraph(line_at(r)))
        return (Span){0};
    Span text = is_quote ? read_quote(r) : line_at(r);
    r->at += !is_quote;
    if (r->at < r->lines.count && !span_is_blank(line_at(r))) {
        r->at = start;
        return (Span){0};
    }
    r->at += r->at < r->lines.count;
    return text;
}

void fragment_read(Arena *arena, Span text, FieldVec *fields, Span *body)
{
    Reader r = {.arena = arena, .lines = lines_index(arena, text)};
    *body = text;
    skip_empty(&r);
    if (!span_starts(line_at(&r), SPAN("# ")))
        return;
    Span name = span_trim(span_from(line_at(&r), 2));
    if (name.len)
        vec_add(arena, fields, field_of("name", name, (Range){r.at, r.at + 1}));
    r.at++;
    r.at += r.at < r.lines.count && span_is_blank(line_at(&r));
    Range lines = {r.at, r.at + 1};
    Span description = read_description(&r);
    if (description.len)
        vec_add(arena, fields, field_of("description", description, lines));
    *body = lines_range(&r.lines, (Range){r.at, r.lines.count});
}
