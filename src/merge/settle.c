#include "merge/settle.h"

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

bool settle_written(Arena *arena, const Draft *draft, const Style *style, Written *written)
{
    for (int round = 0; round < ROUNDS; round++) {
        const Doc *doc =
            doc_read(arena, SPAN("result"), written->bytes, (DocOptions){.no_repair = true});
        Draft again = draft_of_doc(arena, doc, style);
        Written next = write_draft(arena, &again, style);
        if (span_eq(next.bytes, written->bytes))
            return true;
        const Range *units = lines_of_units(arena, &again),
                    *fields = lines_of_fields(arena, &again);
        for (size_t i = 0; i < draft->units.len; i++)
            written->unit_lines[i] =
                carry(written->unit_lines[i], units, next.unit_lines, again.units.len);
        for (size_t i = 0; i < draft->fields.len; i++)
            written->field_lines[i] =
                carry(written->field_lines[i], fields, next.field_lines, again.fields.len);
        written->bytes = next.bytes;
    }
    return false;
}
