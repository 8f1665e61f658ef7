#include "cli/command.h"
#include "cli/driver.h"
#include "cli/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

typedef struct SetupOptions {
    Common common;
    bool global, attributes, remove;
    int version_lines;
} SetupOptions;

static const Option setup_options[] = {
    {OPTION_FLAG, 0, "global", NULL, "for all your repositories, not for this one",
     offsetof(SetupOptions, global), NULL},
    {OPTION_FLAG, 0, "attributes", NULL,
     "also name the driver in .gitattributes, for *.md and *.mdc",
     offsetof(SetupOptions, attributes), NULL},
    {OPTION_CHOICE, 0, "version-lines", "WHICH",
     "a version or date that both changed: conflict (as the default), newer, ours or theirs",
     offsetof(SetupOptions, version_lines), driver_version_lines},
    {OPTION_FLAG, 0, "remove", NULL, "undo what this command did", offsetof(SetupOptions, remove),
     NULL},
    {0},
};

static const char *scope_of(const SetupOptions *options)
{
    return options->global ? "--global" : "--local";
}

/* ---- configuration ---- */

/* For the shell that git gives the command to. */
static void quote(char *out, size_t size, const char *path)
{
    size_t len = 0;
    out[len++] = '\'';
    for (; *path && len + 6 < size; path++)
        if (*path == '\'')
            len += (size_t)snprintf(out + len, size - len, "'\\''");
        else
            out[len++] = *path;
    out[len++] = '\'';
    out[len] = '\0';
}

/* This very program, so that git needs no PATH to find it. */
static void find_program(char *quoted, size_t size)
{
    char path[PATH_SIZE] = "stemma";
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len > 0)
        path[len] = '\0';
    quote(quoted, size, path);
}

static Status set(const SetupOptions *options, const char *key, const char *value)
{
    const char *const arguments[] = {"config", scope_of(options), key, value, NULL};
    Process git;
    Status status = driver_git(arguments, (stemma_text){NULL, 0}, &git);
    if (status != STATUS_SAME)
        return status;
    if (git.status != 0) {
        message("git config: %.*s", (int)strcspn(git.errors.ptr, "\n"), git.errors.ptr);
        status = STATUS_TROUBLE;
    }
    process_free(&git);
    return status;
}

/* As people have told git to show conflicts; a driver is not told by git. */
static const char *conflict_style(void)
{
    static const char *const ask[] = {"config", "merge.conflictStyle", NULL};
    stemma_text line;
    if (driver_ask(ask, &line) != STATUS_SAME)
        return "";
    const char *style = !line.ptr                         ? ""
                        : strcmp(line.ptr, "diff3") == 0  ? " --diff3"
                        : strcmp(line.ptr, "zdiff3") == 0 ? " --zdiff3"
                                                          : "";
    stemma_text_free(line);
    return style;
}

/* Git knows what it calls the sides since 2.44 and tells a driver that asks. */
static const char *side_labels(void)
{
    static const char *const ask[] = {"version", NULL};
    stemma_text line;
    unsigned major = 0, minor = 0;
    if (driver_ask(ask, &line) == STATUS_SAME && line.ptr)
        sscanf(line.ptr, "git version %u.%u", &major, &minor);
    stemma_text_free(line);
    bool is_told = major > 2 || (major == 2 && minor >= 44);
    return is_told ? "-L %X -L %S -L %Y" : "-L ours -L base -L theirs";
}

/* The option for the commands that git is given; nothing for the default. */
static void find_policy(const SetupOptions *options, char *policy, size_t size)
{
    policy[0] = '\0';
    if (options->version_lines != STEMMA_VERSIONS_OPEN)
        snprintf(policy, size, " --version-lines %s", driver_version_lines[options->version_lines]);
}

static Status configure(const SetupOptions *options)
{
    char program[PATH_SIZE + 64], driver[2 * PATH_SIZE], tool[2 * PATH_SIZE], policy[64];
    Status status = STATUS_SAME;
    find_program(program, sizeof program);
    find_policy(options, policy, sizeof policy);
    snprintf(driver, sizeof driver, "%s merge-file%s%s --path %%P --marker-size %%L %s %%A %%O %%B",
             program, conflict_style(), policy, side_labels());
    snprintf(tool, sizeof tool,
             "%s merge-file -p --explain%s \"$LOCAL\" \"$BASE\" \"$REMOTE\" > \"$MERGED\"", program,
             policy);
    const struct {
        const char *key, *value;
    } settings[] = {
        {"merge.stemma.name", "agent prompt files, by sections and items"},
        {DRIVER_KEY, driver},
        {"mergetool.stemma.cmd", tool},
        {"mergetool.stemma.trustExitCode", "true"},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings && status == STATUS_SAME; i++)
        status = set(options, settings[i].key, settings[i].value);
    return status;
}

