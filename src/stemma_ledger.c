/* The public functions that prove a ledger and trace a line by it. */
#include "stemma_inner.h"

#include "base/file.h"
#include "base/sha256.h"
#include "merge/audit.h"
#include "render/blame.h"
#include "render/ledger_json.h"

#include <errno.h>

static bool is_it(Arena *arena, const LedgerFile *file, Span bytes)
{
    return span_eq(sha256_hex(arena, bytes), file->sha256);
}

/* Takes the file at `path` if it is the one; another only where there was none yet, so that it is told to be another. */
static bool take(Arena *arena, const LedgerFile *file, const char *path, int *status, Span *bytes)
{
    Span found;
    if (file_read(arena, path, &found) != 0)
        return false;
    bool is_found = is_it(arena, file, found);
    if (is_found || *status)
        *bytes = found;
    *status = 0;
    return is_found;
}

/* As seen from the ledger's folder and those above it, since it was named as seen from one of these; or beside the ledger, where
   a folder has been renamed. */
static int look_around(Arena *arena, const LedgerFile *file, const char *ledger, int status,
                       Span *bytes)
{
    Span place = span_of(file_place(arena, ledger));
    for (size_t len = place.len; len-- > 0;) {
        if (place.ptr[len] != '/')
            continue;
        Span from = arena_copy(arena, span_range(place, 0, len + 1));
        if (take(arena, file, file_beside(arena, from.ptr, file->path), &status, bytes))
            return 0;
    }
    take(arena, file, file_beside(arena, place.ptr, file_name(file->path)), &status, bytes);
    return status;
}

/* The file that a ledger means: as seen from the working folder or, where that is another or none, from the ledger. */
static int read_meant(Arena *arena, const LedgerFile *file, const char *ledger, Span *bytes)
{
    int status = file_read(arena, arena_copy(arena, file->path).ptr, bytes);
    if (!ledger || (!status && is_it(arena, file, *bytes)))
        return status;
    return look_around(arena, file, ledger, status, bytes);
}

static Span other_file(Arena *arena, Span path)
{
    return arena_format(arena, "%.*s: the file is not the one the ledger was made from",
                        SPAN_ARG(path));
}

/* Reads a file that a ledger names; false, with a finding, when it is not there or is another. */
static bool read_named(Arena *arena, const LedgerFile *file, const char *ledger, Span *bytes,
                       SpanVec *findings)
{
    bool is_stream = span_eq(file->path, SPAN("-"));
    int status = is_stream ? 0 : read_meant(arena, file, ledger, bytes);
    if (is_stream)
        vec_add(arena, findings,
                SPAN("-: standard input and output are gone; name files to have them proved"));
    else if (status < 0)
        vec_add(arena, findings,
                arena_format(arena, "%.*s: %s", SPAN_ARG(file->path), strerror(-status)));
    else if (!is_it(arena, file, *bytes))
        vec_add(arena, findings, other_file(arena, file->path));
    return findings->len == 0;
}

static SpanVec audit_files(Arena *arena, const Ledger *ledger, const char *path)
{
    SpanVec findings = {0};
    Said **inputs = ARENA_ARRAY(arena, Said *, ledger->inputs.len);
    Span bytes = {0};
    for (size_t i = 0; i < ledger->inputs.len; i++) {
        const LedgerFile *file = &ledger->inputs.at[i];
        DocOptions reading = {.no_repair = !file->is_repaired};
        if (read_named(arena, file, path, &bytes, &findings))
            inputs[i] = said_new(arena, &doc_read(arena, file->path, bytes, reading)->source.text);
    }
    if (!read_named(arena, &ledger->output, path, &bytes, &findings))
        return findings;
    Lines lines = lines_index(arena, bytes);
    return audit_ledger(arena, ledger, inputs, said_new(arena, &lines));
}

static stemma_text joined(Arena *arena, const SpanVec *sentences)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < sentences->len; i++) {
        buf_add(&out, sentences->at[i]);
        buf_add_byte(&out, '\n');
    }
    return inner_text(buf_span(&out));
}

