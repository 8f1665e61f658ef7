#include "lint/lint.h"

#include "base/buf.h"
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
    *finding =
        (Finding){.diag = {code, line, column, message}, .severity = severity_of(lint, code)};
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

/* Cursor reads what stands behind `globs:` as it is, and wants it without quotes. */
static bool is_bare_globs(const Doc *doc, const Diag *diag)
{
    return diag->code == DIAG_FRONT_RETRIED && diag->line &&
           span_starts(lines_line(&doc->source.text, diag->line - 1), SPAN("globs:"));
}

/* A line in bold with nothing below it is more often a sentence to be stressed than a title. */
static bool is_stressed_line(const Doc *doc, const Diag *diag)
{
    for (uint32_t s = 0; diag->code == DIAG_EMPTY_SECTION && s < doc->section_count; s++)
        if (doc->sections[s].lines.start + 1 == diag->line)
            return doc->sections[s].kind == SECTION_LABEL || doc->sections[s].kind == SECTION_PLAIN;
    return false;
}

/* The reading wants tags on lines of their own; to whom the file is given, `...</rules>` closes as well. */
static bool is_closed_in_a_line(const Doc *doc, const Diag *diag)
{
    size_t end = span_find_byte(diag->message, '>', 0), start = 1;
    if (diag->code != DIAG_TAG_UNBALANCED || end == diag->message.len || !diag->line)
        return false;
    start += span_starts(diag->message, SPAN("</"));
    size_t name = start;
    while (name < end && !strchr(" \t/", diag->message.ptr[name]))
        name++;
    Buf tag = buf_in(doc->arena);
    buf_format(&tag, "<%s%.*s", start == 1 ? "/" : "",
               SPAN_ARG(span_range(diag->message, start, name)));
    Span text = doc->source.text.text, mate = buf_span(&tag);
    size_t here = doc->source.text.start[diag->line - 1];
    size_t found = span_find(text, mate, start == 1 ? here : 0);
    return start == 1 ? found < text.len : found < here;
}

static void take_diagnostics(Lint *lint)
{
    const Diags *diags = &lint->doc->diags;
    for (size_t i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (lint_rule(diag->code) && !is_stressed_line(lint->doc, diag) &&
            !is_closed_in_a_line(lint->doc, diag) && !is_bare_globs(lint->doc, diag))
            add(lint, diag->code, diag->line, diag->column, message_of(lint->arena, diag));
    }
    lint->suppressed += diags->suppressed;
}

/* ---- the whole ---- */

static int by_place(const void *left, const void *right)
{
    return diag_cmp(&((const Finding *)left)->diag, &((const Finding *)right)->diag);
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
        const LintRule *rule = lint_rule(finding->diag.code);
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

/* A key that another harness has and this one has not. */
static bool is_key_of_another(Span key)
{
    if (harness_field(&harnesses[HARNESS_CLAUDE_AGENT], key))
        return false;
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        if (harness_field(&harnesses[i], key))
            return true;
    return false;
}

/* `edit/editFiles`: tools by their sets, as Copilot names them. */
static bool has_tool_sets(const Field *tools)
{
    for (size_t i = 0; tools && i < tools->items.len; i++)
        if (span_find_byte(tools->items.at[i], '/', 0) < tools->items.at[i].len)
            return true;
    return tools && span_find_byte(tools->value, '/', 0) < tools->value.len;
}

/* Steps of a workflow and prompts of other programs have a name and a description, too, but most of their fields are their own. */
static bool is_mostly_unknown(const Doc *doc)
{
    size_t known = 0;
    for (size_t i = 0; i < doc->front.fields.len; i++)
        known +=
            harness_field(&harnesses[HARNESS_CLAUDE_AGENT], doc->front.fields.at[i].key) != NULL;
    return 2 * known <= doc->front.fields.len;
}

/* Does the front matter look like that of a Claude Code subagent, and like that of no other's agent? */
static bool is_like_agent(const Doc *doc)
{
    static const char *const telling[] = {"description", "tools", "model", "color"};
    bool is_like = false;
    if (!lint_field(doc, SPAN("name")) || has_tool_sets(lint_field(doc, SPAN("tools"))) ||
        is_mostly_unknown(doc))
        return false;
    for (size_t i = 0; i < doc->front.fields.len; i++)
        if (is_key_of_another(doc->front.fields.at[i].key))
            return false;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        is_like = is_like || lint_field(doc, span_of(telling[i]));
    return is_like;
}

const Harness *lint_harness(const Doc *doc, Span path, bool *is_guess)
{
    const Harness *harness = harness_of_path(path);
    if (harness && harness->form != FORM_MARKDOWN)
        return NULL;
    *is_guess = !harness;
    if (harness || harness_is_foreign(path) || !is_like_agent(doc))
        return harness;
    return &harnesses[HARNESS_CLAUDE_AGENT];
}
