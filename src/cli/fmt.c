#include "cli/command.h"
#include "cli/house.h"
#include "cli/progress.h"

#include <string.h>

typedef struct FmtOptions {
    Common common;
    bool to_stdout, check, diff, no_repair;
    const char *style;
    int section_order;
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
    {OPTION_TEXT, 0, "style", "STYLE", "a built-in style or a style file; without it the project's",
     offsetof(FmtOptions, style), house_styles},
    {OPTION_CHOICE, 0, "section-order", "ORDER",
     "as-styled (the default), keep, or style: put the sections into the style's order",
     offsetof(FmtOptions, section_order), orders},
    {OPTION_FLAG, 0, "no-repair", NULL, "leave damaged text as it is",
     offsetof(FmtOptions, no_repair), NULL},
    {0},
};

typedef struct Fmt {
    const FmtOptions *options;
    stemma_view view;
    House house;
    Progress progress;
    Status status; /* of the files so far */
} Fmt;

static stemma_format_options format_options_of(const Fmt *fmt)
{
    return (stemma_format_options){
        .style = house_style(&fmt->house),
        .section_order = (stemma_section_order)fmt->options->section_order,
    };
}

static bool is_same(stemma_text a, stemma_text b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* A repair cannot be seen in the result any more, so it is told when the result is written. */
static void print_diagnostics(const Fmt *fmt, const stemma_doc *doc)
{
    stemma_view view = console_view(stderr, fmt->options->common.color);
    view.brief = true;
    print_text(stderr, stemma_diagnostics(doc, &view));
}

static void print_path(const char *path)
{
    stemma_text visible = stemma_visible(path, strlen(path));
    progress_hide();
    printf("%s\n", visible.ptr);
    stemma_text_free(visible);
}

static Status write_back(const Fmt *fmt, const stemma_doc *doc, const char *path, stemma_text after)
{
    stemma_error error;
    if (stemma_write_file(path, after.ptr, after.len, &error) != 0)
        return trouble(&error);
    print_diagnostics(fmt, doc);
    print_path(path);
    return STATUS_SAME;
}

static Status settle(const Fmt *fmt, const stemma_doc *doc, const char *path, stemma_text after)
{
    const FmtOptions *options = fmt->options;
    stemma_text before = stemma_doc_bytes(doc);
    bool same = is_same(before, after);
    Status status = STATUS_SAME;
    if (options->diff && !same)
        print_text(stdout, stemma_unified_diff(path, before, after, &fmt->view));
    else if (!options->diff && !same)
        status = write_back(fmt, doc, path, after);
    if (options->diff && !same)
        status = STATUS_DIFFERS;
    stemma_text_free(before);
    return status;
}

/* Only names the file if it would change: nothing is written, so nothing need be verified. */
static Status check_doc(const Fmt *fmt, const stemma_doc *doc, const char *path)
{
    stemma_format_options formatting = format_options_of(fmt);
    bool is_formatted = stemma_is_formatted(doc, &formatting);
    if (!is_formatted)
        print_path(path);
    return is_formatted ? STATUS_SAME : STATUS_DIFFERS;
}

static Status format_doc(const Fmt *fmt, const stemma_doc *doc, const char *path)
{
    const FmtOptions *options = fmt->options;
    stemma_format_options formatting = format_options_of(fmt);
    stemma_text after = {0};
    stemma_error error;
    if (options->check && !options->diff)
        return check_doc(fmt, doc, path);
    if (stemma_format(doc, &formatting, &after, &error) != 0)
        return trouble(&error);
    if ((options->to_stdout || strcmp(path, "-") == 0) && !options->diff) {
        print_diagnostics(fmt, doc);
        print_bytes(after);
        return STATUS_SAME;
    }
    Status status = settle(fmt, doc, path, after);
    stemma_text_free(after);
    return status;
}

static Status format_file(Fmt *fmt, const char *path)
{
    if (house_enter(&fmt->house, path) != STATUS_SAME)
        return STATUS_TROUBLE;
    stemma_read_options reading = {.no_repair = fmt->options->no_repair};
    stemma_doc *doc = NULL;
    stemma_error error;
    if (stemma_doc_open(path, &reading, &doc, &error) != 0)
        return trouble(&error);
    Status status = format_doc(fmt, doc, path);
    stemma_doc_free(doc);
    return status;
}

static void visit(void *context, const char *path)
{
    Fmt *fmt = context;
    progress_step(&fmt->progress, path);
    fmt->status = status_worse(fmt->status, format_file(fmt, path));
}

static Status run(const void *given, char **arguments, size_t count)
{
    const FmtOptions *options = given;
    Fmt fmt = {.options = options, .view = console_view(stdout, options->common.color)};
    if (house_open(&fmt.house, options->style) != STATUS_SAME)
        return STATUS_TROUBLE;
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        if (stemma_walk(arguments[i], visit, &fmt, &error) != 0)
            fmt.status = trouble(&error);
    }
    progress_hide();
    house_free(&fmt.house);
    return fmt.status;
}

const Command command_fmt = {
    .name = "fmt",
    .arguments = "PATH...",
    .summary = "write files in canonical form",
    .about =
        "Rewrites each file in canonical form, in place; what it says stays the same. Folders\n"
        "are searched for .md files. Rewritten files are named. '-' formats standard input\n"
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
