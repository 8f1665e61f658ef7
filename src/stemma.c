/* stemma: the public interface; each function is one pipeline through the layers below. */
#include "stemma_inner.h"

#include "base/file.h"
#include "base/unfinished.h"
#include "doc/conflict.h"
#include "render/diagnostics.h"
#include "render/show.h"
#include "render/term.h"
#include "scan/parallel.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- at the border ---- */

stemma_text inner_text(Span span)
{
    char *copy = malloc(span.len + 1);
    if (!copy)
        arena_out_of_memory(span.len);
    if (span.len)
        memcpy(copy, span.ptr, span.len);
    copy[span.len] = '\0';
    return (stemma_text){copy, span.len};
}

View inner_view(const stemma_view *view)
{
    return view ? (View){view->color, view->json, view->terminal, view->brief, view->width}
                : (View){0};
}

int inner_fail(stemma_error *error, int code, const char *format, ...)
{
    if (!error)
        return code;
    char raw[sizeof error->message];
    va_list args;
    va_start(args, format);
    vsnprintf(raw, sizeof raw, format, args);
    va_end(args);
    Arena *arena = arena_new();
    Buf shown = buf_in(arena);
    term_add(&shown, span_of(raw));
    size_t len = shown.len < sizeof error->message ? shown.len : sizeof error->message - 1;
    memcpy(error->message, buf_span(&shown).ptr, len);
    error->message[len] = '\0';
    arena_free(arena);
    return code;
}

/* What to do about the commoner troubles with files. */
static const struct {
    int code;
    const char *reading, *writing;
} troubles[] = {
    {-ENOENT, "there is no such file", "there is no such folder; make it first"},
    {-EISDIR, "is a folder; name the files in it", "is a folder; name a file in it"},
    {-EACCES, "may not be read; see its permissions",
     "is write-protected and was left as it is; see its permissions"},
    {-EFBIG, "is larger than 256 MiB", "would be too large"},
    {-ENOSPC, "no space left", "no space left on the device; no file was replaced"},
    {-ENOTDIR, "a part of the path is no folder", "a part of the path is no folder"},
};

int inner_fail_file(stemma_error *error, int code, const char *path, bool is_writing)
{
    Span name = term_name(span_of(path));
    if (is_writing && code == -EACCES && !file_is_protected(path))
        return inner_fail(error, code,
                          "%.*s: its folder may not be written to; see the folder's permissions",
                          SPAN_ARG(name));
    if (is_writing && span_eq(span_of(path), SPAN("-")))
        name = SPAN("standard output");
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (troubles[i].code == code)
            return inner_fail(error, code, "%.*s: %s", SPAN_ARG(name),
                              is_writing ? troubles[i].writing : troubles[i].reading);
    char reason[128];
    return inner_fail(error, code, "%.*s: %s", SPAN_ARG(name),
                      strerror_r(-code, reason, sizeof reason));
}

const char *stemma_version(void)
{
    return STEMMA_VERSION;
}

void stemma_text_free(stemma_text text)
{
    free(text.ptr);
}

stemma_text stemma_visible(const char *bytes, size_t len)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    term_add_lines(&out, (Span){bytes, len});
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

/* ---- reading ---- */

static stemma_doc *read_doc(Arena *arena, const char *name, Span bytes,
                            const stemma_read_options *options)
{
    stemma_doc *doc = ARENA_NEW(arena, stemma_doc);
    DocOptions reading = {.no_repair = options && options->no_repair};
    doc->arena = arena;
    doc->no_repair = reading.no_repair;
    doc->doc = doc_read(arena, arena_copy(arena, span_of(name)), bytes, reading);
    return doc;
}

int stemma_doc_open(const char *path, const stemma_read_options *options, stemma_doc **doc,
                    stemma_error *error)
{
    Arena *arena = arena_new();
    Span bytes;
    int code = file_read(arena, path, &bytes);
    if (code != 0) {
        arena_free(arena);
        return inner_fail_file(error, code, path, false);
    }
    *doc = read_doc(arena, path, bytes, options);
    return 0;
}

stemma_doc *stemma_doc_parse(const char *name, const char *bytes, size_t len,
                             const stemma_read_options *options)
{
    Arena *arena = arena_new();
    return read_doc(arena, name, arena_copy(arena, (Span){bytes, len}), options);
}

void stemma_doc_free(stemma_doc *doc)
{
    if (doc)
        arena_free(doc->arena);
}

int inner_settled(const Doc *doc, stemma_error *error)
{
    uint32_t line = conflict_open(doc);
    return line == NONE
               ? 0
               : inner_fail(error, -EBUSY,
                            "%.*s:%u: a merge conflict is still open here; settle it first",
                            SPAN_ARG(term_name(doc->source.name)), line + 1);
}

