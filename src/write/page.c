#include "write/page.h"

void page_break(Page *page)
{
    buf_add_byte(&page->text, '\n');
    page->line++;
    page->margin = page->indent;
}

static void add_piece(Page *page, Span piece)
{
    if (!piece.len)
        return;
    if (page->margin)
        buf_add_times(&page->text, ' ', page->margin);
    buf_add(&page->text, piece);
    page->margin = 0;
}

void page_add(Page *page, Span text)
{
    for (;;) {
        size_t end = span_find_byte(text, '\n', 0);
        add_piece(page, span_range(text, 0, end));
        if (end == text.len)
            return;
        page_break(page);
        text = span_from(text, end + 1);
    }
}

void page_mark(Page *page, Span marker)
{
    Span sign = span_trim_end(marker);
    add_piece(page, sign);
    page->margin = (uint32_t)(marker.len - sign.len);
}
