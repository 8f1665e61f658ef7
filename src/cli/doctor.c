#include "cli/command.h"
#include "cli/driver.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

typedef struct DoctorOptions {
    Common common;
} DoctorOptions;

static const Option doctor_options[] = {{0}};

/* What is known so far. */
typedef struct Doctor {
    stemma_text driver; /* its command; NULL when none is registered */
    size_t named;       /* files whose attributes name it */
    size_t findings;
    Status status;
} Doctor;

__attribute__((format(printf, 2, 3))) static void say(Doctor *d, const char *format, ...)
{
    char text[PATH_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    stemma_text visible = stemma_visible(text, strlen(text));
    printf("%s\n", visible.ptr);
    stemma_text_free(visible);
    d->findings++;
}

/* ---- which files name the driver ---- */

/* What git prints, each part ended by a NUL. */
static const char *next_part(const char *part, stemma_text text)
{
    const char *next = part + strlen(part) + 1;
    return next < text.ptr + text.len ? next : NULL;
}

/* "PATH\0merge\0stemma\0" for each file. */
static void count_named(Doctor *d, stemma_text attributes)
{
    for (const char *path = attributes.len ? attributes.ptr : NULL; path;) {
        const char *key = next_part(path, attributes);
        const char *value = key ? next_part(key, attributes) : NULL;
        if (!value)
            return;
        d->named += strcmp(value, "stemma") == 0;
        path = next_part(value, attributes);
    }
}

static void look_at_attributes(Doctor *d)
{
    static const char *const list[] = {"ls-files", "-z", NULL};
    static const char *const check[] = {"check-attr", "-z", "--stdin", "merge", NULL};
    Process files, attributes;
    d->status = driver_git(list, (stemma_text){NULL, 0}, &files);
    if (d->status != STATUS_SAME)
        return;
    d->status = driver_git(check, files.out, &attributes);
    if (d->status == STATUS_SAME) {
        count_named(d, attributes.out);
        process_free(&attributes);
    }
    process_free(&files);
}

/* ---- the program ---- */

/* The first word of a shell command, its quotes taken off. */
static void first_word(const char *command, char *word, size_t size)
{
    size_t len = 0;
    bool is_quoted = false;
    for (; *command && (is_quoted || *command != ' ') && len + 1 < size; command++)
        if (*command == '\'')
            is_quoted = !is_quoted;
        else if (*command == '\\' && !is_quoted && command[1])
            word[len++] = *++command;
        else
            word[len++] = *command;
    word[len] = '\0';
}

static bool is_in_path(const char *program)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        char candidate[2 * PATH_SIZE];
        size_t len = strcspn(path, ":");
        snprintf(candidate, sizeof candidate, "%.*s/%s", (int)len, path, program);
        if (access(candidate, X_OK) == 0)
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}

static void look_at_driver(Doctor *d)
{
    char program[PATH_SIZE];
    if (!d->driver.ptr && d->named) {
        say(d,
            "the merge driver is named for %zu files but not registered, so git merges them by "
            "lines; run 'stemma git-setup'",
            d->named);
        return;
    }
    if (!d->driver.ptr) {
        say(d, "the merge driver is not registered; run 'stemma git-setup --attributes'");
        return;
    }
    first_word(d->driver.ptr, program, sizeof program);
    if (strchr(program, '/') ? access(program, X_OK) != 0 : !is_in_path(program))
        say(d, "the merge driver's program is gone: %s; run 'stemma git-setup' of the one you have",
            program);
    if (!d->named)
        say(d, "the merge driver is registered, but .gitattributes names it for no file; run "
               "'stemma git-setup --attributes'");
}

/* ---- markers ---- */

/* "path:line:text" for each. */
static void look_for_markers(Doctor *d)
{
    static const char *const grep[] = {"grep", "-n",   "-I",    "-E", "^(<<<<<<< |>>>>>>> )",
                                       "--",   "*.md", "*.mdc", NULL};
    Process git;
    d->status = driver_git(grep, (stemma_text){NULL, 0}, &git);
    if (d->status != STATUS_SAME)
        return;
    char *rest = git.out.ptr, *line;
    while (rest && (line = strsep(&rest, "\n")))
        if (*line)
            say(d, "a conflict was left open: %s", line);
    process_free(&git);
}

static Status run(const void *given, char **arguments, size_t count)
{
    static const char *const where[] = {"rev-parse", "--is-inside-work-tree", NULL};
    static const char *const driver[] = {"config", DRIVER_KEY, NULL};
    Doctor d = {.status = STATUS_SAME};
    stemma_text inside = {NULL, 0};
    (void)given, (void)arguments, (void)count;
    if (driver_ask(where, &inside) != STATUS_SAME || driver_ask(driver, &d.driver) != STATUS_SAME)
        return STATUS_TROUBLE;
    if (inside.ptr)
        look_at_attributes(&d);
    else
        message("this is no repository; only your own configuration is looked at");
    if (inside.ptr || !d.driver.ptr)
        look_at_driver(&d);
    if (inside.ptr && d.status == STATUS_SAME)
        look_for_markers(&d);
    if (d.findings == 0 && d.status == STATUS_SAME)
        printf("all is well: git merges %zu files with stemma\n", d.named);
    stemma_text_free(inside);
    stemma_text_free(d.driver);
    return status_worse(d.status, d.findings ? STATUS_DIFFERS : STATUS_SAME);
}

const Command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "check that git merges agent files with stemma",
    .about =
        "Looks for a merge driver that is named but not registered, or whose program is gone; for\n"
        "attributes that match no file; for conflict markers left in .md and .mdc files.\n"
        "Prints a line for each finding, and its exit status is then 1.",
    .examples = "  stemma doctor\n",
    .options = doctor_options,
    .size = sizeof(DoctorOptions),
    .run = run,
};