/* `path` is the ledger's own, or NULL, as below. NULL, with the error, when it is no ledger. */
static const Ledger *read_ledger(Arena *arena, Span json, const char *path, stemma_error *error)
{
    Span message = {0};
    const Ledger *ledger = ledger_json_read(arena, json, &message);
    if (!ledger)
        inner_fail(error, -EINVAL, "%s%s%.*s", path ? path : "", path ? ": " : "",
                   SPAN_ARG(message));
    return ledger;
}

static int audit(Arena *arena, Span json, const char *path, stemma_text *findings, size_t *count,
                 stemma_error *error)
{
    const Ledger *ledger = read_ledger(arena, json, path, error);
    if (!ledger)
        return -EINVAL;
    SpanVec found = audit_files(arena, ledger, path);
    *findings = joined(arena, &found);
    *count = found.len;
    return 0;
}

int stemma_audit(const char *json, size_t len, stemma_text *findings, size_t *count,
                 stemma_error *error)
{
    Arena *arena = arena_new();
    int status = audit(arena, (Span){json, len}, NULL, findings, count, error);
    arena_free(arena);
    return status;
}

int stemma_audit_file(const char *path, stemma_text *findings, size_t *count, stemma_error *error)
{
    Arena *arena = arena_new();
    Span json;
    int status = file_read(arena, path, &json);
    status = status ? inner_fail_file(error, status, path, false)
                    : audit(arena, json, path, findings, count, error);
    arena_free(arena);
    return status;
}

/* The merged file, which may stand elsewhere now than when the ledger was written. */
static int read_output(Arena *arena, const Ledger *ledger, const char *path, const char *output,
                       Span *bytes, stemma_error *error)
{
    SpanVec findings = {0};
    if (!output)
        return read_named(arena, &ledger->output, path, bytes, &findings)
                   ? 0
                   : inner_fail(error, -EINVAL, "%.*s", SPAN_ARG(findings.at[0]));
    int status = file_read(arena, output, bytes);
    if (status)
        return inner_fail_file(error, status, output, false);
    return is_it(arena, &ledger->output, *bytes)
               ? 0
               : inner_fail(error, -EINVAL, "%.*s", SPAN_ARG(other_file(arena, span_of(output))));
}

static int blame(Arena *arena, Span json, const char *path, const char *output, size_t first,
                 size_t last, const stemma_view *view, stemma_text *text, stemma_error *error)
{
    Span bytes;
    const Ledger *ledger = read_ledger(arena, json, path, error);
    int status = ledger ? read_output(arena, ledger, path, output, &bytes, error) : -EINVAL;
    if (status)
        return status;
    Lines lines = lines_index(arena, bytes);
    if (first > lines.count || last > lines.count)
        return inner_fail(error, -ERANGE, "%.*s has %u lines",
                          SPAN_ARG(output ? span_of(output) : ledger->output.path), lines.count);
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    if (first)
        blame_render(&out, ledger, &lines, (Range){(uint32_t)first - 1, (uint32_t)last}, &inner);
    else
        blame_render(&out, ledger, &lines, (Range){0, lines.count}, &inner);
    *text = inner_text(buf_span(&out));
    return 0;
}

int stemma_blame(const char *json, size_t len, size_t first, size_t last, const stemma_view *view,
                 stemma_text *text, stemma_error *error)
{
    Arena *arena = arena_new();
    int status = blame(arena, (Span){json, len}, NULL, NULL, first, last, view, text, error);
    arena_free(arena);
    return status;
}

int stemma_blame_file(const char *path, const char *output, size_t first, size_t last,
                      const stemma_view *view, stemma_text *text, stemma_error *error)
{
    Arena *arena = arena_new();
    Span json;
    int status = file_read(arena, path, &json);
    status = status ? inner_fail_file(error, status, path, false)
                    : blame(arena, json, path, output, first, last, view, text, error);
    arena_free(arena);
    return status;
}

int stemma_ledger_holds(const char *path, const char *output, stemma_error *error)
{
    Arena *arena = arena_new();
    Span json, bytes;
    int status = file_read(arena, path, &json);
    if (status) {
        inner_fail_file(error, status, path, false);
    } else {
        const Ledger *ledger = read_ledger(arena, json, path, error);
        status = ledger ? read_output(arena, ledger, path, output, &bytes, error) : -EINVAL;
    }
    arena_free(arena);
    return status;
}
