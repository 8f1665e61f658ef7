/* stemma.h: the public interface of libstemma.

   Memory: what a function gives back as `stemma_doc *`, `stemma_result *` or `stemma_text` is yours; free it with
   the function of the same name. Results borrow from their documents: free results first. Freeing NULL is fine.
   Errors: functions that can fail give 0 or a negative errno value, and say more in `stemma_error` when it is not
   NULL. Odd input is never an error: it is a diagnostic of the document. The library prints nothing, except the one
   line before it aborts because memory ran out.
   Text is UTF-8 in and out (file contents may be anything); lines and columns count from 1; sizes are bytes.
   Threads: different documents and results may be used in different threads; nothing is shared. */
#ifndef STEMMA_H
#define STEMMA_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STEMMA_VERSION "0.1.0"

#if defined(__GNUC__)
#define STEMMA_API __attribute__((visibility("default")))
#else
#define STEMMA_API
#endif

typedef struct stemma_doc stemma_doc;
typedef struct stemma_result stemma_result;

/* Owned text. `ptr` is followed by a NUL that `len` does not count; contents may hold NULs of their own. */
typedef struct stemma_text {
    char *ptr;
    size_t len;
} stemma_text;

typedef struct stemma_error {
    char message[512]; /* one line without a final full stop, control characters made visible */
} stemma_error;

STEMMA_API const char *stemma_version(void);
STEMMA_API void stemma_text_free(stemma_text text);

/* Text as it may be shown on a terminal: control and hidden characters and bytes that are no UTF-8 are spelled out;
   line feeds and tabs stay. */
STEMMA_API stemma_text stemma_visible(const char *bytes, size_t len);

/* ---- reading ---- */

typedef struct stemma_read_options {
    bool no_repair; /* leave damaged text as it is */
} stemma_read_options;

/* Reads a file, or standard input for "-". `options` may be NULL. */
STEMMA_API int stemma_doc_open(const char *path, const stemma_read_options *options,
                               stemma_doc **doc, stemma_error *error);

/* Parses `len` bytes, which are copied. `name` is how messages call it. Never fails. */
STEMMA_API stemma_doc *stemma_doc_parse(const char *name, const char *bytes, size_t len,
                                        const stemma_read_options *options);
STEMMA_API void stemma_doc_free(stemma_doc *doc);
STEMMA_API const char *stemma_doc_name(const stemma_doc *doc);
STEMMA_API size_t stemma_doc_diagnostic_count(const stemma_doc *doc);

/* ---- views ---- */

typedef struct stemma_view {
    bool color;    /* ANSI colours */
    bool json;     /* the JSON contract instead of text */
    size_t width;  /* terminal columns; 0: no limit */
    bool terminal; /* a diff, too, spells control characters out; other views always do */
    bool brief;    /* diagnostics without notes */
} stemma_view;

/* The outline: fields, sections with kind, units, words and estimated tokens, diagnostics. */
STEMMA_API stemma_text stemma_show(stemma_doc *const *docs, size_t count, const stemma_view *view);

/* The diagnostics of one document as `file:line:column: severity: message [code]` lines. */
STEMMA_API stemma_text stemma_diagnostics(const stemma_doc *doc, const stemma_view *view);

/* What a diagnostic means and what to do; `code` NULL lists them all. -ENOENT when there is no such code. */
STEMMA_API int stemma_explain(const char *code, const stemma_view *view, stemma_text *text,
                              stemma_error *error);

/* ---- styles ---- */

/* A house style: one of the built-in ones, or a file. */
typedef struct stemma_style stemma_style;

/* `name` is that of a built-in style ("house", "neutral", "minimal", "checklist"), or the path of a file when it holds a
   slash or ends in .yaml or .yml. -EINVAL: there is no such style, or the file has mistakes; `error` has the first one
   with its place. */
STEMMA_API int stemma_style_open(const char *name, stemma_style **style, stemma_error *error);
STEMMA_API void stemma_style_free(stemma_style *style);
STEMMA_API const char *stemma_style_name(const stemma_style *style);

/* All mistakes of a style file as `path:line:column: message` lines; *count how many. */
STEMMA_API int stemma_style_check(const char *path, stemma_text *problems, size_t *count,
                                  stemma_error *error);

