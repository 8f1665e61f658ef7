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

static Span first_line(Span text)
{
    return span_range(text, 0, span_find_byte(text, '\n', 0));
}

/* Where a unit's paragraph starts in its first line; a task's box is a part of it. */
static size_t start_of(const Unit *unit, Span line)
{
    size_t box = unit->task ? span_find_byte(line, '[', 0) : 0;
    Span text = is_label(unit) ? unit->info : unit->text;
    size_t start = span_find(line, first_line(text), box);
    return unit->task || start == line.len ? (unit->task ? box : line.len) : start;
}

static Span text_of(Rejoin *r, const Unit *unit, size_t start)
{
    Buf text = buf_in(r->arena);
    for (uint32_t n = unit->lines.start; n < unit->lines.end; n++) {
        Span line = lines_line(r->lines, n);
        if (n > unit->lines.start)
            buf_add_byte(&text, '\n');
        buf_add(&text, n > unit->lines.start ? span_trim_start(line) : span_from(line, start));
    }
    return buf_span(&text);
}

static void restore(Rejoin *r, Unit *unit)
{
    bool is_changed = unit->lines.end - unit->lines.start > 1 || unit->task;
    if (!is_prose(unit) || unit->lines.end <= unit->lines.start || !is_changed)
        return;
    Span line = lines_line(r->lines, unit->lines.start);
    size_t start = start_of(unit, line);
    if (start == line.len)
        return;
    unit->text = text_of(r, unit, start);
    unit->task = 0;
    if (unit->kind != UNIT_ITEM)
        unit->kind = UNIT_PARAGRAPH;
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
