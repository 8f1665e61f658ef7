#include "lint/lint.h"

#include "lint/rules.h"
#include "lint/suppress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHOWN = 60 };

static const LintCheck checks[] = {
    check_fields, check_names, check_tools, check_repeats, check_contradictions, check_whole,
};

/* ---- findings ---- */

static bool is_off(const Lint *lint, DiagCode code)
{
    return lint->setting.rules && lint->setting.rules[code] == RULE_OFF;
}

static DiagSeverity severity_of(const Lint *lint, DiagCode code)
{
    ProjectRule rule = lint->setting.rules ? lint->setting.rules[code] : RULE_AS_IT_IS;
    return rule >= RULE_NOTE ? (DiagSeverity)(rule - RULE_NOTE) : diag_info(code)->severity;
}

static Finding *add(Lint *lint, DiagCode code, uint32_t line, uint32_t column, Span message)
{
    if (is_off(lint, code))
        return NULL;
    if (lint->count[code]++ >= DIAG_LIMIT) {
        lint->suppressed++;
        return NULL;
    }
    Finding *finding = vec_push(lint->arena, &lint->findings);
    *finding = (Finding){.code = code,
                         .severity = severity_of(lint, code),
                         .line = line,
                         .column = column,
                         .message = message};
    return finding;
}

Finding *lint_find(Lint *lint, DiagCode code, uint32_t line, uint32_t column, const char *format,
                   ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return add(lint, code, line, column, arena_copy(lint->arena, span_of(text)));
}

Span lint_shown(Arena *arena, Span text)
{
    size_t len = text.len;
    if (len <= SHOWN)
        return text;
    len = SHOWN;
    while (len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return arena_format(arena, "%.*s…", (int)len, text.ptr);
}

/* ---- what the reading found ---- */

/* Which harnesses mend such a line and which do not load the file is what people want to know of it. */
static Span message_of(Arena *arena, const Diag *diag)
{
    if (diag->code != DIAG_FRONT_RETRIED)
        return diag->message;
    return arena_format(arena, "%.*s; Claude Code mends that, most others do not load the file",
                        SPAN_ARG(diag->message));
}

/* A line in bold with nothing below it is more often a sentence to be stressed than a title. */
static bool is_stressed_line(const Doc *doc, const Diag *diag)
{
    for (uint32_t s = 0; diag->code == DIAG_EMPTY_SECTION && s < doc->section_count; s++)
        if (doc->sections[s].lines.start + 1 == diag->line)
            return doc->sections[s].kind == SECTION_LABEL || doc->sections[s].kind == SECTION_PLAIN;
    return false;
}

static void take_diagnostics(Lint *lint)
{
    const Diags *diags = &lint->doc->diags;
    for (size_t i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (lint_rule(diag->code) && !is_stressed_line(lint->doc, diag))
            add(lint, diag->code, diag->line, diag->column, message_of(lint->arena, diag));
    }
    lint->suppressed += diags->suppressed;
}

/* ---- the whole ---- */

static int by_place(const void *left, const void *right)
{
    const Finding *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->code != b->code)
        return (int)a->code - (int)b->code;
    return span_cmp(a->message, b->message);
}

void lint_sort(FindingVec *findings)
{
    if (findings->len)
        qsort(findings->at, findings->len, sizeof *findings->at, by_place);
}

static void set_fixes(Lint *lint)
{
    for (size_t i = 0; i < lint->findings.len; i++) {
        Finding *finding = &lint->findings.at[i];
        const LintRule *rule = lint_rule(finding->code);
        if (finding->edit.end == finding->edit.start && rule->fix && !rule->fix(lint, finding))
            finding->edit = (Range){0, 0};
    }
}

Lint lint_doc(Arena *arena, const Doc *doc, LintSetting setting)
{
    Lint lint = {.arena = arena, .doc = doc, .setting = setting};
    take_diagnostics(&lint);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](&lint);
    suppress_by_comments(&lint);
    set_fixes(&lint);
    lint_sort(&lint.findings);
    return lint;
}

const Harness *lint_harness(const Doc *doc, Span path, bool *is_guess)
{
    static const char *const telling[] = {"description", "tools", "model", "color"};
    const Harness *harness = harness_of_path(path);
    if (harness && harness->form != FORM_MARKDOWN)
        return NULL;
    *is_guess = !harness;
    if (harness || harness_is_foreign(path) || !lint_field(doc, SPAN("name")))
        return harness;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (lint_field(doc, span_of(telling[i])))
            return &harnesses[HARNESS_CLAUDE_AGENT];
    return NULL;
}