/* The built-in styles, a line each. */
STEMMA_API stemma_text stemma_style_list(const stemma_view *view);

/* The style as a style file, with all that it takes over from others. */
STEMMA_API stemma_text stemma_style_show(const stemma_style *style);

/* What a `.stemma.yaml` says about the files below its folder. */
typedef struct stemma_project stemma_project;

/* The project that holds for `path` (a file, a folder, or "-"), looked for in its folder and those above it. The search
   ends with the first folder that holds a `.git`, and before the home folder, the root of the file system and any
   folder that everybody may write to. *project is NULL when there is none. -EINVAL: it has mistakes. */
STEMMA_API int stemma_project_find(const char *path, stemma_project **project, stemma_error *error);
STEMMA_API void stemma_project_free(stemma_project *project);
STEMMA_API const char *stemma_project_path(const stemma_project *project); /* of its file */

/* The style that the project names, or NULL. It is the project's. */
STEMMA_API const stemma_style *stemma_project_style(const stemma_project *project);

/* How many slips of the hand (letters left out, added, changed, swapped) lie between two names; SIZE_MAX when they are
   too far apart for one to have been meant by the other. */
STEMMA_API size_t stemma_slips(const char *typed, const char *meant);

/* ---- lint ---- */

/* The findings of many files. */
typedef struct stemma_lint stemma_lint;

typedef enum stemma_severity { STEMMA_NOTE, STEMMA_WARNING, STEMMA_ERROR } stemma_severity;
typedef enum stemma_lint_format {
    STEMMA_LINT_TEXT,
    STEMMA_LINT_JSON, /* schema stemma-lint/1 */
    STEMMA_LINT_SARIF /* 2.1.0 */
} stemma_lint_format;

typedef struct stemma_lint_options {
    const stemma_style *style;     /* NULL: the project's, or house */
    const stemma_project *project; /* severities, baseline, harness; may be NULL */
} stemma_lint_options;

STEMMA_API stemma_lint *stemma_lint_new(void);
STEMMA_API void stemma_lint_free(stemma_lint *lint);

/* Looks a document through and adds what is found; the document and the options may go afterwards. */
STEMMA_API void stemma_lint_add(stemma_lint *lint, const stemma_doc *doc,
                                const stemma_lint_options *options);

/* After the last document: finds what only many files have, and takes out what baselines know. `baseline` is a file that
   holds for all of them; NULL: the one that each file's project names; "": none. */
STEMMA_API int stemma_lint_finish(stemma_lint *lint, const char *baseline, stemma_error *error);

/* How many findings of this severity or graver there are. */
STEMMA_API size_t stemma_lint_count(const stemma_lint *lint, stemma_severity least);

/* The findings of `least` or graver. */
STEMMA_API stemma_text stemma_lint_report(const stemma_lint *lint, stemma_lint_format format,
                                          stemma_severity least, const stemma_view *view);

/* All findings as a baseline that is to be written to `path` (schema stemma-baseline/1). */
STEMMA_API stemma_text stemma_lint_baseline(const stemma_lint *lint, const char *path);

/* The document with everything mended that can be without asking; *count is how many findings that were. -EBADMSG: it
   would have more findings than before; nothing is given. */
STEMMA_API int stemma_lint_fix(const stemma_doc *doc, const stemma_lint_options *options,
                               stemma_text *text, size_t *count, stemma_error *error);

/* ---- fmt ---- */

typedef enum stemma_section_order {
    STEMMA_ORDER_AS_STYLED, /* as the style says */
    STEMMA_ORDER_KEEP,      /* sections stay where they stand */
    STEMMA_ORDER_STYLE      /* they are put into the style's order */
} stemma_section_order;

typedef struct stemma_format_options {
    const stemma_style *style; /* NULL is house */
    stemma_section_order section_order;
} stemma_format_options;

/* The document in canonical form; `options` may be NULL. -EBADMSG: the check that reads the result again found a
   difference in meaning; nothing is given. */
STEMMA_API int stemma_format(const stemma_doc *doc, const stemma_format_options *options,
                             stemma_text *text, stemma_error *error);

/* Is the document in canonical form already? Nothing is made, so nothing has to be verified. */
STEMMA_API bool stemma_is_formatted(const stemma_doc *doc, const stemma_format_options *options);

