#include "cli/command.h"
#include "cli/crew.h"
#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>

typedef struct FmtOptions {
    Common common;
    bool to_stdout, check, diff, no_repair;
    const char *style;
    int section_order;
    unsigned jobs;
} FmtOptions;

static const char *const orders[] = {[STEMMA_ORDER_AS_STYLED] = "as-styled",
                                     [STEMMA_ORDER_KEEP] = "keep",
                                     [STEMMA_ORDER_STYLE] = "style",
                                     NULL};

static const Option fmt_options[] = {
    {OPTION_FLAG, 0, "check", NULL, "write nothing; name the files that would change",
     offsetof(FmtOptions, check), NULL},
    {OPTION_FLAG, 0, "diff", NULL, "write nothing; show what would change",
     offsetof(FmtOptions, diff), NULL},
    {OPTION_FLAG, 0, "stdout", NULL, "print the result instead of writing it back",
     offsetof(FmtOptions, to_stdout), NULL},
    HOUSE_OPTION(FmtOptions),
    {OPTION_CHOICE, 0, "section-order", "ORDER",
     "as-styled (the default), keep, or style: put the sections into the style's order",
     offsetof(FmtOptions, section_order), orders},
    {OPTION_FLAG, 0, "no-repair", NULL, "leave damaged text as it is",
     offsetof(FmtOptions, no_repair), NULL},
    CREW_OPTION(FmtOptions),
    {0},
};

typedef struct Fmt {
    const FmtOptions *options;
    stemma_view view, remarks; /* of standard output, and of what is told beside it */
    House house;
    Status status; /* of the files so far */
} Fmt;

/* What became of a file. Texts are empty where nothing is to be printed. */
typedef struct Outcome {
    Status status;
    stemma_error error; /* of STATUS_TROUBLE */
    stemma_text
        remarks; /* a repair cannot be seen in the result any more, so it is told when it is written */
    stemma_text diff, bytes;
    bool is_named; /* it was written, or would be */
} Outcome;

static bool is_same(stemma_text a, stemma_text b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* ---- working, on any thread ---- */

static void write_back(const Fmt *fmt, const stemma_doc *doc, const char *path, stemma_text after,
                       Outcome *outcome)
{
    if (stemma_write_file(path, after.ptr, after.len, &outcome->error) != 0) {
        outcome->status = STATUS_TROUBLE;
        return;
    }
    outcome->is_named = true;
    outcome->remarks = stemma_diagnostics(doc, &fmt->remarks);
}

static void settle(const Fmt *fmt, const stemma_doc *doc, const char *path, stemma_text after,
                   Outcome *outcome)
{
    stemma_text before = stemma_doc_bytes(doc);
    bool same = is_same(before, after);
    if (fmt->options->diff && !same) {
        outcome->diff = stemma_unified_diff(path, before, after, &fmt->view);
        outcome->status = STATUS_DIFFERS;
    } else if (!same) {
        write_back(fmt, doc, path, after, outcome);
    }
    stemma_text_free(before);
}

/* Only names the file if it would change: nothing is written, so nothing need be verified. */
static void check_doc(const stemma_doc *doc, const stemma_format_options *formatting,
                      Outcome *outcome)
{
    outcome->is_named = !stemma_is_formatted(doc, formatting);
    outcome->status = outcome->is_named ? STATUS_DIFFERS : STATUS_SAME;
}

static void format_doc(const Fmt *fmt, const stemma_doc *doc, const Job *job, Outcome *outcome)
{
    const FmtOptions *options = fmt->options;
    stemma_format_options formatting = {
        .style = house_style(&fmt->house, job->project),
        .section_order = (stemma_section_order)options->section_order,
    };
    stemma_text after = {0};
    if (stemma_doc_settled(doc, &outcome->error) != 0) {
        outcome->status = STATUS_TROUBLE;
    } else if (options->check && !options->diff) {
        check_doc(doc, &formatting, outcome);
    } else if (stemma_format(doc, &formatting, &after, &outcome->error) != 0) {
        outcome->status = STATUS_TROUBLE;
    } else if ((options->to_stdout || strcmp(job->path, "-") == 0) && !options->diff) {
        outcome->remarks = stemma_diagnostics(doc, &fmt->remarks);
        outcome->bytes = after;
    } else {
        settle(fmt, doc, job->path, after, outcome);
        stemma_text_free(after);
    }
}

static void work(const void *context, Job *job)
{
    const Fmt *fmt = context;
    stemma_read_options reading = {.no_repair = fmt->options->no_repair};
    stemma_doc *doc = NULL;
    Outcome *outcome = job->outcome = allocate(sizeof *outcome);
    *outcome = (Outcome){.status = STATUS_SAME};
    if (stemma_doc_open(job->path, &reading, &doc, &outcome->error) != 0)
        outcome->status = STATUS_TROUBLE;
    else
        format_doc(fmt, doc, job, outcome);
    stemma_doc_free(doc);
}

/* ---- telling ---- */

static void print_path(const char *path)
{
    stemma_text visible = stemma_visible(path, strlen(path));
    progress_hide();
    printf("%s\n", visible.ptr);
    stemma_text_free(visible);
}

static void deliver(void *context, const Job *job)
{
    Fmt *fmt = context;
    Outcome *outcome = job->outcome;
    if (outcome->status == STATUS_TROUBLE)
        trouble(&outcome->error);
    if (outcome->remarks.ptr)
        print_text(stderr, outcome->remarks);
    if (outcome->diff.ptr)
        print_text(stdout, outcome->diff);
    if (outcome->bytes.ptr)
        print_bytes(outcome->bytes);
    if (outcome->is_named)
        print_path(job->path);
    fmt->status = status_worse(fmt->status, outcome->status);
    free(outcome);
}

static Status run(const void *given, char **arguments, size_t count)
{
    const FmtOptions *options = given;
    Fmt fmt = {.options = options,
               .view = console_view(stdout, options->common.color),
               .remarks = console_view(stderr, options->common.color)};
    Crew crew = {.is_without_rules = true}; /* Cursor reads globs without the quotes we give them */
    fmt.remarks.brief = true;
    if (house_open(&fmt.house, options->style) != STATUS_SAME)
        return STATUS_TROUBLE;
    crew_gather(&crew, &fmt.house, arguments, count);
    crew_run(&crew, options->jobs, work, deliver, &fmt);
    Status status = status_worse(fmt.status, crew.status);
    crew_free(&crew);
    house_free(&fmt.house);
    return status;
}

const Command command_fmt = {
    .name = "fmt",
    .arguments = "PATH...",
    .summary = "write files in canonical form",
    .about =
        "Rewrites each file in canonical form, in place; what it says stays the same. Folders\n"
        "are searched for .md files (none is trouble, exit status 2). Rewritten files are named. "
        "'-' formats standard input\n"
        "to standard output. The style is the one that --style names, or that the .stemma.yaml "
        "above\n"
        "the file does, or house.",
    .examples = "  stemma fmt agents/\n"
                "  stemma fmt --check agents/        exit status 1 if a file would change\n"
                "  stemma fmt --diff reviewer.md\n"
                "  stemma fmt --style team.yaml agents/\n"
                "  stemma fmt --style neutral - < draft.md > tidy.md\n",
    .options = fmt_options,
    .size = sizeof(FmtOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
