#include "cli/command.h"
#include "cli/diff_others.h"
#include "cli/docs.h"
#include "cli/git.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct DiffOptions {
    Common common;
    Texts labels;
    unsigned width;
    int format;
    bool side_by_side, stat, word, why, formatting, quiet, no_exit_code, no_repair;
} DiffOptions;

/* Behind what the library shows: the patch, which it makes. */
enum { FORMAT_PATCH = STEMMA_DIFF_HTML + 1 };

static const char *const formats[] = {
    [STEMMA_DIFF_TEXT] = "text", [STEMMA_DIFF_MARKDOWN] = "markdown",
    [STEMMA_DIFF_JSON] = "json", [STEMMA_DIFF_HTML] = "html",
    [FORMAT_PATCH] = "patch",    NULL,
};

static const Option diff_options[] = {
    {OPTION_CHOICE, 0, "format", "FORMAT", "text (as the default), markdown, json, html or patch",
     offsetof(DiffOptions, format), formats},
    {OPTION_FLAG, 0, "stat", NULL, "only how much changed where", offsetof(DiffOptions, stat),
     NULL},
    {OPTION_FLAG, 'y', "side-by-side", NULL, "old on the left, new on the right",
     offsetof(DiffOptions, side_by_side), NULL},
    {OPTION_FLAG, 0, "word", NULL, "show the whole text of what was edited",
     offsetof(DiffOptions, word), NULL},
    {OPTION_FLAG, 0, "formatting", NULL, "show and count what is only formatting, too",
     offsetof(DiffOptions, formatting), NULL},
    {OPTION_FLAG, 0, "why", NULL, "show what each pair was paired by", offsetof(DiffOptions, why),
     NULL},
    {OPTION_TEXTS, 'L', "label", "NAME", "call the first, second, ... file NAME; repeatable",
     offsetof(DiffOptions, labels), NULL},
    {OPTION_NUMBER, 0, "width", "COLUMNS", "fit the text to so many columns",
     offsetof(DiffOptions, width), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "print nothing; only the exit status",
     offsetof(DiffOptions, quiet), NULL},
    {OPTION_FLAG, 0, "no-exit-code", NULL, "exit with 0 even if there are differences",
     offsetof(DiffOptions, no_exit_code), NULL},
    {OPTION_FLAG, 0, "no-repair", NULL, "leave damaged text as it is",
     offsetof(DiffOptions, no_repair), NULL},
    {0},
};

/* Where there is no terminal text is wrapped at a fixed width, so that what is saved does not depend on the window. */
enum { WIDTH_ELSEWHERE = 100 };

static stemma_view view_of(const DiffOptions *options)
{
    stemma_view view = console_view(stdout, options->common.color);
    if (options->width || !view.width)
        view.width = options->width ? options->width : WIDTH_ELSEWHERE;
    return view;
}

static stemma_read_options reading_of(const DiffOptions *options)
{
    return (stemma_read_options){.no_repair = options->no_repair};
}

/* A patch makes the new file byte for byte, so that every byte is a difference. */
static Status print_patch(const DiffOptions *options, const stemma_diff *diff)
{
    stemma_text patch;
    stemma_error error;
    if (stemma_diff_patch(diff, &patch, &error) != 0)
        return trouble(&error);
    bool is_same = patch.len == 0;
    if (options->quiet)
        stemma_text_free(patch);
    else
        print_bytes(patch);
    return is_same || options->no_exit_code ? STATUS_SAME : STATUS_DIFFERS;
}

static Status print_view(const DiffOptions *options, const stemma_diff *diff)
{
    stemma_diff_options how = {.format = options->stat ? STEMMA_DIFF_STAT
                                                       : (stemma_diff_format)options->format,
                               .side_by_side = options->side_by_side,
                               .word = options->word,
                               .why = options->why,
                               .formatting = options->formatting};
    stemma_view view = view_of(options);
    bool is_same = stemma_diff_count(diff, options->formatting) == 0;
    if (!options->quiet)
        print_text(stdout, stemma_diff_view(diff, &how, &view));
    return is_same || options->no_exit_code ? STATUS_SAME : STATUS_DIFFERS;
}

