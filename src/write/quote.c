#include "write/quote.h"

#include "write/body.h"
#include "write/interrupt.h"

/* Each level is read again, so that deeper ones are kept as they are. */
enum { QUOTE_DEPTH_MAX = 4, SIGN_INDENT_MAX = 3 };

/* Offset of the sign that starts a quoted line, or the line's length: a lazy continuation has none. */
static size_t sign_at(Span line)
{
    size_t at = 0;
    while (at < line.len && at < SIGN_INDENT_MAX && line.ptr[at] == ' ')
        at++;
    return at < line.len && line.ptr[at] == '>' ? at : line.len;
}

static bool is_lazy(Span line)
{
    return sign_at(line) == line.len;
}

/* A continuation without a sign that would be a block of its own once it has one. */
static bool would_interrupt(Span line)
{
    Span text = span_trim(line);
    size_t digits = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
        digits++;
    return is_lazy(line) && (interrupt_is(text) || digits);
}

/* A tab reaches to a column that depends on where the quote's sign stands. */
static bool has_tab_in_margin(Span line)
{
    size_t at = sign_at(line) + 1;
    while (at < line.len && line.ptr[at] == ' ')
        at++;
    return at < line.len && line.ptr[at] == '\t';
}

static void add_unquoted(Buf *inner, Span line)
{
    size_t at = sign_at(line);
    Span rest = at == line.len ? line : span_from(line, at + 1);
    bool is_spaced = at < line.len && span_starts(rest, SPAN(" "));
    buf_add(inner, is_spaced ? span_from(rest, 1) : rest);
}

/* What is inside the quote; false when it cannot be told from its lines alone. */
static bool unquote(Buf *inner, Span text)
{
    size_t end;
    for (size_t at = 0; at < text.len; at = end + 1) {
        end = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, end);
        if (has_tab_in_margin(line) || would_interrupt(line))
            return false;
        add_unquoted(inner, line);
        buf_add_byte(inner, '\n');
    }
    return true;
}

static void write_quoted(Page *page, Span inner)
{
    size_t end;
    for (size_t at = 0; at < inner.len; at = end + 1) {
        end = span_find_byte(inner, '\n', at);
        if (at)
            page_break(page);
        page_add(page, end > at ? SPAN("> ") : SPAN(">"));
        page_add(page, span_range(inner, at, end));
    }
}

/* Of a style, what is layout: a quote's own headings and tags are left alone. */
static Style layout_only(const Style *style)
{
    Style inner = *style;
    inner.markup.trim_colons = false;
    inner.markup.order_sections = false;
    inner.markup.canonical_titles = false;
    inner.markup.trim_numbers = false;
    inner.markup.trim_emoji = false;
    inner.markup.raise_labels = false;
    inner.markup.keys = KEYS_AS_WRITTEN;
    inner.markup.strict_levels = false;
    inner.markup.space_tags = false;
    inner.markup.widen_fences = false;
    return inner;
}

void quote_write(Page *page, Span text, const Style *style, uint32_t depth)
{
    Arena *arena = page->text.arena;
    Buf inner = buf_in(arena);
    if (depth >= QUOTE_DEPTH_MAX || !unquote(&inner, text)) {
        page_add(page, text);
        return;
    }
    DocOptions options = {.no_repair = true, .plain_markdown = true};
    const Doc *doc = doc_read(arena, SPAN("quote"), buf_span(&inner), options);
    Style inner_style = layout_only(style);
    if (doc->front.mode != FRONT_NONE) {
        page_add(page, text);
        return;
    }
    Draft draft = draft_of_doc(arena, doc, &inner_style);
    Page body = page_in(arena);
    body_write(&body, &draft, &inner_style, depth + 1, NULL);
    write_quoted(page, buf_span(&body.text));
    if (!body.text.len)
        page_add(page, SPAN(">"));
}
