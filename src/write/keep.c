#include "write/keep.h"

#include "base/buf.h"
#include "write/interrupt.h"

static Span last_line(const Doc *doc, const Unit *unit)
{
    return unit->lines.end > unit->lines.start ? lines_line(&doc->source.text, unit->lines.end - 1)
                                               : SPAN("");
}

/* Two spaces at the end of a unit are a hard break if its paragraph goes on in the next one. */
static void keep_hard_break(Arena *arena, Unit *unit, const Unit *next, const Doc *doc)
{
    Span *text = unit->kind == UNIT_HEADING ? &unit->info : &unit->text;
    if (next->is_joined && span_ends(last_line(doc, unit), SPAN("  ")) &&
        !span_ends(*text, SPAN("  ")))
        *text = arena_format(arena, "%.*s  ", SPAN_ARG(*text));
}

static bool is_tag_line(Span line)
{
    Span text = span_trim(line);
    size_t indent = line.len - span_trim_start(line).len;
    return indent >= INTERRUPT_INDENT && span_starts(text, SPAN("<")) &&
           span_find_byte(text, '>', 0) + 1 == text.len;
}

/* A tag inside a paragraph opens no section while it is indented as code would be; it keeps that. */
static void keep_tags(Arena *arena, Unit *unit, const Doc *doc)
{
    if (unit->parent != NONE || span_find(unit->text, SPAN("\n<"), 0) == unit->text.len)
        return;
    Buf text = buf_in(arena);
    uint32_t n = unit->lines.start;
    for (size_t at = 0, end; at < unit->text.len; at = end + 1, n++) {
        end = span_find_byte(unit->text, '\n', at);
        if (at && is_tag_line(lines_line(&doc->source.text, n)))
            buf_add_times(&text, ' ', INTERRUPT_INDENT);
        buf_add(&text, span_range(unit->text, at, end));
        if (end < unit->text.len)
            buf_add_byte(&text, '\n');
    }
    unit->text = buf_span(&text);
}

void keep_markup(Arena *arena, Unit *units, uint32_t count, const Doc *doc)
{
    static const Unit none = {0};
    for (uint32_t u = 0; u < count; u++) {
        Unit *unit = &units[u];
        const Unit *next = u + 1 < count ? unit + 1 : &none;
        if (unit->kind == UNIT_PARAGRAPH)
            keep_tags(arena, unit, doc);
        if (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_HEADING)
            keep_hard_break(arena, unit, next, doc);
    }
}