/* Sections that are not there are none of our business. */
static Status deconfigure(const SetupOptions *options)
{
    static const char *const sections[] = {"merge.stemma", "mergetool.stemma"};
    Status status = STATUS_SAME;
    for (size_t i = 0; i < 2 && status == STATUS_SAME; i++) {
        const char *const arguments[] = {"config", scope_of(options), "--remove-section",
                                         sections[i], NULL};
        Process git;
        status = driver_git(arguments, (stemma_text){NULL, 0}, &git);
        if (status == STATUS_SAME)
            process_free(&git);
    }
    return status;
}

/* ---- attributes ---- */

/* .gitattributes of the repository, or the file that git reads for all of them; false, and a message, when there is
   none. */
static bool find_attributes(const SetupOptions *options, char *path, size_t size)
{
    static const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
    static const char *const file[] = {"config", "--path", "core.attributesFile", NULL};
    stemma_text line;
    if (driver_ask(options->global ? file : top, &line) != STATUS_SAME)
        return false;
    const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");
    if (options->global && line.ptr)
        snprintf(path, size, "%s", line.ptr);
    else if (options->global && config && *config)
        snprintf(path, size, "%s/git/attributes", config);
    else if (options->global)
        snprintf(path, size, "%s/.config/git/attributes", home ? home : "");
    else if (line.ptr)
        snprintf(path, size, "%s/.gitattributes", line.ptr);
    else
        message("this is no repository with files; go into one, or use --global");
    bool is_found = options->global || line.ptr;
    stemma_text_free(line);
    return is_found;
}

static bool is_line(const char *text, size_t len, const char *line)
{
    return strlen(line) == len && strncmp(text, line, len) == 0;
}

/* The file without our lines. */
static stemma_text without_ours(stemma_text old)
{
    stemma_text kept = {allocate(old.len + 1), 0};
    for (size_t from = 0, whole; from < old.len; from += whole) {
        const char *at = old.ptr + from;
        size_t len = strcspn(at, "\n");
        whole = from + len < old.len ? len + 1 : len;
        bool is_ours = false;
        for (size_t i = 0; driver_attributes[i]; i++)
            is_ours = is_ours || is_line(at, len, driver_attributes[i]);
        if (!is_ours)
            memcpy(kept.ptr + kept.len, at, whole);
        kept.len += is_ours ? 0 : whole;
    }
    return kept;
}

static stemma_text with_ours(stemma_text kept)
{
    stemma_text text = {allocate(kept.len + 256), kept.len};
    memcpy(text.ptr, kept.ptr, kept.len);
    if (text.len && text.ptr[text.len - 1] != '\n')
        text.ptr[text.len++] = '\n';
    for (size_t i = 0; driver_attributes[i]; i++)
        text.len += (size_t)sprintf(text.ptr + text.len, "%s\n", driver_attributes[i]);
    return text;
}

static Status write_attributes(const SetupOptions *options)
{
    char path[PATH_SIZE];
    stemma_error error;
    stemma_text old = {NULL, 0};
    if (!find_attributes(options, path, sizeof path))
        return STATUS_TROUBLE;
    if (access(path, F_OK) == 0 && stemma_read_file(path, &old, &error) != 0)
        return trouble(&error);
    stemma_text kept = without_ours(old), text = options->remove ? kept : with_ours(kept);
    Status status = STATUS_SAME;
    bool is_same = text.len == old.len && (old.len == 0 || memcmp(text.ptr, old.ptr, old.len) == 0);
    make_folders(path);
    if (!is_same && text.len == 0 && unlink(path) != 0)
        status = STATUS_TROUBLE;
    else if (!is_same && text.len && stemma_write_file(path, text.ptr, text.len, &error) != 0)
        status = trouble(&error);
    else if (!is_same)
        message("%s: %s", path, options->remove ? "our lines removed" : "written");
    if (text.ptr != kept.ptr)
        stemma_text_free(text);
    stemma_text_free(kept);
    stemma_text_free(old);
    return status;
}

static Status run(const void *given, char **arguments, size_t count)
{
    const SetupOptions *options = given;
    (void)arguments, (void)count;
    Status status = options->remove ? deconfigure(options) : configure(options);
    if (status == STATUS_SAME && (options->attributes || options->remove))
        status = write_attributes(options);
    if (status == STATUS_SAME)
        message("the merge driver is %s %s", options->remove ? "gone from" : "registered for",
                options->global ? "all your repositories" : "this repository");
    if (status == STATUS_SAME && !options->remove && !options->attributes)
        message("git uses it for the files that .gitattributes names; --attributes writes the "
                "lines, 'stemma doctor' tells");
    return status;
}

const Command command_git_setup = {
    .name = "git-setup",
    .arguments = "",
    .summary = "make git merge agent files with stemma",
    .about = "Registers stemma as a merge driver and merge tool of this repository, or of all of "
             "yours.\n"
             "Git uses it for the files that .gitattributes names: --attributes writes the lines.\n"
             "Doing it twice changes nothing; --remove undoes it. 'stemma doctor' checks it.",
    .examples = "  stemma git-setup --attributes\n"
                "  stemma git-setup --global\n"
                "  stemma git-setup --remove\n",
    .options = setup_options,
    .size = sizeof(SetupOptions),
    .run = run,
};