/* A unified diff of `before` and `after` (three lines of context) under the name `name`. */
STEMMA_API stemma_text stemma_unified_diff(const char *name, stemma_text before, stemma_text after,
                                           const stemma_view *view);

/* The document's own bytes, as read. */
STEMMA_API stemma_text stemma_doc_bytes(const stemma_doc *doc);

/* ---- merge ---- */

typedef enum stemma_tools_policy {
    STEMMA_TOOLS_UNION,
    STEMMA_TOOLS_INTERSECTION,
    STEMMA_TOOLS_VOICE
} stemma_tools_policy;

typedef struct stemma_merge_options {
    const stemma_style *style; /* NULL is house */
    const char
        *prefer; /* name of the input whose wording wins; NULL: the one most like the others */
    stemma_tools_policy tools;
    const char *const *set; /* "key=value" fields that override all inputs */
    size_t set_count;
    unsigned min_support;     /* keep what at least this many inputs say; 0 and 1 keep all */
    const char *const *apart; /* "a.md#Title=b.md#Title": never bring together */
    size_t apart_count;
    const char *const *together; /* the same, bring together */
    size_t together_count;
    const char *plan; /* a stemma-plan/1 text that says what belongs together; NULL: none */
    size_t plan_len;
    const char *output_name; /* path the ledger names; NULL is "-" */
} stemma_merge_options;

/* Consolidates `count` (1 or more) variants of one agent. The result has been parsed again and its ledger audited:
   -EBADMSG when that failed, and nothing is given. -EINVAL: an option that makes no sense; `error` says which. */
STEMMA_API int stemma_merge(stemma_doc *const *docs, size_t count,
                            const stemma_merge_options *options, stemma_result **result,
                            stemma_error *error);
STEMMA_API void stemma_result_free(stemma_result *result);

STEMMA_API stemma_text stemma_result_output(const stemma_result *result); /* the merged agent */
STEMMA_API stemma_text stemma_result_ledger(const stemma_result *result); /* stemma-ledger/1 */
STEMMA_API stemma_text stemma_result_plan(const stemma_result *result,
                                          const stemma_view *view); /* text or stemma-plan/1 */
STEMMA_API stemma_text stemma_result_summary(const stemma_result *result,
                                             const stemma_view *view); /* one screen */
STEMMA_API size_t stemma_result_conflict_count(const stemma_result *result);

/* Only the plan: which sections come together and why. */
STEMMA_API int stemma_plan(stemma_doc *const *docs, size_t count,
                           const stemma_merge_options *options, stemma_result **result,
                           stemma_error *error);

/* Proves a ledger (JSON text) against its input and output files, found relative to the working folder. `findings` gets one line
   each; *count how many. -EINVAL: not a ledger. */
STEMMA_API int stemma_audit(const char *ledger, size_t len, stemma_text *findings, size_t *count,
                            stemma_error *error);

/* Where the lines of a ledger's output came from; `line` 0 means all. -ERANGE: no such line. */
STEMMA_API int stemma_blame(const char *ledger, size_t len, size_t line, const stemma_view *view,
                            stemma_text *text, stemma_error *error);

/* ---- files ---- */

/* Replaces `path` whole (write beside, sync, rename; symbolic links followed, mode kept), or writes straight to a pipe,
   a device or "-". On failure the old file stands. */
STEMMA_API int stemma_write_file(const char *path, const char *bytes, size_t len,
                                 stemma_error *error);

/* One of several files that belong together. */
typedef struct stemma_file {
    const char *path;
    const char *bytes;
    size_t len;
} stemma_file;

/* The same for several files, all or none: each is written beside its target, then what goes straight to pipes and
   devices is written, then all are renamed. */
STEMMA_API int stemma_write_files(const stemma_file *files, size_t count, stemma_error *error);

/* The bytes of a file, or of standard input for "-". */
STEMMA_API int stemma_read_file(const char *path, stemma_text *text, stemma_error *error);

/* Calls `visit` for `path`, or for the `.md` files below it in name order when it is a folder. */
STEMMA_API int stemma_walk(const char *path, void (*visit)(void *context, const char *path),
                           void *context, stemma_error *error);

/* Do both paths name the same file? */
STEMMA_API bool stemma_same_file(const char *a, const char *b);

#ifdef __cplusplus
}
#endif

#endif
