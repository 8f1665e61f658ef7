#include "write/settle.h"

enum { ROUNDS = 4 };

/* The lines that what stood in `from` stands on now; `was[i]` went to `is[i]`. */
static Range carry(Range from, const Range *was, const Range *is, size_t count)
{
    Range to = {UINT32_MAX, 0};
    for (size_t i = 0; i < count; i++) {
        if (was[i].start >= from.end || was[i].end <= from.start || is[i].start == is[i].end)
            continue;
        to.start = is[i].start < to.start ? is[i].start : to.start;
        to.end = is[i].end > to.end ? is[i].end : to.end;
    }
    return to.end ? to : (Range){0, 0};
}

static Range *lines_of_units(Arena *arena, const Draft *draft)
{
    Range *lines = ARENA_ARRAY(arena, Range, draft->units.len);
    for (size_t i = 0; i < draft->units.len; i++)
        lines[i] = draft->units.at[i].lines;
    return lines;
}

static Range *lines_of_fields(Arena *arena, const Draft *draft)
{
    Range *lines = ARENA_ARRAY(arena, Range, draft->fields.len);
    for (size_t i = 0; i < draft->fields.len; i++)
        lines[i] = draft->fields.at[i].lines;
    return lines;
}

/* The draft's unit that stands where the one of `lines` was read; NONE when there is none. */
static uint32_t unit_at_line(const Consolidation *c, uint32_t line)
{
    for (uint32_t i = 0; i < c->draft.units.len; i++)
        if (c->written.unit_lines[i].start == line && c->written.unit_lines[i].end > line)
            return i;
    return NONE;
}

/* The titles that the style now has instead of the variants' own. */
static void settle_titles(Consolidation *c, const Doc *doc, const Chapters *chapters)
{
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        uint32_t target =
            chapters->titles[u].len ? unit_at_line(c, doc->units[u].lines.start) : NONE;
        if (target == NONE || span_eq(chapters->titles[u], doc->units[u].text))
            continue;
        vec_add(c->arena, &c->canonical, target);
        for (uint32_t from = 0; from < c->variants->unit_count; from++)
            if (c->fates[from].fate == FATE_KEPT && c->fates[from].target == target)
                c->fates[from].fate = FATE_DUPLICATE;
    }
}

/* Reads the text back and writes it again; where that gives another text, it and its map take the place of the first. */
static bool settle_round(Consolidation *c, Arena *scratch)
{
    Written *written = &c->written;
    const Doc *doc =
        doc_read(scratch, SPAN("result"), written->bytes, (DocOptions){.no_repair = true});
    Draft again = draft_of_doc(scratch, doc, c->policy->style);
    Written next = write_draft(scratch, &again, c->policy->style);
    if (span_eq(next.bytes, written->bytes))
        return true;
    if (again.chapters)
        settle_titles(c, doc, again.chapters);
    const Range *units = lines_of_units(scratch, &again),
                *fields = lines_of_fields(scratch, &again);
    for (size_t i = 0; i < c->draft.units.len; i++)
        written->unit_lines[i] =
            carry(written->unit_lines[i], units, next.unit_lines, again.units.len);
    for (size_t i = 0; i < c->draft.fields.len; i++)
        written->field_lines[i] =
            carry(written->field_lines[i], fields, next.field_lines, again.fields.len);
    written->bytes = arena_copy(c->arena, next.bytes);
    return false;
}

bool settle_written(Consolidation *c)
{
    bool is_settled = false;
    for (int round = 0; round < ROUNDS && !is_settled; round++) {
        Arena *scratch = arena_new();
        is_settled = settle_round(c, scratch);
        arena_free(scratch);
    }
    return is_settled;
}
