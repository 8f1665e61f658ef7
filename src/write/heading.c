#include "write/heading.h"

#include "write/inlines.h"

enum { LEVEL_MAX = 6, UNDERLINED_MAX = 2 };

/* ---- colons ---- */

static size_t without_signs(Span text)
{
    size_t len = text.len;
    while (len && (text.ptr[len - 1] == '*' || text.ptr[len - 1] == '_'))
        len--;
    return len;
}

static size_t colon_at_end(Span text)
{
    if (span_ends(text, SPAN("\xEF\xBC\x9A")))
        return 3;
    return span_ends(text, SPAN(":")) ? 1 : 0;
}

/* What may stand before a colon that is only punctuation. */
static bool is_text_end(Span text)
{
    uint8_t last = text.len ? (uint8_t)text.ptr[text.len - 1] : '\0';
    bool is_alnum = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z') ||
                    (last >= '0' && last <= '9');
    return is_alnum || last >= 0x80 || (last && strchr(")]}\"'`?!.%+#", last));
}

/* Without the colons at its end that are prose, those before closing emphasis too. */
static Span trim_colon(Arena *arena, Span text)
{
    size_t signs = without_signs(text), len = signs, colon;
    while ((colon = colon_at_end(span_range(text, 0, len))) > 0)
        len = span_trim_end(span_range(text, 0, len - colon)).len;
    if (len == signs || !is_text_end(span_range(text, 0, len)))
        return text;
    if (signs == text.len)
        return span_range(text, 0, len);
    return arena_format(arena, "%.*s%.*s", (int)len, text.ptr, (int)(text.len - signs),
                        text.ptr + signs);
}

/* ---- headings ---- */

static size_t closing_signs(Span text)
{
    size_t len = text.len;
    while (len && text.ptr[len - 1] == '#')
        len--;
    bool is_closing =
        len < text.len && (!len || text.ptr[len - 1] == ' ' || text.ptr[len - 1] == '\t');
    return is_closing ? text.len - len : 0;
}

/* Signs at the end of the text would be taken for the heading's own. */
static void add_guarded(Page *page, Span text)
{
    size_t signs = closing_signs(text);
    page_add(page, span_range(text, 0, text.len - signs));
    if (!signs)
        return;
    page_add(page, SPAN("\\"));
    page_add(page, span_from(text, text.len - signs));
}

static void write_underlined(Page *page, Span text, uint8_t level)
{
    page_add(page, text);
    page_break(page);
    page_add(page, level == 1 ? SPAN("===") : SPAN("---"));
}

static void write_signed(Page *page, Span text, uint8_t level)
{
    static const Span signs[] = {SPAN("# "),    SPAN("## "),    SPAN("### "),
                                 SPAN("#### "), SPAN("##### "), SPAN("###### ")};
    page_mark(page, signs[level - 1]);
    add_guarded(page, text);
}

static Span on_one_line(Arena *arena, Span text)
{
    Buf line = buf_in(arena);
    for (size_t at = 0; at < text.len; at++)
        buf_add_byte(&line, text.ptr[at] == '\n' ? ' ' : text.ptr[at]);
    return buf_span(&line);
}

static void write_heading(Page *page, const Unit *unit, const Style *style)
{
    Arena *arena = page->text.arena;
    uint8_t level = unit->level < 1 ? 1 : unit->level > LEVEL_MAX ? LEVEL_MAX : unit->level;
    Span text = style->markup.trim_colons ? trim_colon(arena, unit->text) : unit->text;
    text = inlines_write(arena, text, style->markup.single_spaces);
    bool is_long = span_has(text, '\n');
    if (is_long && level <= UNDERLINED_MAX)
        write_underlined(page, text, level);
    else
        write_signed(page, is_long ? on_one_line(arena, text) : text, level);
}

/* ---- labels and tags ---- */

/* The line as it was written, while it is still the title's. */
static Span label_source(Arena *arena, const Unit *unit)
{
    if (span_find(unit->info, unit->text, 0) < unit->info.len)
        return unit->info;
    const char *format = unit->title == SECTION_LABEL ? "**%.*s:**" : "%.*s:";
    return arena_format(arena, format, SPAN_ARG(unit->text));
}

static void write_label(Page *page, const Unit *unit, const Style *style)
{
    Arena *arena = page->text.arena;
    page_add(page, inlines_write(arena, label_source(arena, unit), style->markup.single_spaces));
}

void heading_write(Page *page, const Unit *unit, const Style *style)
{
    if (unit->title == SECTION_TAG)
        page_add(page, unit->info);
    else if (unit->title == SECTION_HEADING)
        write_heading(page, unit, style);
    else
        write_label(page, unit, style);
}

bool heading_is_inner(const Unit *unit)
{
    size_t signs = 0;
    while (signs < unit->text.len && unit->text.ptr[signs] == '#')
        signs++;
    return signs >= 1 && signs <= LEVEL_MAX &&
           (signs == unit->text.len || unit->text.ptr[signs] == ' ' ||
            unit->text.ptr[signs] == '\t');
}
