#include "render/lint_view.h"

#include "render/diagnostics.h"
#include "render/term.h"

static bool is_fixable(const Finding *finding)
{
    return finding->edit.end > finding->edit.start;
}

static void add_count(Buf *out, size_t count, const char *one, const char *many)
{
    buf_format(out, "%zu %s", count, count == 1 ? one : many);
}

static void add_sum(Buf *out, const LintReport *report, const size_t *count, size_t fixable)
{
    buf_add_byte(out, '\n');
    add_count(out, count[DIAG_ERROR], "error, ", "errors, ");
    add_count(out, count[DIAG_WARNING], "warning, ", "warnings, ");
    add_count(out, count[DIAG_NOTE], "note in ", "notes in ");
    add_count(out, report->files.len, "file", "files");
    if (fixable)
        buf_format(out, "; 'stemma lint --fix' mends %zu", fixable);
    buf_add_byte(out, '\n');
}

void lint_text(Buf *out, const LintReport *report, DiagSeverity least, const View *view)
{
    size_t count[DIAG_ERROR + 1] = {0}, fixable = 0, suppressed = 0;
    for (size_t i = 0; i < report->files.len; i++) {
        const LintFile *file = &report->files.at[i];
        suppressed += file->suppressed;
        for (size_t f = 0; f < file->findings.len; f++) {
            const Finding *finding = &file->findings.at[f];
            if (finding->severity < least)
                continue;
            Diag diag = {finding->code, finding->line, finding->column, finding->message};
            diagnostics_add(out, term_name(file->shown), &diag, finding->severity, view);
            count[finding->severity]++;
            fixable += is_fixable(finding);
        }
    }
    if (count[DIAG_ERROR] + count[DIAG_WARNING] + count[DIAG_NOTE])
        add_sum(out, report, count, fixable);
    if (suppressed && !view->brief)
        buf_format(out, "%zu not shown: silenced, known, or more of one kind than %d\n", suppressed,
                   DIAG_LIMIT);
}
