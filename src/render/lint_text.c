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

typedef struct Sums {
    size_t count[DIAG_ERROR + 1], fixable, suppressed;
} Sums;

/* The findings that are shown, as diagnostics. */
static void take_file(Arena *arena, const LintFile *file, DiagSeverity least, Sums *sums,
                      DiagVec *shown)
{
    sums->suppressed += file->suppressed;
    for (size_t f = 0; f < file->findings.len; f++) {
        const Finding *finding = &file->findings.at[f];
        if (finding->severity < least)
            continue;
        vec_add(arena, shown, finding->diag);
        sums->count[finding->severity]++;
        sums->fixable += is_fixable(finding);
    }
}

static DiagSeverity severity_of(const LintFile *file, const Diag *diag)
{
    size_t f = 0;
    while (file->findings.at[f].diag.code != diag->code)
        f++;
    return file->findings.at[f].severity;
}

/* What is said of many lines is one line here; JSON and SARIF have each. */
static void add_file(Buf *out, const LintFile *file, DiagSeverity least, Sums *sums,
                     const View *view)
{
    DiagVec shown = {0};
    take_file(out->arena, file, least, sums, &shown);
    const Diag *end = shown.at ? shown.at + shown.len : NULL;
    for (const Diag *diag = shown.at; diag < end; diag++) {
        if (diagnostics_is_told(shown.at, diag))
            continue;
        Diag told = *diag;
        told.message = diagnostics_with_repeats(out->arena, diag, end);
        diagnostics_add(out, term_name(file->shown), &told, severity_of(file, diag), view);
    }
}

void lint_text(Buf *out, const LintReport *report, DiagSeverity least, const View *view)
{
    Sums sums = {0};
    for (size_t i = 0; i < report->files.len; i++)
        add_file(out, &report->files.at[i], least, &sums, view);
    if (sums.count[DIAG_ERROR] + sums.count[DIAG_WARNING] + sums.count[DIAG_NOTE])
        add_sum(out, report, sums.count, sums.fixable);
    if (sums.suppressed && !view->brief)
        buf_format(out, "%zu not shown: silenced, known, or more of one kind than %d\n",
                   sums.suppressed, DIAG_LIMIT);
}
