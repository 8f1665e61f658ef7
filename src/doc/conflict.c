#include "doc/conflict.h"

static bool is_marker(Span line, char sign)
{
    for (size_t at = 0; at < 7; at++)
        if (at >= line.len || line.ptr[at] != sign)
            return false;
    return line.len == 7 || line.ptr[7] == ' ';
}

static void report_marker(Doc *doc, uint32_t n)
{
    Span line = lines_line(&doc->source.text, n);
    diag_add(&doc->diags, DIAG_CONFLICT_MARKER, n + 1, 1, "'%.*s'",
             (int)(line.len < 40 ? line.len : 40), line.ptr);
}

void conflict_report(Doc *doc)
{
    static const char signs[] = "<=>";
    uint32_t at[3], stage = 0;
    if (span_find(doc->source.text.text, SPAN("<<<<<<<"), 0) == doc->source.text.text.len)
        return;
    for (uint32_t n = 0; n < doc->source.text.count; n++) {
        Span line = lines_line(&doc->source.text, n);
        if (is_marker(line, '<'))
            stage = 0;
        if (!is_marker(line, signs[stage]))
            continue;
        at[stage++] = n;
        for (uint32_t i = 0; stage == 3 && i < 3; i++)
            report_marker(doc, at[i]);
        stage %= 3;
    }
}

static bool is_in_code(const Doc *doc, uint32_t line)
{
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (doc->units[u].kind == UNIT_CODE && doc->units[u].lines.start < line &&
            line < doc->units[u].lines.end)
            return true;
    return false;
}

uint32_t conflict_open(const Doc *doc)
{
    for (size_t i = 0; i < doc->diags.list.len; i++) {
        const Diag *diag = &doc->diags.list.at[i];
        if (diag->code == DIAG_CONFLICT_MARKER && !is_in_code(doc, diag->line - 1))
            return diag->line - 1;
    }
    return NONE;
}