/* Prints the diff, if that is wanted, and frees it. */
static Status print_diff(const DiffOptions *options, stemma_diff *diff)
{
    bool is_patch = options->format == FORMAT_PATCH && !options->stat;
    Status status = (is_patch ? print_patch : print_view)(options, diff);
    stemma_diff_free(diff);
    return status;
}

/* ---- files ---- */

static const char *label_of(const DiffOptions *options, size_t index)
{
    return index < options->labels.count ? options->labels.at[index] : NULL;
}

/* Opens what the arguments name, each with its label; all or none, since a comparison with less would look like the
   whole. */
static Status open_all(const DiffOptions *options, char **arguments, size_t count, Docs *docs)
{
    stemma_read_options reading = reading_of(options);
    size_t standard_inputs = 0;
    *docs = (Docs){.at = allocate(count * sizeof *docs->at)};
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        if (strcmp(arguments[i], "-") == 0 && standard_inputs++) {
            message("-: standard input can be read only once");
            return STATUS_TROUBLE;
        }
        if (doc_open(arguments[i], label_of(options, i), &reading, &docs->at[i], &error) != 0)
            return trouble(&error);
        docs->count++;
    }
    return STATUS_SAME;
}

static Status diff_files(const DiffOptions *options, char **arguments)
{
    Docs docs;
    Status status = open_all(options, arguments, 2, &docs);
    if (status == STATUS_SAME)
        status = print_diff(options, stemma_diff_docs(docs.at[0], docs.at[1]));
    docs_free(&docs);
    return status;
}

/* ---- more than two ---- */

static bool is_all_same(const Docs *docs)
{
    bool is_same = true;
    stemma_text first = stemma_doc_bytes(docs->at[0]);
    for (size_t i = 1; i < docs->count && is_same; i++) {
        stemma_text other = stemma_doc_bytes(docs->at[i]);
        is_same = other.len == first.len && memcmp(other.ptr, first.ptr, first.len) == 0;
        stemma_text_free(other);
    }
    stemma_text_free(first);
    return is_same;
}

static Status print_comparison(const DiffOptions *options, const Docs *docs)
{
    stemma_view view = view_of(options);
    stemma_text text;
    stemma_error error;
    if (stemma_compare(docs->at, docs->count, (stemma_diff_format)options->format, &view, &text,
                       &error) != 0)
        return trouble(&error);
    if (options->quiet)
        stemma_text_free(text);
    else
        print_text(stdout, text);
    return options->no_exit_code || is_all_same(docs) ? STATUS_SAME : STATUS_DIFFERS;
}

static Status compare_files(const DiffOptions *options, char **arguments, size_t count)
{
    Docs docs;
    if (options->format == FORMAT_PATCH || options->stat) {
        message("diff: more than two files are shown as text, json or html only");
        return STATUS_TROUBLE;
    }
    Status status = open_all(options, arguments, count, &docs);
    if (status == STATUS_SAME)
        status = print_comparison(options, &docs);
    docs_free(&docs);
    return status;
}

/* ---- folders ---- */

typedef struct Visit {
    const char *folder;
    const stemma_read_options *reading;
    Docs docs;
    size_t room;
} Visit;

/* The path below the folder: what both sets have in common. */
static const char *path_below(const char *folder, const char *path)
{
    size_t len = strlen(folder);
    path += strncmp(path, folder, len) == 0 ? len : 0;
    while (*path == '/')
        path++;
    return path;
}

static void visit(void *context, const char *path)
{
    Visit *v = context;
    stemma_error error;
    if (v->docs.count == v->room) {
        stemma_doc **at = allocate((v->room = 2 * v->room + 16) * sizeof *at);
        memcpy(at, v->docs.at, v->docs.count * sizeof *at);
        free(v->docs.at);
        v->docs.at = at;
    }
    const char *label = path_below(v->folder, path);
    if (doc_open(path, label, v->reading, &v->docs.at[v->docs.count], &error) == 0)
        v->docs.count++;
    else
        v->docs.status = trouble(&error);
}

