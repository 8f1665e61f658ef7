#include "lint/report.h"

#include "base/intern.h"
#include "lint/names.h"

#include <stdlib.h>

static const ProjectRule *copy_rules(Arena *arena, const ProjectRule *rules)
{
    if (!rules)
        return NULL;
    ProjectRule *copy = ARENA_ARRAY(arena, ProjectRule, DIAG_COUNT);
    memcpy(copy, rules, DIAG_COUNT * sizeof *rules);
    return copy;
}

static void add_copy(LintReport *report, const LintFile *file)
{
    Arena *arena = report->arena;
    LintFile *copy = vec_push(arena, &report->files);
    *copy = *file;
    copy->shown = arena_copy(arena, file->shown);
    copy->path = arena_copy(arena, file->path);
    copy->baseline = arena_copy(arena, file->baseline);
    copy->name = arena_copy(arena, file->name);
    copy->scope = names_scope(copy->path);
    copy->rules = copy_rules(arena, file->rules);
    copy->findings = (FindingVec){0};
    for (size_t i = 0; i < file->findings.len; i++) {
        Finding finding = file->findings.at[i];
        finding.diag.message = arena_copy(arena, finding.diag.message);
        finding.instead = arena_copy(arena, finding.instead);
        vec_add(arena, &copy->findings, finding);
    }
}

void report_add(LintReport *report, const Lint *lint, Span shown, Span baseline)
{
    const Field *name = lint->setting.harness ? lint_field(lint->doc, SPAN("name")) : NULL;
    add_copy(report, &(LintFile){.shown = shown,
                                 .path = lint->setting.path,
                                 .baseline = baseline,
                                 .name = lint_scalar(name),
                                 .name_line = name ? lint_key_line(lint->doc, name) + 1 : 0,
                                 .rules = lint->setting.rules,
                                 .findings = lint->findings,
                                 .suppressed = lint->suppressed});
}

void report_join(LintReport *report, const LintReport *other)
{
    for (size_t i = 0; i < other->files.len; i++)
        add_copy(report, &other->files.at[i]);
}

/* ---- names ---- */

static void add_name_twice(LintReport *report, LintFile *file, const LintFile *before)
{
    ProjectRule rule = file->rules ? file->rules[DIAG_NAME_TWICE] : RULE_AS_IT_IS;
    if (rule == RULE_OFF)
        return;
    Span message =
        arena_format(report->arena, "the name '%.*s' is that of %.*s, too",
                     SPAN_ARG(lint_shown(report->arena, file->name)), SPAN_ARG(before->shown));
    vec_add(report->arena, &file->findings,
            (Finding){.diag = {DIAG_NAME_TWICE, file->name_line, 0, message},
                      .severity = rule ? (DiagSeverity)(rule - RULE_NOTE)
                                       : diag_info(DIAG_NAME_TWICE)->severity});
    lint_sort(&file->findings);
}

void report_names(LintReport *report)
{
    Intern *names = intern_new(report->arena);
    IndexVec first = {0}; /* by name in its scope: the file that had it first */
    for (size_t i = 0; i < report->files.len; i++) {
        LintFile *file = &report->files.at[i];
        if (!file->name.len)
            continue;
        uint32_t id = intern_id(names, arena_format(report->arena, "%.*s\n%.*s",
                                                    SPAN_ARG(file->scope), SPAN_ARG(file->name)));
        if (id == first.len)
            vec_add(report->arena, &first, (uint32_t)i);
        else if (!span_eq(report->files.at[first.at[id]].path, file->path))
            add_name_twice(report, file, &report->files.at[first.at[id]]);
    }
}

size_t report_count(const LintReport *report, DiagSeverity least)
{
    size_t count = 0;
    for (size_t i = 0; i < report->files.len; i++)
        for (size_t f = 0; f < report->files.at[i].findings.len; f++)
            count += report->files.at[i].findings.at[f].severity >= least;
    return count;
}

/* ---- baselines ---- */

Span report_path(const LintFile *file, Span folder)
{
    bool is_below = folder.len && span_starts(file->path, folder) && folder.len < file->path.len &&
                    file->path.ptr[folder.len] == '/';
    return is_below ? span_from(file->path, folder.len + 1) : file->path;
}

static int by_known(const void *left, const void *right)
{
    const Known *a = left, *b = right;
    int order = span_cmp(a->path, b->path);
    order = order ? order : span_cmp(a->code, b->code);
    return order ? order : span_cmp(a->message, b->message);
}

static bool take_known(KnownVec *known, Span path, const Finding *finding)
{
    Known wanted = {path, span_of(diag_info(finding->diag.code)->code), finding->diag.message, 0};
    Known *found =
        known->len ? bsearch(&wanted, known->at, known->len, sizeof wanted, by_known) : NULL;
    if (!found || !found->count)
        return false;
    found->count--;
    return true;
}

void report_drop(LintReport *report, Span baseline, Span folder, KnownVec *known)
{
    if (known->len)
        qsort(known->at, known->len, sizeof *known->at, by_known);
    for (size_t i = 0; i < report->files.len; i++) {
        LintFile *file = &report->files.at[i];
        size_t kept = 0;
        if (!span_eq(file->baseline, baseline))
            continue;
        for (size_t f = 0; f < file->findings.len; f++)
            if (!take_known(known, report_path(file, folder), &file->findings.at[f]))
                file->findings.at[kept++] = file->findings.at[f];
        file->suppressed += file->findings.len - kept;
        file->findings.len = kept;
    }
}
