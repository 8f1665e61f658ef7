#include "cli/command.h"
#include "cli/house.h"
#include "cli/progress.h"

#include <string.h>

typedef struct LintOptions {
    Common common;
    const char *style, *baseline, *write_baseline;
    int format, severity;
    bool fix, no_baseline;
} LintOptions;

static const char *const formats[] = {
    [STEMMA_LINT_TEXT] = "text", [STEMMA_LINT_JSON] = "json", [STEMMA_LINT_SARIF] = "sarif", NULL};
static const char *const severities[] = {
    [STEMMA_NOTE] = "note", [STEMMA_WARNING] = "warning", [STEMMA_ERROR] = "error", NULL};

static const Option lint_options[] = {
    {OPTION_FLAG, 0, "fix", NULL, "mend what can be mended without asking, in place",
     offsetof(LintOptions, fix), NULL},
    {OPTION_CHOICE, 0, "format", "FORMAT", "text (the default), json (stemma-lint/1) or sarif",
     offsetof(LintOptions, format), formats},
    {OPTION_CHOICE, 0, "severity", "LEAST", "show only these and graver: note, warning or error",
     offsetof(LintOptions, severity), severities},
    {OPTION_TEXT, 0, "style", "STYLE", "a built-in style or a style file; without it the project's",
     offsetof(LintOptions, style), house_styles},
    {OPTION_TEXT, 0, "baseline", "FILE", "say nothing of the findings in FILE",
     offsetof(LintOptions, baseline), NULL},
    {OPTION_TEXT, 0, "write-baseline", "FILE", "write all findings to FILE, to start clean",
     offsetof(LintOptions, write_baseline), NULL},
    {OPTION_FLAG, 0, "no-baseline", NULL, "also tell what the project's baseline knows",
     offsetof(LintOptions, no_baseline), NULL},
    {0},
};

typedef struct Linting {
    const LintOptions *options;
    House house;
    Progress progress;
    stemma_lint *lint;
    Status status; /* STATUS_TROUBLE when a file could not be read or written */
} Linting;

static stemma_lint_options settings_of(const Linting *linting)
{
    return (stemma_lint_options){.style = linting->house.named, .project = linting->house.project};
}

/* The mended document, which takes the place of the old one; NULL after a message. */
static stemma_doc *mended(const Linting *linting, stemma_doc *doc, const char *path)
{
    stemma_lint_options settings = settings_of(linting);
    stemma_text text;
    stemma_error error;
    size_t count;
    int failed = stemma_lint_fix(doc, &settings, &text, &count, &error);
    if (!failed && count)
        failed = stemma_write_file(path, text.ptr, text.len, &error);
    stemma_doc *after = failed ? NULL : stemma_doc_parse(path, text.ptr, text.len, NULL);
    if (failed)
        trouble(&error);
    stemma_text_free(text);
    stemma_doc_free(doc);
    return after;
}

static Status lint_file(Linting *linting, const char *path)
{
    stemma_doc *doc = NULL;
    stemma_error error;
    if (house_enter(&linting->house, path) != STATUS_SAME)
        return STATUS_TROUBLE;
    if (stemma_doc_open(path, NULL, &doc, &error) != 0)
        return trouble(&error);
    if (linting->options->fix && strcmp(path, "-") != 0)
        doc = mended(linting, doc, path);
    if (!doc)
        return STATUS_TROUBLE;
    stemma_lint_options settings = settings_of(linting);
    stemma_lint_add(linting->lint, doc, &settings);
    stemma_doc_free(doc);
    return STATUS_SAME;
}

static void visit(void *context, const char *path)
{
    Linting *linting = context;
    progress_step(&linting->progress, path);
    linting->status = status_worse(linting->status, lint_file(linting, path));
}

static Status write_baseline(const Linting *linting)
{
    const char *path = linting->options->write_baseline;
    stemma_text text = stemma_lint_baseline(linting->lint, path);
    stemma_error error;
    int failed = stemma_write_file(path, text.ptr, text.len, &error);
    stemma_text_free(text);
    return failed ? trouble(&error) : STATUS_SAME;
}

static Status report(const Linting *linting)
{
    const LintOptions *options = linting->options;
    bool takes_all = options->no_baseline || options->write_baseline;
    stemma_error error;
    if (stemma_lint_finish(linting->lint, takes_all ? "" : options->baseline, &error) != 0)
        return trouble(&error);
    if (options->write_baseline)
        return write_baseline(linting);
    stemma_view view = console_view(stdout, options->common.color);
    stemma_severity least = (stemma_severity)options->severity;
    print_text(stdout, stemma_lint_report(linting->lint, (stemma_lint_format)options->format, least,
                                          &view));
    stemma_severity counted = least > STEMMA_WARNING ? least : STEMMA_WARNING;
    return stemma_lint_count(linting->lint, counted) ? STATUS_DIFFERS : STATUS_SAME;
}

static Status run(const void *given, char **arguments, size_t count)
{
    Linting linting = {.options = given};
    linting.status = house_open(&linting.house, linting.options->style);
    if (linting.status != STATUS_SAME)
        return linting.status;
    linting.lint = stemma_lint_new();
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        if (stemma_walk(arguments[i], visit, &linting, &error) != 0)
            linting.status = trouble(&error);
    }
    progress_hide();
    Status status = status_worse(linting.status, report(&linting));
    stemma_lint_free(linting.lint);
    house_free(&linting.house);
    return status;
}

const Command command_lint = {
    .name = "lint",
    .arguments = "PATH...",
    .summary = "what the style, the harness and good sense have against files",
    .about =
        "Looks files through, and folders for .md files: front matter that some harnesses do not\n"
        "load, fields and tools they do not know, hidden characters, repeats, contradictions, and\n"
        "what the style requires. 'stemma explain CODE' tells more of a finding. The exit status\n"
        "is 1 when there are warnings or errors; notes alone are no reason. A comment\n"
        "<!-- stemma: ignore RULE --> silences a rule for the next line, ignore-file for the file.",
    .examples = "  stemma lint agents/\n"
                "  stemma lint --fix agents/reviewer.md\n"
                "  stemma lint --write-baseline .stemma-baseline.json .\n"
                "  stemma lint --format sarif . > findings.sarif\n",
    .options = lint_options,
    .size = sizeof(LintOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
