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

/* What a text is settled for. */
typedef struct Settling {
    Arena *arena, *scratch;
    const Draft *draft;
    const Style *style;
    Written *written;
    IndexVec *retitled;
} Settling;

/* The draft's unit that was written from `line` on; NONE when there is none. */
static uint32_t unit_at_line(const Settling *s, uint32_t line)
{
    for (uint32_t i = 0; i < s->draft->units.len; i++)
        if (s->written->unit_lines[i].start == line && s->written->unit_lines[i].end > line)
            return i;
    return NONE;
}

static void note_titles(const Settling *s, const Doc *doc, const Chapters *chapters)
{
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        bool is_new = chapters->titles[u].len && !span_eq(chapters->titles[u], doc->units[u].text);
        uint32_t unit = is_new ? unit_at_line(s, doc->units[u].lines.start) : NONE;
        if (unit != NONE)
            vec_add(s->arena, s->retitled, unit);
    }
}

static void carry_all(const Settling *s, const Draft *again, const Written *next)
{
    const Range *units = lines_of_units(s->scratch, again),
                *fields = lines_of_fields(s->scratch, again);
    for (size_t i = 0; i < s->draft->units.len; i++)
        s->written->unit_lines[i] =
            carry(s->written->unit_lines[i], units, next->unit_lines, again->units.len);
    for (size_t i = 0; i < s->draft->fields.len; i++)
        s->written->field_lines[i] =
            carry(s->written->field_lines[i], fields, next->field_lines, again->fields.len);
}

/* Reads the text back and writes it again; where that gives another text, it and its map take the place of the first. */
static bool settle_round(const Settling *s)
{
    const Doc *doc =
        doc_read(s->scratch, SPAN("result"), s->written->bytes, (DocOptions){.no_repair = true});
    Draft again = draft_of_doc(s->scratch, doc, s->style);
    Written next = write_draft(s->scratch, &again, s->style);
    if (span_eq(next.bytes, s->written->bytes))
        return true;
    if (again.chapters && s->retitled)
        note_titles(s, doc, again.chapters);
    carry_all(s, &again, &next);
    s->written->bytes = arena_copy(s->arena, next.bytes);
    return false;
}

bool settle_written(Arena *arena, const Draft *draft, const Style *style, Written *written,
                    IndexVec *retitled)
{
    bool is_settled = false;
    for (int round = 0; round < ROUNDS && !is_settled; round++) {
        Settling settling = {arena, arena_new(), draft, style, written, retitled};
        is_settled = settle_round(&settling);
        arena_free(settling.scratch);
    }
    return is_settled;
}
