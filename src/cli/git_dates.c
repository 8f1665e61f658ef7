#include "cli/git_dates.h"

#include "cli/console.h"
#include "cli/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Starts the line of a commit, which no path of git's does. */
#define COMMIT "\001"

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder that git is run in; to be freed. A path without a slash lies in the working folder. */
static char *folder_of(const char *path)
{
    size_t len = strlen(path);
    char *folder = allocate(len + 2);
    memcpy(folder, path, len + 1);
    if (is_folder(path))
        return folder;
    while (len && folder[len - 1] != '/')
        len--;
    folder[len] = '\0';
    return len ? folder : strcpy(folder, ".");
}

/* What the scan calls the file NAME below `path`: what was given, and a slash where it has none. */
static char *scanned_name(const char *path, const char *name)
{
    size_t len = strlen(path);
    const char *slash = len && path[len - 1] == '/' ? "" : "/";
    size_t size = len + strlen(name) + 2;
    char *joined = allocate(size);
    if (is_folder(path))
        snprintf(joined, size, "%s%s%s", path, slash, name);
    else
        snprintf(joined, size, "%s", path);
    return joined;
}

static void add_date(GitDates *dates, char *path, long long seconds)
{
    if (dates->count == dates->room) {
        size_t room = dates->room ? dates->room * 2 : 256;
        stemma_dated *more = allocate(room * sizeof *more);
        if (dates->count)
            memcpy(more, dates->at, dates->count * sizeof *more);
        free(dates->at);
        dates->at = more;
        dates->room = room;
    }
    dates->at[dates->count++] = (stemma_dated){path, seconds};
}

/* A commit "\1SECONDS", then the files that it added, each with NUL behind it; git puts a newline before the first. */
static void read_log(GitDates *dates, const char *path, const stemma_text *log)
{
    long long seconds = 0;
    for (size_t at = 0; at < log->len; at += strlen(log->ptr + at) + 1) {
        const char *record = log->ptr + at;
        record += *record == '\n';
        if (*record == COMMIT[0])
            seconds = strtoll(record + 1, NULL, 10);
        else if (stemma_is_searched(record))
            add_date(dates, scanned_name(path, record), seconds);
    }
}

static int oldest_first(const void *left, const void *right)
{
    const stemma_dated *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    return order ? order : a->seconds < b->seconds ? -1 : a->seconds > b->seconds;
}

/* What was taken away and added again is as old as it was at first. */
static void keep_oldest(GitDates *dates)
{
    size_t kept = 0;
    if (dates->count)
        qsort(dates->at, dates->count, sizeof *dates->at, oldest_first);
    for (size_t i = 0; i < dates->count; i++)
        if (kept && strcmp(dates->at[kept - 1].path, dates->at[i].path) == 0)
            free((char *)dates->at[i].path);
        else
            dates->at[kept++] = dates->at[i];
    dates->count = kept;
}

/* Nothing in a repository's own configuration makes this run another program. */
static void ask(GitDates *dates, const char *path)
{
    char *folder = folder_of(path);
    const char *name = is_folder(path) ? "." : path + (strcmp(folder, ".") ? strlen(folder) : 0);
    const char *const argv[] = {"git",
                                "-C",
                                folder,
                                "-c",
                                "core.fsmonitor=false",
                                "-c",
                                "log.showSignature=false",
                                "--no-pager",
                                "--literal-pathspecs",
                                "log",
                                "-z",
                                "--format=%x01%ct",
                                "--name-only",
                                "--diff-filter=A",
                                "--no-renames",
                                "--no-ext-diff",
                                "--no-textconv",
                                "--relative",
                                "--",
                                name,
                                NULL};
    Process git;
    int failed = process_run(argv, (stemma_text){0}, &git);
    if (failed) {
        message("%s: no dates: %s", path,
                failed == -ENOENT ? "there is no git in PATH" : strerror(-failed));
    } else if (git.status) {
        message("%s: no dates: git knows of no commits there", path);
    } else {
        read_log(dates, path, &git.out);
    }
    process_free(&git);
    free(folder);
}

GitDates git_dates(char *const *paths, size_t count)
{
    GitDates dates = {0};
    for (size_t i = 0; i < count; i++)
        ask(&dates, paths[i]);
    keep_oldest(&dates);
    return dates;
}

void git_dates_free(GitDates *dates)
{
    for (size_t i = 0; i < dates->count; i++)
        free((char *)dates->at[i].path);
    free(dates->at);
}