static Docs open_folder(const DiffOptions *options, const char *path)
{
    stemma_read_options reading = reading_of(options);
    Visit v = {.folder = path, .reading = &reading, .docs = {.at = allocate(1)}};
    stemma_error error;
    if (git_is_revision(path)) {
        free(v.docs.at);
        if (git_open_folder(path, &reading, &v.docs, &error) != 0)
            v.docs.status = trouble(&error);
    } else if (stemma_walk(path, visit, &v, &error) != 0) {
        v.docs.status = trouble(&error);
    }
    return v.docs;
}

/* Folders that differ in other files only must not look the same; git's are not asked. */
static void tell_others(char **arguments)
{
    if (git_is_revision(arguments[0]) || git_is_revision(arguments[1]))
        return;
    size_t count = diff_others_count(arguments[0], arguments[1]);
    if (count)
        message("%zu other file%s or %s on one side; only .md and .mdc files are compared", count,
                count == 1 ? " differs" : "s differ", count == 1 ? "stands" : "stand");
}

static Status diff_folders(const DiffOptions *options, char **arguments)
{
    Docs sides[2];
    Status status = STATUS_SAME;
    for (int i = 0; i < 2; i++) {
        sides[i] = open_folder(options, arguments[i]);
        status = status_worse(status, sides[i].status);
    }
    if (status == STATUS_SAME)
        status = print_diff(options, stemma_diff_sets(arguments[0], sides[0].at, sides[0].count,
                                                      arguments[1], sides[1].at, sides[1].count));
    docs_free(&sides[0]);
    docs_free(&sides[1]);
    if (status != STATUS_TROUBLE && !options->quiet)
        tell_others(arguments);
    return status;
}

/* ---- git's external diff ---- */

enum {
    GIT_PATH,
    GIT_OLD_FILE,
    GIT_OLD_HEX,
    GIT_OLD_MODE,
    GIT_NEW_FILE,
    GIT_NEW_HEX,
    GIT_NEW_MODE,
    GIT_NEW_PATH
};

static bool is_made_of(const char *text, const char *signs, size_t least)
{
    return strcmp(text, ".") == 0 || (strlen(text) >= least && !text[strspn(text, signs)]);
}

/* path old-file old-hex old-mode new-file new-hex new-mode, and of a renamed file new-path and what git says of it. */
static bool is_from_git(char **arguments, size_t count)
{
    return (count == 7 || count == 9) &&
           is_made_of(arguments[GIT_OLD_HEX], "0123456789abcdef", 40) &&
           is_made_of(arguments[GIT_NEW_HEX], "0123456789abcdef", 40) &&
           is_made_of(arguments[GIT_OLD_MODE], "01234567", 6) &&
           is_made_of(arguments[GIT_NEW_MODE], "01234567", 6);
}

/* git's pager shows colours, and git has told us its width. */
static void fit_pager(DiffOptions *options)
{
    const char *pager = getenv("GIT_PAGER_IN_USE"), *columns = getenv("COLUMNS");
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool is_paged = pager && strcmp(pager, "true") == 0;
    bool shows_color = !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
    if (is_paged && shows_color && options->common.color == COLOR_AUTO)
        options->common.color = COLOR_ALWAYS;
    if (is_paged && columns && !options->width)
        options->width = (unsigned)strtoul(columns, NULL, 10);
}

static void print_visible(const char *text)
{
    print_text(stdout, stemma_visible(text, strlen(text)));
}

