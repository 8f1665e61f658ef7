#include "cli/git.h"

#include "cli/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const stemma_text nothing = {0};

bool git_is_revision(const char *name)
{
    return name[0] != '-' && strchr(name, ':') && access(name, F_OK) != 0;
}

/* ---- what went wrong ---- */

/* Where a path is meant as seen from the working folder, rev-parse alone tells how that is written: "hint: Did you mean
   ..."; to be freed, without text where it tells nothing. */
static stemma_text hint_for(const char *name)
{
    const char *const argv[] = {"git", "rev-parse", name, NULL};
    static const char mark[] = "hint: ";
    stemma_text hint = {0};
    Process git;
    if (process_run(argv, nothing, &git) != 0)
        return hint;
    const char *said = git.errors.ptr ? strstr(git.errors.ptr, mark) : NULL;
    if (said)
        hint = stemma_visible(said + strlen(mark), strcspn(said + strlen(mark), "\n"));
    process_free(&git);
    return hint;
}

/* The first line of what git said, without "fatal: ", and its hint. */
static int fail_as_git(stemma_error *error, const char *name, const Process *git)
{
    const char *said = git->errors.ptr ? git->errors.ptr : "";
    if (strncmp(said, "fatal: ", 7) == 0)
        said += 7;
    stemma_text line = stemma_visible(said, strcspn(said, "\n")), hint = hint_for(name);
    snprintf(error->message, sizeof error->message,
             "%s: there is no such file; as REV:PATH, git says: %s%s%s", name, line.ptr,
             hint.len ? "; " : "", hint.len ? hint.ptr : "");
    stemma_text_free(line);
    stemma_text_free(hint);
    return -ENOENT;
}

static int fail_to_run(stemma_error *error, const char *name, int code)
{
    const char *reason = code == -ENOENT ? "there is no git in PATH" : strerror(-code);
    snprintf(error->message, sizeof error->message,
             "%s: there is no such file; as REV:PATH it cannot be read: %s", name, reason);
    return code;
}

/* ---- one file ---- */

int git_open(const char *name, const char *label, const stemma_read_options *options,
             stemma_doc **doc, stemma_error *error)
{
    const char *const argv[] = {"git", "cat-file", "blob", name, NULL};
    Process git;
    int failed = process_run(argv, nothing, &git);
    if (failed)
        return fail_to_run(error, name, failed);
    if (git.status == 0)
        *doc = stemma_doc_parse(label ? label : name, git.out.ptr, git.out.len, options);
    else
        failed = fail_as_git(error, name, &git);
    process_free(&git);
    return failed;
}

/* ---- folders ---- */

static int list_tree(const char *name, Process *git)
{
    const char *const argv[] = {"git", "ls-tree", "-r", "-z", "--full-tree", name, NULL};
    return process_run(argv, nothing, git);
}

bool git_is_folder(const char *name)
{
    Process git;
    bool is_folder = list_tree(name, &git) == 0 && git.status == 0;
    process_free(&git);
    return is_folder;
}

/* A blob of a listing: "100644 blob OID\tPATH". */
typedef struct Blob {
    const char *id;
    int id_len;
    const char *path;
} Blob;

static bool read_blob(const char *record, Blob *blob)
{
    const char *type = strchr(record, ' '), *tab = strchr(record, '\t');
    if (!type || !tab || strncmp(type, " blob ", 6) != 0 || strncmp(record, "120000", 6) == 0)
        return false;
    *blob = (Blob){type + 6, (int)(tab - type - 6), tab + 1};
    return stemma_is_searched(tab + 1);
}

static size_t list_blobs(const stemma_text *listing, Blob *blobs)
{
    size_t count = 0;
    for (size_t at = 0; at < listing->len; at += strlen(listing->ptr + at) + 1)
        count += read_blob(listing->ptr + at, &blobs[count]);
    return count;
}

static size_t count_records(const stemma_text *listing)
{
    size_t count = 0;
    for (size_t at = 0; at < listing->len; at++)
        count += listing->ptr[at] == '\0';
    return count;
}

/* Reads "OID blob SIZE\n" at *at, which moves past it; SIZE is then no more than what is left. */
static bool read_head(const stemma_text *batch, size_t *at, size_t *size)
{
    const char *head = batch->ptr + *at, *feed = memchr(head, '\n', batch->len - *at);
    const char *type = feed ? memchr(head, ' ', (size_t)(feed - head)) : NULL;
    if (!type || strncmp(type, " blob ", 6) != 0)
        return false;
    *size = strtoull(type + 6, NULL, 10);
    *at = (size_t)(feed + 1 - batch->ptr);
    return *size <= batch->len - *at;
}

/* Takes the answers of cat-file --batch apart: a head, the bytes, "\n". */
static int parse_blobs(const stemma_text *batch, const Blob *blobs, size_t count,
                       const stemma_read_options *options, Docs *docs)
{
    size_t at = 0, size = 0;
    for (size_t i = 0; i < count; i++) {
        if (at >= batch->len || !read_head(batch, &at, &size))
            return -EBADMSG;
        docs->at[docs->count++] = stemma_doc_parse(blobs[i].path, batch->ptr + at, size, options);
        at += size + 1;
    }
    return 0;
}

static int read_blobs(const Blob *blobs, size_t count, const stemma_read_options *options,
                      Docs *docs)
{
    const char *const argv[] = {"git", "cat-file", "--batch", NULL};
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += (size_t)blobs[i].id_len + 1;
    stemma_text ids = {allocate(room), 0};
    for (size_t i = 0; i < count; i++)
        ids.len += (size_t)sprintf(ids.ptr + ids.len, "%.*s\n", blobs[i].id_len, blobs[i].id);
    Process git;
    int failed = process_run(argv, ids, &git);
    if (!failed)
        failed = git.status == 0 ? parse_blobs(&git.out, blobs, count, options, docs) : -EBADMSG;
    stemma_text_free(ids);
    process_free(&git);
    return failed;
}

int git_open_folder(const char *name, const stemma_read_options *options, Docs *docs,
                    stemma_error *error)
{
    Process git;
    int failed = list_tree(name, &git);
    if (failed)
        return fail_to_run(error, name, failed);
    if (git.status != 0)
        failed = fail_as_git(error, name, &git);
    size_t most = count_records(&git.out) + 1;
    Blob *blobs = allocate(most * sizeof *blobs);
    *docs = (Docs){.at = allocate(most * sizeof *docs->at)};
    size_t count = failed ? 0 : list_blobs(&git.out, blobs);
    if (count && read_blobs(blobs, count, options, docs) != 0) {
        snprintf(error->message, sizeof error->message, "%s: git gave no files", name);
        failed = -EBADMSG;
    }
    free(blobs);
    process_free(&git);
    return failed;
}
