#include "cli/command.h"
#include "cli/driver.h"

#include <string.h>

enum { CONFLICTS_SHOWN = 127, TROUBLE = 255 };

typedef struct MergeFileOptions {
    Common common;
    bool to_stdout, quiet, explain, diff3, zdiff3, ours, theirs, union_, lines_only;
    unsigned marker_size;
    int version_lines;
    const char *path, *report;
    Texts labels;
} MergeFileOptions;

static const Option merge_file_options[] = {
    {OPTION_FLAG, 'p', "stdout", NULL, "print the result instead of writing it to OURS",
     offsetof(MergeFileOptions, to_stdout), NULL},
    {OPTION_TEXTS, 'L', "label", "NAME",
     "what conflict markers call OURS; a second time BASE, a third time THEIRS",
     offsetof(MergeFileOptions, labels), NULL},
    {OPTION_FLAG, 0, "diff3", NULL, "show the lines of BASE in conflicts",
     offsetof(MergeFileOptions, diff3), NULL},
    {OPTION_FLAG, 0, "zdiff3", NULL, "the same, without what both sides share at the ends",
     offsetof(MergeFileOptions, zdiff3), NULL},
    {OPTION_FLAG, 0, "ours", NULL, "settle conflicts by taking our lines",
     offsetof(MergeFileOptions, ours), NULL},
    {OPTION_FLAG, 0, "theirs", NULL, "settle conflicts by taking their lines",
     offsetof(MergeFileOptions, theirs), NULL},
    {OPTION_FLAG, 0, "union", NULL, "settle conflicts by taking both, ours first",
     offsetof(MergeFileOptions, union_), NULL},
    {OPTION_NUMBER, 0, "marker-size", "N", "length of conflict markers (7)",
     offsetof(MergeFileOptions, marker_size), NULL},
    {OPTION_CHOICE, 0, "version-lines", "WHICH",
     "a version or date that both changed: conflict (as the default), newer, ours or theirs",
     offsetof(MergeFileOptions, version_lines), driver_version_lines},
    {OPTION_FLAG, 0, "lines-only", NULL, "merge as git does, without regard to structure",
     offsetof(MergeFileOptions, lines_only), NULL},
    {OPTION_FLAG, 0, "explain", NULL, "say what became of each conflict of lines, and why",
     offsetof(MergeFileOptions, explain), NULL},
    {OPTION_TEXT, 0, "path", "PATH",
     "what messages call OURS, which git gives as a file without a name",
     offsetof(MergeFileOptions, path), NULL},
    {OPTION_TEXT, 0, "report", "FILE", "the same as JSON in FILE",
     offsetof(MergeFileOptions, report), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "say nothing on standard error",
     offsetof(MergeFileOptions, quiet), NULL},
    {0},
};

static Status fail(const MergeFileOptions *options, const stemma_error *error)
{
    if (!options->quiet)
        trouble(error);
    return STATUS_TROUBLE;
}

static stemma_three_options inner_options(const MergeFileOptions *options, char **paths)
{
    stemma_three_options inner = {.marker_size = options->marker_size,
                                  .lines_only = options->lines_only};
    for (size_t side = 0; side < STEMMA_SIDES; side++)
        inner.label[side] = side < options->labels.count ? options->labels.at[side] : paths[side];
    inner.style = options->zdiff3  ? STEMMA_STYLE_ZDIFF3
                  : options->diff3 ? STEMMA_STYLE_DIFF3
                                   : STEMMA_STYLE_MERGE;
    inner.version_lines = (stemma_version_lines)options->version_lines;
    inner.favor = options->union_   ? STEMMA_FAVOR_UNION
                  : options->theirs ? STEMMA_FAVOR_THEIRS
                  : options->ours   ? STEMMA_FAVOR_OURS
                                    : STEMMA_FAVOR_NONE;
    return inner;
}

static Status give(const MergeFileOptions *options, const char *path, const stemma_three *merge)
{
    stemma_text output = stemma_three_output(merge);
    stemma_error error;
    int failed = 0;
    if (options->to_stdout) {
        print_bytes(output);
        return console_finish(
            STATUS_SAME); /* a 2 from the end of the program would mean two conflicts */
    }
    failed = stemma_write_file(path, output.ptr, output.len, &error);
    stemma_text_free(output);
    return failed ? fail(options, &error) : STATUS_SAME;
}

static Status explain(const MergeFileOptions *options, const char *path, const stemma_three *merge)
{
    stemma_view view = console_view(stderr, options->common.color);
    bool is_by_lines = stemma_three_is_by_lines(merge) && !options->lines_only;
    if (options->explain && !options->quiet)
        print_text(stderr, stemma_three_report(merge, &view));
    else if (is_by_lines && !options->quiet)
        message("%s: too large or too odd to be read as a document; merged by lines alone", path);
    if (!options->report)
        return STATUS_SAME;
    view.json = true;
    stemma_text report = stemma_three_report(merge, &view);
    stemma_error error;
    int failed = stemma_write_file(options->report, report.ptr, report.len, &error);
    stemma_text_free(report);
    return failed ? fail(options, &error) : STATUS_SAME;
}

static Status merge_texts(const MergeFileOptions *options, char **paths, const stemma_text *texts)
{
    stemma_three_options inner = inner_options(options, paths);
    stemma_three *merge;
    stemma_error error;
    if (stemma_merge_three(texts, &inner, &merge, &error) != 0)
        return fail(options, &error);
    size_t conflicts = stemma_three_conflict_count(merge);
    Status status = explain(options, options->path ? options->path : paths[STEMMA_OURS], merge);
    if (status == STATUS_SAME)
        status = give(options, paths[STEMMA_OURS], merge);
    stemma_three_free(merge);
    if (status != STATUS_SAME)
        return (Status)TROUBLE;
    return (Status)(conflicts < CONFLICTS_SHOWN ? conflicts : CONFLICTS_SHOWN);
}

static Status run(const void *given, char **paths, size_t count)
{
    const MergeFileOptions *options = given;
    stemma_text texts[STEMMA_SIDES] = {{0}};
    Status status = STATUS_SAME;
    stemma_error error;
    if (options->labels.count > STEMMA_SIDES) {
        message("merge-file: more than three labels");
        return (Status)TROUBLE;
    }
    for (size_t side = 0; side < count && status == STATUS_SAME; side++)
        if (stemma_read_file(paths[side], &texts[side], &error) != 0) {
            fail(options, &error);
            status = (Status)TROUBLE;
        }
    if (status == STATUS_SAME)
        status = merge_texts(options, paths, texts);
    for (size_t side = 0; side < count; side++)
        stemma_text_free(texts[side]);
    return status;
}

const Command command_merge_file = {
    .name = "merge-file",
    .arguments = "OURS BASE THEIRS",
    .summary = "merge two edits of one file, as git's merge driver does",
    .about = "Brings what OURS and THEIRS made of BASE together, in OURS. Takes the arguments and "
             "options\n"
             "of git merge-file and gives its exit status: the number of conflicts (at most 127),\n"
             "or 255 for trouble. Where git's merge by lines is clean, so is this one.",
    .examples = "  stemma merge-file mine.md base.md theirs.md\n"
                "  stemma merge-file -p --diff3 mine.md base.md theirs.md\n",
    .options = merge_file_options,
    .size = sizeof(MergeFileOptions),
    .least = STEMMA_SIDES,
    .most = STEMMA_SIDES,
    .trouble = TROUBLE,
    .run = run,
};