/* What git calls us for besides the text: "." is the mode of a file that is not there. */
static void print_what_git_knows(char **arguments, const char *path, const char *new_path)
{
    const char *old_mode = arguments[GIT_OLD_MODE], *new_mode = arguments[GIT_NEW_MODE];
    if (strcmp(path, new_path) != 0) {
        print_visible(path);
        fputs(": renamed to ", stdout);
        print_visible(new_path);
        putchar('\n');
    }
    if (strcmp(old_mode, ".") != 0 && strcmp(new_mode, ".") != 0 &&
        strcmp(old_mode, new_mode) != 0) {
        print_visible(path);
        printf(": mode %s -> %s\n", old_mode, new_mode);
    }
}

static void end_quietly(int number)
{
    (void)number;
    _exit(STATUS_SAME);
}

/* git takes any status but 0 for a failure, and an end by a signal for a death, though its reader may just have seen enough. */
static Status diff_for_git(const DiffOptions *given, char **arguments, size_t count)
{
    signal(SIGPIPE, end_quietly);
    DiffOptions options = *given;
    const char *labels[] = {arguments[GIT_PATH], arguments[count == 9 ? GIT_NEW_PATH : GIT_PATH]};
    char *files[] = {arguments[GIT_OLD_FILE], arguments[GIT_NEW_FILE]};
    options.labels = (Texts){labels, 2};
    options.no_exit_code = true;
    fit_pager(&options);
    print_what_git_knows(arguments, labels[0], labels[1]);
    Status status = diff_files(&options, files);
    putchar('\n'); /* git shows one file after the other */
    return status;
}

static Status unmerged(const char *path)
{
    fputs("* unmerged path ", stdout);
    print_visible(path);
    putchar('\n');
    return STATUS_SAME;
}

/* ---- the command ---- */

static bool is_folder(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode);
    return git_is_revision(path) && git_is_folder(path);
}

/* What cannot be read is the worse trouble. */
static Status refuse_mixed(const char *folder, const char *file)
{
    stemma_doc *doc;
    stemma_error error;
    if (doc_open(file, NULL, NULL, &doc, &error) != 0)
        return trouble(&error);
    stemma_doc_free(doc);
    message("%s: is a folder, and %s is none; compare two files or two folders", folder, file);
    return STATUS_TROUBLE;
}

static Status diff_two(const DiffOptions *options, char **arguments)
{
    bool is_old = is_folder(arguments[0]), is_new = is_folder(arguments[1]);
    if (is_old != is_new)
        return refuse_mixed(arguments[is_old ? 0 : 1], arguments[is_old ? 1 : 0]);
    return is_old ? diff_folders(options, arguments) : diff_files(options, arguments);
}

static Status run(const void *given, char **arguments, size_t count)
{
    const DiffOptions *options = given;
    if (count == 1 && getenv("GIT_DIFF_PATH_COUNTER"))
        return unmerged(arguments[0]);
    if (count == 1) {
        message("diff: needs two files or folders; try 'stemma diff --help'");
        return STATUS_TROUBLE;
    }
    if (is_from_git(arguments, count))
        return diff_for_git(options, arguments, count);
    return count == 2 ? diff_two(options, arguments) : compare_files(options, arguments, count);
}

const Command command_diff = {
    .name = "diff",
    .arguments = "OLD NEW",
    .summary = "what really changed: by section, item and field, not by line",
    .about = "Shows what changed from OLD to NEW as a reader would tell it: fields, sections\n"
             "and items that were added, removed, moved, renamed or edited, and inside what\n"
             "was edited the words. Changes of numbers, negations and rights come first; what\n"
             "is only formatting is counted. OLD and NEW are two files or two folders, of which\n"
             "the .md and .mdc files are compared; '-' is standard input, and REV:PATH is read\n"
             "through git. More than two files stand beside each other, section by section:\n"
             "which of them has what.",
    .examples = "  stemma diff old.md new.md\n"
                "  stemma diff --side-by-side HEAD~1:agents/reviewer.md agents/reviewer.md\n"
                "  stemma diff --format html old.md new.md > changes.html\n"
                "  stemma diff --stat main:agents agents\n"
                "  stemma diff a.md b.md c.md\n"
                "  git config diff.external 'stemma diff'\n",
    .options = diff_options,
    .size = sizeof(DiffOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
