#include "doc/build.h"

#include "base/buf.h"
#include "doc/margin.h"
#include "text/words.h"

static bool says_something(const Build *b, uint32_t n)
{
    return !reading_tag(b->reading, n) && words_any(lines_line(b->reading->lines, n));
}

void build_reach(Build *b, uint32_t line)
{
    while (b->reached < line) {
        uint32_t n = b->reached++;
        if (!says_something(b, n))
            continue;
        while (b->reached < line && says_something(b, b->reached))
            b->reached++;
        Range lines = {n, b->reached};
        outline_meet(b, UNIT_PARAGRAPH, n);
        build_unit(b, UNIT_PARAGRAPH, lines)->text = build_text(b, lines, 0);
    }
}

Unit *build_unit(Build *b, UnitKind kind, Range lines)
{
    uint32_t index = (uint32_t)b->units.len;
    Unit *unit = vec_push(b->scratch, &b->units);
    *unit = (Unit){.kind = kind,
                   .lines = lines,
                   .parent = b->item,
                   .end = index + 1,
                   .section = b->open.at[b->open.len - 1],
                   .list = NONE,
                   .table = NONE};
    vec_add(b->scratch, &b->contents, 0);
    if (lines.end > b->reached)
        b->reached = lines.end;
    return unit;
}

uint32_t build_content(const Build *b)
{
    return b->item == NONE ? 0 : b->contents.at[b->item];
}

static Span without_break(Span line, bool is_last)
{
    Span text = span_trim_end(line);
    if (!is_last && span_ends(line, SPAN("  ")))
        text.len += 2;
    return text;
}

Span build_text(Build *b, Range lines, size_t offset)
{
    Span first = span_trim_start(span_from(reading_line(b->reading, lines.start), offset));
    if (lines.start + 1 >= lines.end)
        return span_trim_end(first);
    Buf text = buf_in(b->arena);
    buf_add(&text, without_break(first, false));
    for (uint32_t n = lines.start + 1; n < lines.end; n++) {
        Span line = span_trim_start(reading_line(b->reading, n));
        buf_add_byte(&text, '\n');
        buf_add(&text, without_break(line, n + 1 == lines.end));
    }
    return buf_span(&text);
}

/* Adds `line` from byte `from` on without the white space before `column`. A tab that reaches over the column leaves the
   spaces that stick out. */
static void add_dedented(Buf *text, Span line, size_t from, uint32_t column)
{
    size_t at = from;
    uint32_t reached = margin_column(line, from), next = reached;
    for (; at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'); at++) {
        next = line.ptr[at] == '\t' ? reached / 4 * 4 + 4 : reached + 1;
        if (next > column)
            break;
        reached = next;
    }
    bool is_split = reached < column && next > column;
    if (is_split)
        buf_add_times(text, ' ', next - column);
    buf_add(text, span_from(line, at + is_split));
}

Span build_verbatim(Build *b, Range lines, size_t offset, uint32_t column)
{
    Span first = span_from(reading_line(b->reading, lines.start), offset);
    if (lines.start + 1 == lines.end)
        return first;
    Buf text = buf_in(b->arena);
    buf_add(&text, first);
    for (uint32_t n = lines.start + 1; n < lines.end; n++) {
        buf_add_byte(&text, '\n');
        add_dedented(&text, reading_line(b->reading, n), 0, column);
    }
    return buf_span(&text);
}

Span build_code(Build *b, Range lines, size_t from, uint32_t column)
{
    if (lines.start >= lines.end)
        return SPAN("");
    Span whole = lines_range(b->reading->lines, lines);
    bool is_as_written = column == 0 && from == 0 && !b->reading->indent &&
                         span_ends(whole, SPAN("\n")) &&
                         span_find_byte(whole, '\r', 0) == whole.len;
    if (is_as_written)
        return whole;
    Buf text = buf_in(b->arena);
    for (uint32_t n = lines.start; n < lines.end; n++) {
        add_dedented(&text, reading_line(b->reading, n), n == lines.start ? from : 0, column);
        buf_add_byte(&text, '\n');
    }
    return buf_span(&text);
}
