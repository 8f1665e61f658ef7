/* The public functions that prove a ledger and trace a line by it. */
#include "stemma_inner.h"

#include "base/file.h"
#include "base/sha256.h"
#include "merge/audit.h"
#include "render/blame.h"
#include "render/ledger_json.h"

#include <errno.h>

/* The file that a ledger means: as seen from the working folder or, where that is another or none, from the ledger's own. */
static int read_meant(Arena *arena, const LedgerFile *file, const char *ledger, Span *bytes)
{
    Span path = arena_copy(arena, file->path), beside;
    int status = file_read(arena, path.ptr, bytes);
    if (!ledger || (!status && span_eq(sha256_hex(arena, *bytes), file->sha256)))
        return status;
    if (file_read(arena, file_beside(arena, ledger, path), &beside) != 0)
        return status;
    *bytes = beside;
    return 0;
}

/* Reads a file that a ledger names; false, with a finding, when it is not there or is another. */
static bool read_named(Arena *arena, const LedgerFile *file, const char *ledger, bool as_doc,
                       Lines *lines, SpanVec *findings)
{
    Span bytes;
    int status = read_meant(arena, file, ledger, &bytes);
    if (status < 0)
        vec_add(arena, findings,
                arena_format(arena, "%.*s: %s", SPAN_ARG(file->path), strerror(-status)));
    else if (!span_eq(sha256_hex(arena, bytes), file->sha256))
        vec_add(arena, findings,
                arena_format(arena, "%.*s: the file is not the one the ledger was made from",
                             SPAN_ARG(file->path)));
    else if (as_doc)
        *lines = doc_read(arena, file->path, bytes, (DocOptions){.no_repair = !file->is_repaired})
                     ->source.text;
    else
        *lines = lines_index(arena, bytes);
    return findings->len == 0;
}

static SpanVec audit_files(Arena *arena, const Ledger *ledger, const char *path)
{
    SpanVec findings = {0};
    Said **inputs = ARENA_ARRAY(arena, Said *, ledger->inputs.len);
    Lines lines = {0};
    for (size_t i = 0; i < ledger->inputs.len; i++) {
        read_named(arena, &ledger->inputs.at[i], path, true, &lines, &findings);
        inputs[i] = said_new(arena, &lines);
    }
    read_named(arena, &ledger->output, path, false, &lines, &findings);
    return findings.len ? findings : audit_ledger(arena, ledger, inputs, said_new(arena, &lines));
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

static int blame(Arena *arena, Span json, const char *path, size_t line, const stemma_view *view,
                 stemma_text *text, stemma_error *error)
{
    SpanVec findings = {0};
    Lines output = {0};
    const Ledger *ledger = read_ledger(arena, json, path, error);
    if (!ledger)
        return -EINVAL;
    if (!read_named(arena, &ledger->output, path, false, &output, &findings))
        return inner_fail(error, -EINVAL, "%.*s", SPAN_ARG(findings.at[0]));
    if (line > output.count)
        return inner_fail(error, -ERANGE, "%.*s has %u lines", SPAN_ARG(ledger->output.path),
                          output.count);
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    blame_render(&out, ledger, &output, (uint32_t)line, &inner);
    *text = inner_text(buf_span(&out));
    return 0;
}

int stemma_blame(const char *json, size_t len, size_t line, const stemma_view *view,
                 stemma_text *text, stemma_error *error)
{
    Arena *arena = arena_new();
    int status = blame(arena, (Span){json, len}, NULL, line, view, text, error);
    arena_free(arena);
    return status;
}

int stemma_blame_file(const char *path, size_t line, const stemma_view *view, stemma_text *text,
                      stemma_error *error)
{
    Arena *arena = arena_new();
    Span json;
    int status = file_read(arena, path, &json);
    status = status ? inner_fail_file(error, status, path, false)
                    : blame(arena, json, path, line, view, text, error);
    arena_free(arena);
    return status;
}
