#include "write/code.h"

enum { FENCE_MIN = 3, CODE_INDENT = 4 };

static size_t longest_run(Span text, char byte)
{
    size_t longest = 0;
    for (size_t at = span_find_byte(text, byte, 0); at < text.len;
         at = span_find_byte(text, byte, at)) {
        size_t start = at;
        while (at < text.len && text.ptr[at] == byte)
            at++;
        if (at - start > longest)
            longest = at - start;
    }
    return longest;
}

static Span without_blanks(Span line)
{
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return line;
}

static void add_lines(Page *page, Span text, const Style *style)
{
    size_t end;
    for (size_t at = 0; at < text.len; at = end + 1) {
        end = span_find_byte(text, '\n', at);
        Span line = span_range(text, at, end);
        if (at)
            page_break(page);
        page_add(page, style->markup.trim_code ? without_blanks(line) : line);
    }
}

static Span fence_for(Arena *arena, const Unit *unit)
{
    char sign = span_has(unit->info, '`') ? '~' : '`';
    size_t run = longest_run(unit->text, sign);
    Buf fence = buf_in(arena);
    buf_add_times(&fence, sign, run >= FENCE_MIN ? run + 1 : FENCE_MIN);
    return buf_span(&fence);
}

static void write_fenced(Page *page, const Unit *unit, const Style *style)
{
    Span fence = fence_for(page->text.arena, unit);
    page_add(page, fence);
    page_add(page, span_trim(unit->info));
    page_break(page);
    if (unit->text.len) {
        add_lines(page, unit->text, style);
        page_break(page);
    }
    page_add(page, fence);
}

/* The indentation of a first or last line without text would be lost. */
static bool keeps_its_lines(Span text)
{
    size_t first = span_find_byte(text, '\n', 0), last = text.len ? text.len - 1 : 0;
    while (last > 0 && text.ptr[last - 1] != '\n')
        last--;
    return !span_is_blank(span_range(text, 0, first)) && !span_is_blank(span_from(text, last));
}

void code_write(Page *page, const Unit *unit, const Style *style, bool may_indent)
{
    if (unit->is_fenced || !may_indent || !keeps_its_lines(unit->text)) {
        write_fenced(page, unit, style);
        return;
    }
    page->indent += CODE_INDENT;
    page->margin += CODE_INDENT;
    add_lines(page, unit->text, style);
    page->indent -= CODE_INDENT;
}
