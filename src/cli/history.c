#include "cli/history.h"

#include "cli/git.h"
#include "cli/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 4096, SHORT_ID = 10 };

static const char MOST[] = "--max-count=300";

static const stemma_text nothing = {0};

/* ---- which versions ---- */

/* How git is asked: in which folder, from which revision on, about which path. */
typedef struct Where {
    char folder[NAME_SIZE], revision[NAME_SIZE], path[NAME_SIZE];
} Where;

static Where find_file(const char *path)
{
    Where where = {.folder = ".", .revision = "HEAD"};
    const char *name = strrchr(path, '/');
    if (name) /* up to the slash, which may be all of it */
        snprintf(where.folder, sizeof where.folder, "%.*s", (int)(name - path) + 1, path);
    snprintf(where.path, sizeof where.path, ":(literal)%s", name ? name + 1 : path);
    return where;
}

static Where find_revision(const char *name)
{
    Where where = {.folder = ".", .revision = "HEAD"};
    const char *colon = strchr(name, ':');
    const char *magic = strncmp(colon + 1, "./", 2) == 0 ? "literal" : "top,literal";
    if (colon > name)
        snprintf(where.revision, sizeof where.revision, "%.*s", (int)(colon - name), name);
    snprintf(where.path, sizeof where.path, ":(%s)%s", magic, colon + 1);
    return where;
}

static int list_versions(const Where *where, Process *git)
{
    const char *const argv[] = {
        "git",         "-C",          where->folder, "log", "--follow",      "--no-show-signature",
        "--format=%H", "--name-only", "-z",          MOST,  where->revision, "--",
        where->path,   NULL};
    return process_run(argv, nothing, git);
}

/* "ID\0\nNAME\0" for each version; a merge has no name. Fills `names` with "ID:NAME", as many as fit. */
static size_t read_names(stemma_text listing, char **names, size_t most)
{
    const char *id = NULL;
    size_t count = 0;
    for (size_t at = 0, len; at < listing.len; at += len + 1) {
        const char *part = listing.ptr + at;
        len = strlen(part);
        if (*part != '\n') {
            id = part;
        } else if (id && count < most && !strchr(part + 1, '\n')) {
            size_t size = strlen(id) + len + 1;
            names[count] = allocate(size);
            snprintf(names[count++], size, "%s:%s", id, part + 1);
        }
    }
    return count;
}

/* ---- their texts ---- */

/* "ID blob SIZE\n" and the bytes at *at, which moves past them; false for anything else. */
static bool read_text(stemma_text batch, size_t *at, stemma_text *text)
{
    const char *head = batch.ptr + *at, *feed = memchr(head, '\n', batch.len - *at);
    const char *type = feed ? memchr(head, ' ', (size_t)(feed - head)) : NULL;
    if (!feed)
        return false;
    *at = (size_t)(feed + 1 - batch.ptr);
    if (!type || strncmp(type, " blob ", 6) != 0)
        return false;
    size_t size = strtoull(type + 6, NULL, 10);
    if (size > batch.len - *at)
        return false;
    *text = (stemma_text){allocate(size + 1), size};
    memcpy(text->ptr, batch.ptr + *at, size);
    *at += size + 1;
    return true;
}

/* Keeps the names whose texts git has, cut to what people read. */
static void read_texts(History *history, stemma_text batch)
{
    size_t count = history->count, at = 0;
    history->count = 0;
    for (size_t i = 0; i < count; i++) {
        char *name = history->names[i], *colon = strchr(name, ':');
        if (at >= batch.len || !read_text(batch, &at, &history->texts[history->count])) {
            free(name);
            continue;
        }
        if (colon - name > SHORT_ID)
            memmove(name + SHORT_ID, colon, strlen(colon) + 1);
        history->names[history->count++] = name;
    }
}

static void ask_texts(History *history, const char *folder)
{
    const char *const argv[] = {"git", "-C", folder, "cat-file", "--batch", NULL};
    size_t room = 1;
    for (size_t i = 0; i < history->count; i++)
        room += strlen(history->names[i]) + 1;
    stemma_text asked = {allocate(room), 0};
    for (size_t i = 0; i < history->count; i++)
        asked.len += (size_t)sprintf(asked.ptr + asked.len, "%s\n", history->names[i]);
    Process git;
    int failed = process_run(argv, asked, &git);
    read_texts(history, failed ? nothing : git.out);
    stemma_text_free(asked);
    if (!failed)
        process_free(&git);
}

History history_read(const char *path)
{
    History history = {0};
    Where where = git_is_revision(path) ? find_revision(path) : find_file(path);
    Process git;
    if (list_versions(&where, &git) != 0)
        return history;
    size_t most = 1;
    for (size_t at = 0; at < git.out.len; at++)
        most += git.out.ptr[at] == '\0';
    history.names = allocate(most * sizeof *history.names);
    history.texts = allocate(most * sizeof *history.texts);
    if (git.status == 0)
        history.count = read_names(git.out, history.names, most);
    process_free(&git);
    if (history.count)
        ask_texts(&history, where.folder);
    return history;
}

void history_free(History *history)
{
    for (size_t i = 0; i < history->count; i++) {
        free(history->names[i]);
        stemma_text_free(history->texts[i]);
    }
    free(history->names);
    free(history->texts);
}
