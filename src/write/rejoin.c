#include "write/rejoin.h"

#include "base/buf.h"

typedef struct Rejoin {
    Arena *arena;
    const Lines *lines;
    Unit *units;        /* those kept, in place of the old ones */
    uint32_t count;     /* of them */
    uint32_t *index_of; /* by old unit: where it, or what it was joined to, stands now */
} Rejoin;

static bool is_label(const Unit *unit)
{
    return unit->kind == UNIT_HEADING &&
           (unit->title == SECTION_LABEL || unit->title == SECTION_PLAIN);
}

static bool is_prose(const Unit *unit)
{
    return unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM || unit->kind == UNIT_ROW ||
           is_label(unit);
}

/* Does it go on the paragraph of the unit before it, as the reader gave that? */
static bool goes_on(const Unit *before, const Unit *unit)
{
    bool is_mate = unit->kind == UNIT_ROW && before->kind == UNIT_ROW && !unit->is_header &&
                   unit->table == before->table;
    return is_prose(before) && (unit->is_joined || is_mate);
}

static void join(Rejoin *r, uint32_t old, const Unit *unit)
{
    r->index_of[old] = r->count - 1;
    r->units[r->count - 1].lines.end = unit->lines.end;
}

static void keep(Rejoin *r, uint32_t old, Unit unit)
{
    if (unit.parent != NONE)
        unit.parent = r->index_of[unit.parent];
    r->index_of[old] = r->count;
    r->units[r->count++] = unit;
}

/* Ends name old units; every unit before an end is in a new one before the new end. */
static void renumber_ends(Rejoin *r)
{
    for (uint32_t u = 0; u < r->count; u++)
        r->units[u].end = u + 1;
    for (uint32_t u = r->count; u-- > 0;) {
        uint32_t parent = r->units[u].parent;
        if (parent != NONE && r->units[parent].end < r->units[u].end)
            r->units[parent].end = r->units[u].end;
    }
}

/* ---- text from the source ---- */

/* Where the paragraph starts in the line that its text starts on; a task's box is a part of it. The line's length when
   it is not this line. */
static size_t start_in(const Unit *unit, Span line)
{
    if (unit->task)
        return span_find_byte(line, '[', 0);
    Span text = is_label(unit) ? unit->info : unit->text;
    Span first = span_trim_end(span_range(text, 0, span_find_byte(text, '\n', 0)));
    Span inked = span_trim_end(line);
    return first.len && span_ends(inked, first) ? inked.len - first.len : line.len;
}

static void add_lines(Buf *text, const Lines *lines, Range range, size_t start)
{
    buf_add(text, span_from(lines_line(lines, range.start), start));
    for (uint32_t n = range.start + 1; n < range.end; n++) {
        buf_add_byte(text, '\n');
        buf_add(text, span_trim_start(lines_line(lines, n)));
    }
}

static void restore(Rejoin *r, Unit *unit)
{
    bool is_changed = unit->lines.end - unit->lines.start > 1 || unit->task;
    if (!is_prose(unit) || !is_changed)
        return;
    for (uint32_t n = unit->lines.start; n < unit->lines.end; n++) {
        Span line = lines_line(r->lines, n);
        size_t start = start_in(unit, line);
        if (start == line.len)
            continue;
        Buf text = buf_in(r->arena);
        add_lines(&text, r->lines, (Range){n, unit->lines.end}, start);
        unit->text = buf_span(&text);
        unit->task = 0;
        unit->kind = unit->kind == UNIT_ITEM ? UNIT_ITEM : UNIT_PARAGRAPH;
        return;
    }
}

void rejoin_paragraphs(Arena *arena, Draft *draft, const Doc *doc)
{
    uint32_t count = (uint32_t)draft->units.len;
    Rejoin r = {.arena = arena,
                .lines = &doc->source.text,
                .units = draft->units.at,
                .index_of = ARENA_ARRAY(arena, uint32_t, count)};
    Unit before = {.kind = UNIT_RULE};
    for (uint32_t old = 0; old < count; old++) {
        Unit unit = draft->units.at[old];
        if (goes_on(&before, &unit))
            join(&r, old, &unit);
        else
            keep(&r, old, unit);
        before = unit;
    }
    renumber_ends(&r);
    for (uint32_t u = 0; u < r.count; u++)
        restore(&r, &r.units[u]);
    draft->units.len = r.count;
}
