/* The public functions that lint. */
#include "stemma_inner.h"

#include "base/file.h"
#include "render/lint_view.h"
#include "render/term.h"

#include <errno.h>

struct stemma_lint {
    LintReport report;
};

stemma_lint *stemma_lint_new(void)
{
    Arena *arena = arena_new();
    stemma_lint *lint = ARENA_NEW(arena, stemma_lint);
    lint->report.arena = arena;
    return lint;
}

void stemma_lint_free(stemma_lint *lint)
{
    if (lint)
        arena_free(lint->report.arena);
}

/* ---- finding ---- */

static const Style *style_for(const stemma_lint_options *options)
{
    if (options && options->style)
        return options->style->style;
    return inner_style(options && options->project ? options->project->style : NULL);
}

static LintSetting setting_for(Arena *arena, const Doc *doc, const stemma_lint_options *options)
{
    const Project *project = options && options->project ? options->project->project : NULL;
    Span path = span_of(file_place(arena, doc->source.name.ptr));
    bool is_told = project && project->harness.len, is_guess = false;
    const Harness *harness =
        is_told ? harness_find(project->harness) : lint_harness(doc, path, &is_guess);
    const Style *style = style_for(options);
    return (LintSetting){
        .style = style,
        .max_tokens = project && project->max_tokens ? project->max_tokens : style->max_tokens,
        .harness = harness,
        .is_guess = is_guess,
        .rules = project ? project->rules : NULL,
        .path = path,
    };
}

static Span baseline_of(Arena *arena, const stemma_lint_options *options)
{
    const stemma_project *project = options ? options->project : NULL;
    if (!project || !project->project->baseline.len)
        return (Span){0};
    return span_of(file_beside(arena, project->path, project->project->baseline));
}

void stemma_lint_add(stemma_lint *lint, const stemma_doc *doc, const stemma_lint_options *options)
{
    Arena *scratch = arena_new();
    Lint found = lint_doc(scratch, doc->doc, setting_for(scratch, doc->doc, options));
    report_add(&lint->report, &found, doc->doc->source.name, baseline_of(scratch, options));
    arena_free(scratch);
}

void stemma_lint_join(stemma_lint *lint, const stemma_lint *other)
{
    report_join(&lint->report, &other->report);
}

/* ---- baselines ---- */

static Span folder_of(Arena *arena, const char *path)
{
    Span place = file_folder(span_of(file_place(arena, path)));
    return span_range(place, 0, place.len > 1 ? place.len - 1 : place.len);
}

static int fail_baseline(stemma_error *error, const char *path, const Problem *problem)
{
    if (!problem->line)
        return inner_fail(error, -EINVAL, "%s: %.*s", path, SPAN_ARG(problem->message));
    return inner_fail(error, -EINVAL, "%s:%u:%u: %.*s", path, problem->line, problem->column,
                      SPAN_ARG(problem->message));
}

static int drop_known(LintReport *report, Span baseline, stemma_error *error)
{
    Arena *arena = arena_new();
    const char *path = arena_copy(arena, baseline).ptr;
    KnownVec known = {0};
    Span bytes;
    Problem problem = {0};
    int code = file_read(arena, path, &bytes);
    if (code)
        inner_fail_file(error, code, path, false);
    else if (!lint_baseline_read(arena, bytes, &known, &problem))
        code = fail_baseline(error, path, &problem);
    else
        report_drop(report, baseline, folder_of(arena, path), &known);
    arena_free(arena);
    return code;
}

int stemma_lint_finish(stemma_lint *lint, const char *baseline, stemma_error *error)
{
    LintReport *report = &lint->report;
    SpanVec done = {0};
    report_names(report);
    for (size_t i = 0; i < report->files.len; i++) {
        Span *named = &report->files.at[i].baseline;
        if (baseline)
            *named = arena_copy(report->arena, span_of(baseline));
        bool is_done = !named->len;
        for (size_t k = 0; k < done.len && !is_done; k++)
            is_done = span_eq(done.at[k], *named);
        if (!is_done)
            vec_add(report->arena, &done, *named);
    }
    for (size_t k = 0; k < done.len; k++) {
        int code = drop_known(report, done.at[k], error);
        if (code)
            return code;
    }
    return 0;
}

stemma_text stemma_lint_baseline(const stemma_lint *lint, const char *path)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    lint_baseline_write(&out, &lint->report, folder_of(arena, path));
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

/* ---- telling ---- */

size_t stemma_lint_count(const stemma_lint *lint, stemma_severity least)
{
    return report_count(&lint->report, (DiagSeverity)least);
}

stemma_text stemma_lint_report(const stemma_lint *lint, stemma_lint_format format,
                               stemma_severity least, const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    if (format == STEMMA_LINT_JSON)
        lint_json(&out, &lint->report, (DiagSeverity)least);
    else if (format == STEMMA_LINT_SARIF)
        lint_sarif(&out, &lint->report, (DiagSeverity)least, STEMMA_VERSION);
    else
        lint_text(&out, &lint->report, (DiagSeverity)least, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

/* ---- mending ---- */

static size_t grave_count(const Lint *lint)
{
    size_t count = 0;
    for (size_t i = 0; i < lint->findings.len; i++)
        count += lint->findings.at[i].severity > DIAG_NOTE;
    return count;
}

/* Edits in the order of their lines; one that overlaps the one before waits for the next round. */
static Span apply(Arena *arena, const Lint *lint, size_t *count)
{
    const Lines *raw = &lint->doc->source.raw;
    Buf out = buf_in(arena);
    uint32_t at = 0;
    for (size_t i = 0; i < lint->findings.len; i++) {
        const Finding *finding = &lint->findings.at[i];
        if (finding->edit.end <= finding->edit.start || finding->edit.start < at)
            continue;
        buf_add(&out, lines_range(raw, (Range){at, finding->edit.start}));
        buf_add(&out, finding->instead);
        at = finding->edit.end;
        ++*count;
    }
    buf_add(&out, lines_range(raw, (Range){at, raw->count}));
    return buf_span(&out);
}

static int mend(Arena *arena, const stemma_doc *doc, const stemma_lint_options *options,
                Span *mended, size_t *count, stemma_error *error)
{
    enum { ROUNDS = 5 };
    const Doc *now = doc->doc;
    LintSetting setting = setting_for(arena, now, options);
    Lint lint = lint_doc(arena, now, setting);
    size_t before = grave_count(&lint);
    *mended = now->source.raw.text;
    for (int round = 0; round < ROUNDS; round++) {
        size_t edits = 0;
        Span text = apply(arena, &lint, &edits);
        if (!edits)
            break;
        *mended = text;
        *count += edits;
        now = doc_read(arena, now->source.name, text, (DocOptions){0});
        lint = lint_doc(arena, now, setting);
    }
    if (grave_count(&lint) <= before)
        return 0;
    return inner_fail(error, -EBADMSG, "%.*s: mending would make it worse; please report this",
                      SPAN_ARG(term_name(doc->doc->source.name)));
}

int stemma_lint_fix(const stemma_doc *doc, const stemma_lint_options *options, stemma_text *text,
                    size_t *count, stemma_error *error)
{
    Arena *arena = arena_new();
    Span mended;
    *count = 0;
    int code = mend(arena, doc, options, &mended, count, error);
    if (code == 0)
        *text = inner_text(mended);
    arena_free(arena);
    return code;
}
