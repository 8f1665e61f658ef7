#include "render/html.h"

#include "render/html_page.h"
#include "render/term.h"

static const struct {
    char sign;
    const char *entity;
} entities[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"},
};

static const char *entity_of(char c)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (entities[i].sign == c)
            return entities[i].entity;
    return NULL;
}

static void escape(Buf *out, Span text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        const char *entity = entity_of(text.ptr[at]);
        if (!entity)
            continue;
        buf_add(out, span_range(text, from, at));
        buf_add(out, span_of(entity));
        from = at + 1;
    }
    buf_add(out, span_from(text, from));
}

void html_add(Buf *out, Span text)
{
    Buf visible = buf_in(out->arena);
    term_add(&visible, text);
    escape(out, buf_span(&visible));
}

void html_add_lines(Buf *out, Span text)
{
    Buf visible = buf_in(out->arena);
    term_add_lines(&visible, text);
    escape(out, buf_span(&visible));
}

/* {{name}} in the page's template. */
static Span slot(Span name, Span title, Span body)
{
    const struct {
        Span name, text;
    } slots[] = {
        {SPAN("title"), title},
        {SPAN("body"), body},
        {SPAN("style"), html_page_style},
        {SPAN("script"), html_page_script},
        {SPAN("style-hash"), html_page_style_hash},
        {SPAN("script-hash"), html_page_script_hash},
    };
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (span_eq(slots[i].name, name))
            return slots[i].text;
    return SPAN("");
}

void html_page(Buf *out, Span title, Span body)
{
    Buf escaped = buf_in(out->arena);
    html_add(&escaped, title);
    Span page = html_page_template;
    for (size_t at = 0; at < page.len;) {
        size_t open = span_find(page, SPAN("{{"), at);
        buf_add(out, span_range(page, at, open));
        if (open == page.len)
            return;
        size_t close = span_find(page, SPAN("}}"), open);
        buf_add(out, slot(span_range(page, open + 2, close), buf_span(&escaped), body));
        at = close + 2;
    }
}
