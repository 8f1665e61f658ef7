#include "cli/command.h"
#include "cli/crew.h"

#include <stdlib.h>
#include <string.h>

typedef struct LintOptions {
    Common common;
    const char *style, *baseline, *write_baseline;
    int format, severity;
    bool fix, no_baseline;
    unsigned jobs;
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
    HOUSE_OPTION(LintOptions),
    {OPTION_TEXT, 0, "baseline", "FILE", "say nothing of the findings in FILE",
     offsetof(LintOptions, baseline), NULL},
    {OPTION_TEXT, 0, "write-baseline", "FILE", "write all findings to FILE, to start clean",
     offsetof(LintOptions, write_baseline), NULL},
    {OPTION_FLAG, 0, "no-baseline", NULL, "also tell what the project's baseline knows",
     offsetof(LintOptions, no_baseline), NULL},
    CREW_OPTION(LintOptions),
    {0},
};

typedef struct Linting {
    const LintOptions *options;
    House house;
    stemma_lint *lint; /* of all files */
    Status status;     /* STATUS_TROUBLE when a file could not be read or written */
} Linting;

/* What was found in a file. */
typedef struct Outcome {
    stemma_lint *lint;
    bool has_failed;
    stemma_error error;
} Outcome;

/* ---- working, on any thread ---- */

/* The mended document, which takes the place of the old one; NULL with an error. */
static stemma_doc *mended(stemma_doc *doc, const char *path, const stemma_lint_options *settings,
                          stemma_error *error)
{
    stemma_text text = {0};
    size_t count;
    int failed = stemma_lint_fix(doc, settings, &text, &count, error);
    bool is_changed = !failed && count;
    if (is_changed)
        failed = stemma_write_file(path, text.ptr, text.len, error);
    if (is_changed && !failed) {
        stemma_doc_free(doc);
        doc = stemma_doc_parse(path, text.ptr, text.len, NULL);
    }
    stemma_text_free(text);
    if (!failed)
        return doc;
    stemma_doc_free(doc);
    return NULL;
}

static void work(const void *context, Job *job)
{
    const Linting *linting = context;
    stemma_lint_options settings = {.style = linting->house.named, .project = job->project};
    stemma_doc *doc = NULL;
    Outcome *outcome = job->outcome = allocate(sizeof *outcome);
    *outcome = (Outcome){.lint = stemma_lint_new()};
    stemma_doc_open(job->path, NULL, &doc, &outcome->error);
    if (doc && linting->options->fix && strcmp(job->path, "-") != 0)
        doc = mended(doc, job->path, &settings, &outcome->error);
    outcome->has_failed = !doc;
    if (doc)
        stemma_lint_add(outcome->lint, doc, &settings);
    stemma_doc_free(doc);
}

/* ---- telling ---- */

static void deliver(void *context, const Job *job)
{
    Linting *linting = context;
    Outcome *outcome = job->outcome;
    if (outcome->has_failed)
        linting->status = trouble(&outcome->error);
    stemma_lint_join(linting->lint, outcome->lint);
    stemma_lint_free(outcome->lint);
    free(outcome);
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
    Crew crew = {0};
    Status status = house_open(&linting.house, linting.options->style);
    if (status != STATUS_SAME)
        return status;
    linting.lint = stemma_lint_new();
    crew_gather(&crew, &linting.house, arguments, count);
    crew_run(&crew, linting.options->jobs, work, deliver, &linting);
    status = status_worse(crew.status, linting.status);
    status = status_worse(status, report(&linting));
    crew_free(&crew);
    stemma_lint_free(linting.lint);
    house_free(&linting.house);
    return status;
}

const Command command_lint = {
    .name = "lint",
    .arguments = "PATH...",
    .summary = "what the style, the harness and good sense have against files",
    .about =
        "Looks files through, and folders for .md and .mdc files: front matter that some\n"
        "harnesses do not load, fields and tools they do not know, hidden characters, repeats,\n"
        "contradictions, and what the style requires. 'stemma explain CODE' tells more of a\n"
        "finding. The exit status is 1 when there are warnings or errors; notes alone are no\n"
        "reason; it is 2 when a folder has no such files. A comment\n"
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
