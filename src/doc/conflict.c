#include "doc/conflict.h"

static bool is_marker(Span line, char sign)
{
    for (size_t at = 0; at < 7; at++)
        if (at >= line.len || line.ptr[at] != sign)
            return false;
    return line.len == 7 || line.ptr[7] == ' ';
}

enum { MARKERS = 3 };

/* The lines of the next conflict's markers, from line `n` on. */
static bool next_conflict(const Doc *doc, uint32_t n, uint32_t at[MARKERS])
{
    static const char signs[MARKERS] = {'<', '=', '>'};
    for (uint32_t stage = 0; n < doc->source.text.count; n++) {
        Span line = lines_line(&doc->source.text, n);
        if (is_marker(line, signs[0]))
            stage = 0;
        if (!is_marker(line, signs[stage]))
            continue;
        at[stage++] = n;
        if (stage == MARKERS)
            return true;
    }
    return false;
}

static void report_marker(Doc *doc, uint32_t n)
{
    Span line = lines_line(&doc->source.text, n);
    diag_add(&doc->diags, DIAG_CONFLICT_MARKER, n + 1, 1, "'%.*s'",
             (int)(line.len < 40 ? line.len : 40), line.ptr);
}

void conflict_report(Doc *doc)
{
    uint32_t at[MARKERS];
    for (uint32_t n = 0; next_conflict(doc, n, at); n = at[MARKERS - 1] + 1)
        for (uint32_t i = 0; i < MARKERS; i++)
            report_marker(doc, at[i]);
}

/* The last unit that starts at or before the line, if any; nothing else starts inside code. */
static bool is_in_code(const Doc *doc, uint32_t line)
{
    uint32_t from = 0, to = doc->unit_count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (doc->units[middle].lines.start <= line)
            from = middle + 1;
        else
            to = middle;
    }
    const Unit *unit = from ? &doc->units[from - 1] : NULL;
    return unit && unit->kind == UNIT_CODE && unit->lines.start < line && line < unit->lines.end;
}

uint32_t conflict_open(const Doc *doc)
{
    uint32_t at[MARKERS];
    bool is_any = doc->diags.count[DIAG_CONFLICT_MARKER] > 0;
    for (uint32_t n = 0; is_any && next_conflict(doc, n, at); n = at[MARKERS - 1] + 1)
        for (uint32_t i = 0; i < MARKERS; i++)
            if (!is_in_code(doc, at[i]))
                return at[i];
    return NONE;
}
