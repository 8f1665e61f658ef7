#include "cli/consolidate.h"

#include "cli/docs.h"
#include "cli/paths.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SAME_NAMES = 10000, LONGEST_NAME = 200 };

/* Names that have been given to earlier families. */
typedef struct Targets {
    const char *folder;
    char **at;
    size_t count;
} Targets;

static bool is_taken(const Targets *targets, const char *path)
{
    for (size_t i = 0; i < targets->count; i++)
        if (strcmp(targets->at[i], path) == 0)
            return true;
    return false;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ' ';
}

/* A name comes out of a file and may hold anything, a path too: "Code Reviewer" gives code-reviewer, and what has other signs
   than these gives nothing. */
static bool slug_of(const char *name, char *slug)
{
    size_t len = 0;
    for (; name[len]; len++) {
        if (!is_plain(name[len]) || len == LONGEST_NAME)
            return false;
        slug[len] = name[len] == ' ' ? '-' : (char)tolower((unsigned char)name[len]);
    }
    slug[len] = '\0';
    return len > 0;
}

static void stem_of(const char *path, char *stem)
{
    const char *name = file_name(path), *dot = strrchr(name, '.');
    size_t len = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    snprintf(stem, LONGEST_NAME + 1, "%.*s", (int)len, name);
}

/* FOLDER/reviewer.md; FOLDER/reviewer-2.md for the next family of that name.. */
static const char *target_of(Targets *targets, const char *name, const char *voice)
{
    char stem[LONGEST_NAME + 1];
    if (!slug_of(name, stem))
        stem_of(voice, stem);
    size_t size = strlen(targets->folder) + strlen(stem) + 32;
    char *path = allocate(size);
    snprintf(path, size, "%s/%s.md", targets->folder, stem);
    for (int n = 2; is_taken(targets, path) && n < SAME_NAMES; n++)
        snprintf(path, size, "%s/%s-%d.md", targets->folder, stem, n);
    targets->at[targets->count++] = path;
    return path;
}

static char *ledger_of(const char *target)
{
    size_t size = strlen(target) + sizeof ".ledger.json";
    char *path = allocate(size);
    snprintf(path, size, "%s.ledger.json", target);
    return path;
}

/* What is there already stays, whoever wrote it. */
static bool is_free(const char *target)
{
    char *ledger = ledger_of(target);
    bool is_taken = access(target, F_OK) == 0 || access(ledger, F_OK) == 0;
    free(ledger);
    if (is_taken)
        message("%s: is there already or has a ledger, and is left as it is", target);
    return !is_taken;
}

static Status write_both(const char *target, stemma_text output, stemma_text ledger)
{
    char *path = ledger_of(target);
    stemma_file files[] = {{target, output.ptr, output.len}, {path, ledger.ptr, ledger.len}};
    stemma_error error;
    Status status = STATUS_DIFFERS;
    make_folders(target);
    if (stemma_write_files(files, 2, &error) != 0)
        status = trouble(&error);
    free(path);
    return status;
}

static size_t bytes_of(const Docs *docs)
{
    size_t bytes = 0;
    for (size_t i = 0; i < docs->count; i++) {
        stemma_text text = stemma_doc_bytes(docs->at[i]);
        bytes += text.len;
        stemma_text_free(text);
    }
    return bytes;
}

static void tell(const char *target, const Docs *docs, const char *voice, size_t bytes,
                 size_t conflicts)
{
    stemma_text path = stemma_visible(target, strlen(target));
    stemma_text name = stemma_visible(voice, strlen(voice));
    printf("%s: %zu files, %zu bytes, become %zu; %zu conflict%s; voice %s\n", path.ptr,
           docs->count, bytes_of(docs), bytes, conflicts, conflicts == 1 ? "" : "s", name.ptr);
    stemma_text_free(path);
    stemma_text_free(name);
}

static Status merge_family(const Docs *docs, const char *voice, const char *target, bool write)
{
    stemma_merge_options options = {.prefer = voice, .output_name = target};
    stemma_result *result = NULL;
    stemma_error error;
    if (stemma_merge(docs->at, docs->count, &options, &result, &error) != 0)
        return trouble_with(target, &error);
    stemma_text output = stemma_result_output(result), ledger = {0};
    Status status = STATUS_DIFFERS;
    if (write) {
        ledger = stemma_result_ledger(result);
        status = write_both(target, output, ledger);
    }
    if (status == STATUS_DIFFERS)
        tell(target, docs, voice, output.len, stemma_result_conflict_count(result));
    stemma_text_free(output);
    stemma_text_free(ledger);
    stemma_result_free(result);
    return status;
}

static Status consolidate_family(const stemma_scan *scan, size_t family, Targets *targets,
                                 bool write)
{
    size_t count;
    const char *const *paths = stemma_scan_family(scan, family, &count);
    const char *voice = stemma_scan_family_voice(scan, family);
    const char *target = target_of(targets, stemma_scan_family_name(scan, family), voice);
    if (!is_free(target))
        return STATUS_TROUBLE;
    char **given = allocate(count * sizeof *given);
    memcpy(given, paths, count * sizeof *given);
    Docs docs = docs_open(given, count, false);
    Status status = docs.status ? docs.status : merge_family(&docs, voice, target, write);
    docs_free(&docs);
    free(given);
    return status;
}

Status consolidate_families(const stemma_scan *scan, const char *folder, bool write)
{
    size_t families = stemma_scan_family_count(scan);
    Targets targets = {.folder = folder, .at = allocate(families * sizeof *targets.at)};
    Status status = STATUS_SAME;
    for (size_t i = 0; i < families; i++)
        status = status_worse(status, consolidate_family(scan, i, &targets, write));
    if (families && !write)
        message("nothing was written; --write does");
    for (size_t i = 0; i < targets.count; i++)
        free(targets.at[i]);
    free(targets.at);
    return status;
}
