#include "cli/command.h"
#include "cli/git.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct ApplyOptions {
    Common common;
    const char *output;
    bool to_stdout, check, partial, reverse, quiet;
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
    {OPTION_FLAG, 'R', "reverse", NULL, "make the old file out of the new one",
     offsetof(ApplyOptions, reverse), NULL},
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

static void report_drifted(const ApplyOptions *options, const char *file,
                           const stemma_applied *applied, const char *rejects)
{
    size_t placed = applied->changes - applied->present - applied->rejected;
    char present[64] = "";
    if (applied->present)
        snprintf(present, sizeof present, ", %zu %s there already", applied->present,
                 applied->present == 1 ? "was" : "were");
    fwrite(applied->report.ptr, 1, applied->report.len, stderr);
    message("%s: not the file that the patch was made for; placed %zu of %zu change%s%s", file,
            placed, applied->changes, applied->changes == 1 ? "" : "s", present);
    if (applied->rejected && !is_written(options, applied))
        message("%s: left as it is%s", file,
                !options->check && placed ? "; --partial applies what found its place" : "");
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

/* Is there anything to be written, and may it be? A file that stays as it is is not written back to. */
static bool is_output_due(const ApplyOptions *options, const char *file,
                          const stemma_applied *applied)
{
    const char *target = target_of(options, file);
    bool is_elsewhere = strcmp(target, file) != 0 || strcmp(target, "-") == 0;
    return is_written(options, applied) && (is_elsewhere || applied->changes > applied->present);
}

/* Result and rejects, both or neither. */
static Status write_files(const ApplyOptions *options, const char *file,
                          const stemma_applied *applied, const char *rejects)
{
    const char *target = target_of(options, file);
    stemma_text visible = {0}, output = applied->output;
    stemma_file files[2];
    stemma_error error;
    size_t count = 0;
    if (strcmp(target, "-") == 0 && isatty(STDOUT_FILENO))
        output = visible = stemma_visible(output.ptr, output.len);
    if (is_output_due(options, file, applied))
        files[count++] = (stemma_file){target, output.ptr, output.len};
    if (applied->rejected && rejects && !options->check)
        files[count++] = (stemma_file){rejects, applied->rejects.ptr, applied->rejects.len};
    Status status = STATUS_SAME;
    if (count && stemma_write_files(files, count, &error) != 0)
        status = trouble(&error);
    stemma_text_free(visible);
    return status;
}

/* Where rejects go; NULL: nowhere. They may not take the place of the patch as long as that holds more than they. */
static char *rejects_of(const ApplyOptions *options, const char *patch, const char *file,
                        const stemma_applied *applied)
{
    if (strcmp(file, "-") == 0 || git_is_revision(file))
        return NULL;
    size_t size = strlen(file) + sizeof ".rej";
    char *rejects = allocate(size);
    snprintf(rejects, size, "%s.rej", file);
    if (is_written(options, applied) || !stemma_same_file(rejects, patch))
        return rejects;
    free(rejects);
    return NULL;
}

static Status finish(const ApplyOptions *options, const char *patch, const char *file,
                     const stemma_applied *applied)
{
    char *rejects = rejects_of(options, patch, file, applied);
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
    if (doc_open(file, NULL, NULL, &doc, &error) != 0)
        return trouble(&error);
    stemma_apply_options how = {.reverse = options->reverse};
    int failed = stemma_patch_apply(name, patch.ptr, patch.len, doc, &how, &applied, &error);
    Status status = failed ? trouble(&error) : finish(options, name, file, &applied);
    if (!failed)
        stemma_applied_free(applied);
    stemma_doc_free(doc);
    return status;
}

static Status check_arguments(const ApplyOptions *options, char **arguments)
{
    bool is_elsewhere = options->output || options->to_stdout || options->check;
    if (strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0)
        message("-: standard input can be read only once");
    else if (options->output && stemma_same_file(options->output, arguments[0]))
        message("%s: is the patch; give the result a name of its own", arguments[0]);
    else if (options->output && options->to_stdout)
        message("apply: --output and --stdout say two things; leave one out");
    else if (!is_elsewhere && git_is_revision(arguments[1]))
        message("%s: is of another revision; --output or --stdout says where the result goes",
                arguments[1]);
    else
        return STATUS_SAME;
    return STATUS_TROUBLE;
}

static Status run(const void *given, char **arguments, size_t count)
{
    (void)count;
    const ApplyOptions *options = given;
    stemma_text patch;
    stemma_error error;
    Status status = check_arguments(options, arguments);
    if (status)
        return status;
    if (stemma_read_file(arguments[0], &patch, &error) != 0)
        return trouble(&error);
    status = apply(options, arguments[0], patch, arguments[1]);
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
