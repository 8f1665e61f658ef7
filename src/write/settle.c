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

/* Reads the text back and writes it again; where that gives another text, it and its map take the place of the first. */
static bool settle_round(Arena *arena, Arena *scratch, const Draft *draft, const Style *style,
                         Written *written)
{
    const Doc *doc =
        doc_read(scratch, SPAN("result"), written->bytes, (DocOptions){.no_repair = true});
    Draft again = draft_of_doc(scratch, doc, style);
    Written next = write_draft(scratch, &again, style);
    if (span_eq(next.bytes, written->bytes))
        return true;
    const Range *units = lines_of_units(scratch, &again),
                *fields = lines_of_fields(scratch, &again);
    for (size_t i = 0; i < draft->units.len; i++)
        written->unit_lines[i] =
            carry(written->unit_lines[i], units, next.unit_lines, again.units.len);
    for (size_t i = 0; i < draft->fields.len; i++)
        written->field_lines[i] =
            carry(written->field_lines[i], fields, next.field_lines, again.fields.len);
    written->bytes = arena_copy(arena, next.bytes);
    return false;
}

bool settle_written(Arena *arena, const Draft *draft, const Style *style, Written *written)
{
    bool is_settled = false;
    for (int round = 0; round < ROUNDS && !is_settled; round++) {
        Arena *scratch = arena_new();
        is_settled = settle_round(arena, scratch, draft, style, written);
        arena_free(scratch);
    }
    return is_settled;
}