int stemma_doc_settled(const stemma_doc *doc, stemma_error *error)
{
    return inner_settled(doc->doc, error);
}

const char *stemma_doc_name(const stemma_doc *doc)
{
    return doc->doc->source.name.ptr;
}

size_t stemma_doc_diagnostic_count(const stemma_doc *doc)
{
    return doc->doc->diags.list.len + doc->doc->diags.suppressed;
}

stemma_text stemma_doc_bytes(const stemma_doc *doc)
{
    return inner_text(doc->doc->source.raw.text);
}

/* ---- views ---- */

stemma_text stemma_show(stemma_doc *const *docs, size_t count, const stemma_view *view)
{
    Arena *arena = arena_new();
    View how = inner_view(view);
    const Doc **inner = ARENA_ARRAY(arena, const Doc *, count);
    for (size_t i = 0; i < count; i++)
        inner[i] = docs[i]->doc;
    stemma_text text = inner_text(how.json ? show_json(arena, inner, count)
                                           : show_text(arena, inner, count, &how));
    arena_free(arena);
    return text;
}

stemma_text stemma_diagnostics(const stemma_doc *doc, const stemma_view *view)
{
    Arena *arena = arena_new();
    View how = inner_view(view);
    stemma_text text = inner_text(diagnostics_text(arena, doc->doc, &how));
    arena_free(arena);
    return text;
}

int stemma_explain(const char *code, const stemma_view *view, stemma_text *text,
                   stemma_error *error)
{
    const DiagInfo *info = code ? diag_find(span_of(code)) : NULL;
    if (code && !info)
        return inner_fail(error, -ENOENT, "%s: there is no such code; 'stemma explain' lists them",
                          code);
    Arena *arena = arena_new();
    View how = inner_view(view);
    *text = inner_text(diagnostics_explain(arena, info, &how));
    arena_free(arena);
    return 0;
}

/* ---- files ---- */

int stemma_read_file(const char *path, stemma_text *text, stemma_error *error)
{
    Arena *arena = arena_new();
    Span bytes;
    int code = file_read(arena, path, &bytes);
    if (code == 0)
        *text = inner_text(bytes);
    arena_free(arena);
    return code ? inner_fail_file(error, code, path, false) : 0;
}

int stemma_write_files(const stemma_file *files, size_t count, stemma_error *error)
{
    Arena *arena = arena_new();
    FileTarget *targets = ARENA_ARRAY(arena, FileTarget, count);
    for (size_t i = 0; i < count; i++)
        targets[i] = (FileTarget){files[i].path, {files[i].bytes, files[i].len}};
    size_t failed = 0;
    int code = file_write_all(targets, count, &failed);
    arena_free(arena);
    return code ? inner_fail_file(error, code, files[failed].path, true) : 0;
}

int stemma_write_file(const char *path, const char *bytes, size_t len, stemma_error *error)
{
    return stemma_write_files(&(stemma_file){path, bytes, len}, 1, error);
}

void stemma_remove_unfinished(void)
{
    unfinished_remove();
}

int stemma_walk(const char *path, void (*visit)(void *context, const char *path), void *context,
                stemma_error *error)
{
    Arena *arena = arena_new();
    int code = file_walk(arena, path, visit, context);
    arena_free(arena);
    return code ? inner_fail_file(error, code, path, false) : 0;
}

int stemma_walk_others(const char *path, void (*visit)(void *context, const char *path),
                       void *context, stemma_error *error)
{
    Arena *arena = arena_new();
    int code = file_walk_others(arena, path, visit, context);
    arena_free(arena);
    return code ? inner_fail_file(error, code, path, false) : 0;
}

bool stemma_is_searched(const char *path)
{
    return file_is_searched(span_of(path));
}

typedef struct Each {
    void (*work)(void *context, unsigned worker, size_t i);
    void *context;
} Each;

static void work_on(void *context, uint32_t worker, Range range)
{
    const Each *each = context;
    for (uint32_t i = range.start; i < range.end; i++)
        each->work(each->context, worker, i);
}

void stemma_each(size_t count, unsigned threads,
                 void (*work)(void *context, unsigned worker, size_t i), void *context)
{
    Each each = {work, context};
    threads = threads ? threads : parallel_default();
    parallel_each(threads < PARALLEL_MOST ? threads : PARALLEL_MOST, (uint32_t)count, work_on,
                  &each);
}

bool stemma_same_file(const char *a, const char *b)
{
    return file_same(a, b);
}
