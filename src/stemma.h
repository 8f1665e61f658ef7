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

/* ---- fmt ---- */

/* The document in canonical form in the style `style` ("house", "neutral"; NULL is house). -EINVAL: no such style.
   -EBADMSG: the check that reads the result again found a difference in meaning; nothing is given. */
STEMMA_API int stemma_format(const stemma_doc *doc, const char *style, stemma_text *text,
                             stemma_error *error);

/* Is the document in canonical form already? Nothing is made, so nothing has to be verified. */
STEMMA_API int stemma_is_formatted(const stemma_doc *doc, const char *style, bool *is_formatted,
                                   stemma_error *error);

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
    const char *style; /* NULL is house */
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

/* ---- scan ---- */

typedef struct stemma_scan stemma_scan;

typedef struct stemma_scan_options {
    double
        threshold; /* least likeness of copies (Jaccard of five-word shingles of the bodies), 0 is 0.5; at most 1 */
    bool no_copies, no_contained, no_variants; /* kinds of pairs that are left out */
    unsigned threads;                          /* 0: one for each processor */
    const char
        *baseline; /* a stemma-scan/1 text: what it names is known and no finding; NULL: none */
    size_t baseline_len;
} stemma_scan_options;

typedef enum stemma_scan_format {
    STEMMA_SCAN_TEXT,
    STEMMA_SCAN_JSON, /* stemma-scan/1 */
    STEMMA_SCAN_NDJSON, /* stemma-features/1: a line for each file with its shingles, and for each pair */
    STEMMA_SCAN_DOT /* the trees, for Graphviz */
} stemma_scan_format;

/* Finds copies, variants and families among the `.md` files of `paths`, files or folders. What cannot be read is left out
   and told by stemma_scan_troubles. `options` may be NULL. -EINVAL: an option that makes no sense. Uses threads of its
   own. */
STEMMA_API int stemma_scan_paths(const char *const *paths, size_t count,
                                 const stemma_scan_options *options, stemma_scan **scan,
                                 stemma_error *error);
STEMMA_API void stemma_scan_free(stemma_scan *scan);

/* With `details` all clusters in full, and what drifted between copies, for which their files are read again. */
STEMMA_API stemma_text stemma_scan_view(const stemma_scan *scan, stemma_scan_format format,
                                        bool details, const stemma_view *view);

/* How many pairs and names that stand more than once there are, those of the baseline left out. */
STEMMA_API size_t stemma_scan_finding_count(const stemma_scan *scan);

/* The families: how many, and of each (from 0) its files in byte order and the one most like the others. The array
   and its texts are the scan's. `count` gets how many files they are. Families of which the baseline knows all pairs are not
   among them. */
STEMMA_API size_t stemma_scan_family_count(const stemma_scan *scan);
STEMMA_API const char *const *stemma_scan_family(const stemma_scan *scan, size_t family,
                                                 size_t *count);
STEMMA_API const char *stemma_scan_family_voice(const stemma_scan *scan, size_t family);

/* One line each for what could not be read; `count` of them. */
STEMMA_API stemma_text stemma_scan_troubles(const stemma_scan *scan, size_t *count);

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
