#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

typedef struct ApplyOptions {
    Common common;
    const char *output;
    bool to_stdout, check, partial, quiet;
} ApplyOptions;

static const Option apply_options[] = {
    {OPTION_TEXT, 'o', "output", "FILE", "write the result to FILE and leave the old file alone",
     offsetof(ApplyOptions, output), NULL},
    {OPTION_FLAG, 0, "stdout", NULL, "print the result instead of writing it back",
     offsetof(ApplyOptions, to_stdout), NULL},
    {OPTION_FLAG, 'n', "check", NULL, "write nothing; only say whether the patch applies",
     offsetof(ApplyOptions, check), NULL},
    {OPTION_FLAG, 0, "partial", NULL, "apply what can be placed, even if not all can",
     offsetof(ApplyOptions, partial), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "no report on standard error", offsetof(ApplyOptions, quiet),
     NULL},
    {0},
};

/* Where the result goes. */
static const char *target_of(const ApplyOptions *options, const char *file)
{
    if (options->output)
        return options->output;
    return options->to_stdout ? "-" : file;
}

static bool is_written(const ApplyOptions *options, const stemma_applied *applied)
{
    return !options->check && (applied->rejected == 0 || options->partial);
}

/* ---- what is said ---- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void report_drifted(const ApplyOptions *options, const char *file,
                           const stemma_applied *applied, const char *rejects)
{
    size_t placed = applied->changes - applied->present - applied->rejected;
    fwrite(applied->report.ptr, 1, applied->report.len, stderr);
    if (applied->rejected == 0)
        message("%s: not the file that the patch was made for; all %zu change%s found their place",
                file, applied->changes, plural(applied->changes));
    else
        message("%s: not the file that the patch was made for; %zu of %zu change%s found no place",
                file, applied->rejected, applied->changes, plural(applied->changes));
    if (applied->rejected && !is_written(options, applied))
        message("%s: left as it is%s", file,
                !options->check && placed ? "; --partial applies the others" : "");
    if (applied->rejected && rejects && !options->check)
        message("%s: holds what found no place", rejects);
}

static void report(const ApplyOptions *options, const char *file, const stemma_applied *applied,
                   const char *rejects)
{
    if (options->quiet)
        return;
    if (applied->changes == 0)
        message("the patch is empty; there is nothing to change");
    else if (applied->present == applied->changes)
        message("%s: the patch is applied already", file);
    else if (!applied->is_exact)
        report_drifted(options, file, applied, rejects);
    else if (options->check)
        message("%s: the patch applies", file);
}

/* ---- what is written ---- */

/* Result and rejects, both or neither; a file that stays as it is is not written back to. */
static Status write_files(const ApplyOptions *options, const char *file,
                          const stemma_applied *applied, const char *rejects)
{
    const char *target = target_of(options, file);
    bool is_changed = applied->changes > applied->present || strcmp(target, file) != 0 ||
                      strcmp(target, "-") == 0;
    stemma_file files[2];
    size_t count = 0;
    if (is_written(options, applied) && is_changed)
        files[count++] = (stemma_file){target, applied->output.ptr, applied->output.len};
    if (applied->rejected && rejects && !options->check)
        files[count++] = (stemma_file){rejects, applied->rejects.ptr, applied->rejects.len};
    stemma_error error;
    if (count && stemma_write_files(files, count, &error) != 0)
        return trouble(&error);
    return STATUS_SAME;
}

static Status finish(const ApplyOptions *options, const char *file, stemma_applied *applied)
{
    size_t size = strlen(file) + sizeof ".rej";
    char *rejects = strcmp(file, "-") == 0 ? NULL : allocate(size);
    if (rejects)
        snprintf(rejects, size, "%s.rej", file);
    Status status = write_files(options, file, applied, rejects);
    if (status == STATUS_SAME) {
        report(options, file, applied, rejects);
        status = applied->rejected ? STATUS_DIFFERS : STATUS_SAME;
    }
    free(rejects);
    return status;
}

/* ---- */

static Status apply(const ApplyOptions *options, const char *name, stemma_text patch,
                    const char *file)
{
    stemma_doc *doc = NULL;
    stemma_applied applied;
    stemma_error error;
    if (stemma_doc_open(file, NULL, &doc, &error) != 0)
        return trouble(&error);
    int failed = stemma_patch_apply(name, patch.ptr, patch.len, doc, &applied, &error);
    Status status = failed ? trouble(&error) : finish(options, file, &applied);
    if (!failed)
        stemma_applied_free(applied);
    stemma_doc_free(doc);
    return status;
}

static Status run(const void *given, char **arguments, size_t count)
{
    (void)count;
    const ApplyOptions *options = given;
    stemma_text patch;
    stemma_error error;
    if (strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0) {
        message("-: standard input can be read only once");
        return STATUS_TROUBLE;
    }
    if (options->output && options->to_stdout) {
        message("apply: --output and --stdout say two things; leave one out");
        return STATUS_TROUBLE;
    }
    if (stemma_read_file(arguments[0], &patch, &error) != 0)
        return trouble(&error);
    Status status = apply(options, arguments[0], patch, arguments[1]);
    stemma_text_free(patch);
    return status;
}

const Command command_apply = {
    .name = "apply",
    .arguments = "PATCH FILE",
    .summary = "apply a patch that 'stemma diff --format patch' made",
    .about =
        "Makes the new file out of the old one, byte for byte. A file that is not the one the\n"
        "patch was made for is searched for the place of each change, by its address and the\n"
        "lines around it. Unless all changes find their place the file is left as it is, the\n"
        "others are written to FILE.rej, and the exit status is 1. '-' is standard input; then\n"
        "the result is printed.",
    .examples = "  stemma diff --format patch old.md new.md > change.patch\n"
                "  stemma apply change.patch mine.md\n"
                "  stemma apply --check change.patch mine.md\n"
                "  stemma apply -o new.md change.patch old.md\n"
                "  stemma apply --stdout - old.md < mail.txt\n",
    .options = apply_options,
    .size = sizeof(ApplyOptions),
    .least = 2,
    .most = 2,
    .run = run,
};
