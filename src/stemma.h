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
    /* A line without a final full stop, control characters made visible; of a file that a person wrote for us (a style, a
       project, a template) a line for each mistake, up to ten. */
    char message[2048];
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

/* -EBUSY when a merge conflict is still open in it, outside of code: `error` says where. Formatting, merging and converting
   such a document fail with it: what was to be chosen from would be taken for text. */
STEMMA_API int stemma_doc_settled(const stemma_doc *doc, stemma_error *error);

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

/* Is `path` what the project leaves out when folders are searched? */
STEMMA_API bool stemma_project_excludes(const stemma_project *project, const char *path);

/* The style that the project names, or NULL. It is the project's. */
STEMMA_API const stemma_style *stemma_project_style(const stemma_project *project);

/* How many slips of the hand (letters left out, added, changed, swapped) lie between two names; SIZE_MAX when they are
   too far apart for one to have been meant by the other. */
STEMMA_API size_t stemma_slips(const char *typed, const char *meant);

/* ---- templates ---- */

/* An agent-to-be: one of the built-in ones ("agent", "reviewer", "skill"), or a file. */
typedef struct stemma_template stemma_template;

/* What a template wants to know. Texts are the template's. */
typedef struct stemma_slot {
    const char *name;
    const char *about;
    const char *
        fallback; /* its value when none is given, as the template has it; NULL: one must be given */
} stemma_slot;

/* `name` is that of a built-in template, or the path of a file when it holds a slash or ends in .md. -EINVAL: there is no such
   template, or the file has mistakes; `error` has the first one with its place. */
STEMMA_API int stemma_template_open(const char *name, stemma_template **result,
                                    stemma_error *error);
STEMMA_API void stemma_template_free(stemma_template *from);

/* In the order in which they are declared. */
STEMMA_API size_t stemma_template_slot_count(const stemma_template *from);
STEMMA_API stemma_slot stemma_template_slot(const stemma_template *from, size_t slot);

/* The built-in templates and their slots. */
STEMMA_API stemma_text stemma_template_list(const stemma_view *view);

/* The slots of one template. */
STEMMA_API stemma_text stemma_template_show(const stemma_template *from, const stemma_view *view);

/* Where the template puts an agent of this name; slots other than the name stay slots. */
STEMMA_API stemma_text stemma_template_path(const stemma_template *from, const char *name);

/* A new agent: the template with the values `set` ("slot=value", of one slot the last counts) in its slots, written in `style` (NULL is
   house), and the path that the template has for it. Values are text. -EINVAL: a value for no slot, a slot without a value,
   or a value that would not stay text where it stands; nothing is given. */
STEMMA_API int stemma_template_fill(const stemma_template *from, const char *const *set,
                                    size_t set_count, const stemma_style *style, stemma_text *agent,
                                    stemma_text *path, stemma_error *error);

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

/* Adds what was found elsewhere, say by another thread, as it stands there; `other` may go afterwards. */
STEMMA_API void stemma_lint_join(stemma_lint *lint, const stemma_lint *other);

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

/* ---- convert ---- */

/* An agent file made for another harness. It borrows from its document. */
typedef struct stemma_conversion stemma_conversion;

typedef struct stemma_convert_options {
    const char *to;            /* a dialect: "copilot", "opencode", ... */
    const char *from;          /* NULL: told by the document's name, else by its fields */
    const char *name;          /* what the agent is called from now on; NULL: as before */
    const char *const *models; /* "sonnet=NAME": what models are called there */
    size_t model_count;
} stemma_convert_options;

/* Converts a document, which should have been read with `no_repair`. What cannot come along is left out and told in a
   remark; it is up to the caller to refuse losses. To its own dialect a file stays as it is. -EINVAL: there is no such
   dialect, an option makes no sense, or the file is none that can be converted; `error` says where. */
STEMMA_API int stemma_convert(const stemma_doc *doc, const stemma_convert_options *options,
                              stemma_conversion **conversion, stemma_error *error);
STEMMA_API void stemma_conversion_free(stemma_conversion *conversion);
STEMMA_API stemma_text stemma_conversion_output(const stemma_conversion *conversion);

/* The dialect that the document was read as. */
STEMMA_API const char *stemma_conversion_from(const stemma_conversion *conversion);

/* Where the other harness looks for the file, from the project's folder; it is the conversion's. -EINVAL: its name can be
   none of a file; `error` says why. */
STEMMA_API int stemma_conversion_path(const stemma_conversion *conversion, const char **path,
                                      stemma_error *error);

/* How many things of `least` weight or more did not come along as they were. */
STEMMA_API size_t stemma_conversion_loss_count(const stemma_conversion *conversion,
                                               stemma_severity least);

/* Everything that is to be said about the conversion, as `file:line:column: severity: message [code]` lines. */
STEMMA_API stemma_text stemma_conversion_remarks(const stemma_conversion *conversion,
                                                 const stemma_view *view);

/* The same of many as JSON, schema stemma-convert/1; `outputs` are the files they were written to, NULL for none. */
STEMMA_API stemma_text stemma_conversion_report(const stemma_conversion *const *conversions,
                                                const char *const *outputs, size_t count);

/* The dialects by number, from 0; NULL beyond the last. */
STEMMA_API const char *stemma_dialect_name(size_t index);

/* The dialects with the paths of their files and the fields they keep, a line each. */
STEMMA_API stemma_text stemma_dialect_list(const stemma_view *view);

/* ---- merge ---- */

typedef enum stemma_tools_policy {
    STEMMA_TOOLS_AS_STYLED, /* as the project or the style says, else the union */
    STEMMA_TOOLS_UNION,
    STEMMA_TOOLS_INTERSECTION,
    STEMMA_TOOLS_VOICE
} stemma_tools_policy;

typedef struct stemma_merge_options {
    const stemma_style *style; /* NULL is the project's, else house */
    const stemma_project
        *project; /* what it says about merging holds before the style; NULL: none */
    const char *
        prefer; /* name of the input whose wording wins; NULL: as the project or the style says, else the one
                    most like the others */
    stemma_tools_policy tools;
    const char *const *set; /* "key=value" fields that override all inputs */
    size_t set_count;
    unsigned
        min_support; /* keep what at least this many inputs say; 1 keeps all; 0: as the project or the style says */
    const char *const *apart; /* "a.md#Title=b.md#Title": never bring together */
    size_t apart_count;
    const char *const *together; /* the same, bring together */
    size_t together_count;
    const char *plan; /* a stemma-plan/1 text that says what belongs together; NULL: none */
    size_t plan_len;
    const char *plan_name;   /* how messages call it; NULL: not at all */
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

/* The same for a ledger that is a file: what is not found from the working folder is looked for from the ledger's folder and
   those above it. */
STEMMA_API int stemma_audit_file(const char *path, stemma_text *findings, size_t *count,
                                 stemma_error *error);

/* Where the lines of a ledger's output came from, `first` to `last`; `first` 0 means all. -ERANGE: no such line. */
STEMMA_API int stemma_blame(const char *ledger, size_t len, size_t first, size_t last,
                            const stemma_view *view, stemma_text *text, stemma_error *error);

/* The same for a ledger that is a file. `output` is where its output stands; NULL: where the ledger has it. -EINVAL: it is not
   the file that the ledger was made for. */
STEMMA_API int stemma_blame_file(const char *path, const char *output, size_t first, size_t last,
                                 const stemma_view *view, stemma_text *text, stemma_error *error);

/* Is the file `output` still as the ledger (a file) has it? -EINVAL: it is not, or there is no such ledger in the file; another
   negative errno: one of them cannot be read. */
STEMMA_API int stemma_ledger_holds(const char *path, const char *output, stemma_error *error);

/* ---- three-way merge ---- */

/* Whose place in an array of three: the order of git merge-file's arguments. */
enum { STEMMA_OURS, STEMMA_BASE, STEMMA_THEIRS, STEMMA_SIDES };

typedef enum stemma_conflict_style {
    STEMMA_STYLE_MERGE,
    STEMMA_STYLE_DIFF3, /* with the base's lines */
    STEMMA_STYLE_ZDIFF3 /* the same, without what both sides have in common at the ends */
} stemma_conflict_style;

typedef enum stemma_favor {
    STEMMA_FAVOR_NONE,
    STEMMA_FAVOR_OURS,
    STEMMA_FAVOR_THEIRS,
    STEMMA_FAVOR_UNION /* ours, then theirs */
} stemma_favor;

/* Which version or date stays where both sides changed it: fields as version and updated, lines as "Last updated: ...". */
typedef enum stemma_version_lines {
    STEMMA_VERSIONS_OPEN,  /* neither: that is a conflict */
    STEMMA_VERSIONS_NEWER, /* the greater one, where they are numbers that can be compared */
    STEMMA_VERSIONS_OURS,
    STEMMA_VERSIONS_THEIRS
} stemma_version_lines;

typedef struct stemma_three_options {
    const char *label[STEMMA_SIDES]; /* behind the conflict markers; NULL: no label */
    stemma_conflict_style style;
    stemma_favor favor;   /* what becomes of conflicts */
    unsigned marker_size; /* 0 is 7 */
    bool lines_only;      /* merge as git does and leave structure alone */
    stemma_version_lines version_lines;
} stemma_three_options;

typedef struct stemma_three stemma_three;

/* Merges what `side[STEMMA_OURS]` and `side[STEMMA_THEIRS]` made of `side[STEMMA_BASE]`. Conflicts are no error. -EINVAL: a
   text is binary (a NUL in its first 8,000 bytes) and both sides changed it; `error` says which. `options` may be NULL. */
STEMMA_API int stemma_merge_three(const stemma_text side[STEMMA_SIDES],
                                  const stemma_three_options *options, stemma_three **merge,
                                  stemma_error *error);
STEMMA_API void stemma_three_free(stemma_three *merge);

STEMMA_API stemma_text stemma_three_output(const stemma_three *merge); /* the merged file */
STEMMA_API size_t stemma_three_conflict_count(const stemma_three *merge);
/* Were the texts too large (4 MiB together) or too odd to be read as documents, and merged by lines alone? */
STEMMA_API bool stemma_three_is_by_lines(const stemma_three *merge);

/* What was done beyond merging lines: for each place by which rule it was settled, or why it was left open; one line each,
   or stemma-merge-file/1 as JSON. */
STEMMA_API stemma_text stemma_three_report(const stemma_three *merge, const stemma_view *view);

/* ---- upgrading ---- */

/* One file in up to three versions; NULL where it is not there. */
typedef struct stemma_upgrade_file {
    const char *path;
    const stemma_text *mine; /* as it is here */
    const stemma_text *from; /* as it once came from upstream; NULL, too, when nobody knows */
    const stemma_text *to;   /* as upstream has it now */
    const char *origin;      /* where `from` was found, for the report; NULL when it was given */
} stemma_upgrade_file;

typedef struct stemma_upgrade stemma_upgrade;

/* Merges upstream's news into local copies. Without `from`, what `mine` and `to` have in common stands for it, and what
   upstream removed stays. Copies what it needs of the files. `options` may be NULL. */
STEMMA_API stemma_upgrade *stemma_upgrade_files(const stemma_upgrade_file *files, size_t count,
                                                const stemma_three_options *options);
STEMMA_API void stemma_upgrade_free(stemma_upgrade *upgrade);

/* Which of some versions of a file is nearest to `text`, by the lines that differ; the first of those that are equally near.
   `count` when none has much in common with it. */
STEMMA_API size_t stemma_upgrade_nearest(const stemma_text *versions, size_t count,
                                         const stemma_text *text);

/* What file `i` becomes; false when nothing is to be written for it. */
STEMMA_API bool stemma_upgrade_output(const stemma_upgrade *upgrade, size_t i, stemma_text *output);
STEMMA_API size_t stemma_upgrade_conflict_count(const stemma_upgrade *upgrade);

/* What came, stayed and went: a line for each file, or the ledger, stemma-upgrade/1, as JSON. */
STEMMA_API stemma_text stemma_upgrade_report(const stemma_upgrade *upgrade,
                                             const stemma_view *view);

/* ---- comparing ---- */

/* What changed from one document to another, or from one set of documents to another. */
typedef struct stemma_diff stemma_diff;

STEMMA_API stemma_diff *stemma_diff_docs(const stemma_doc *old, const stemma_doc *new);

/* Documents are paired by their names, which are their paths in the set, then by their bytes, then by their last names
   and how much of their text they share. `old_name` and `new_name` are what views call the sets. */
STEMMA_API stemma_diff *stemma_diff_sets(const char *old_name, stemma_doc *const *old,
                                         size_t old_count, const char *new_name,
                                         stemma_doc *const *new, size_t new_count);
STEMMA_API void stemma_diff_free(stemma_diff *diff);

/* How many changes there are; a document that was added, removed or renamed counts too. Changes of formatting alone count
   only when `formatting` is set. */
STEMMA_API size_t stemma_diff_count(const stemma_diff *diff, bool formatting);

typedef enum stemma_diff_format {
    STEMMA_DIFF_TEXT,
    STEMMA_DIFF_MARKDOWN, /* for the comment on a pull request */
    STEMMA_DIFF_JSON,     /* stemma-diff/1 */
    STEMMA_DIFF_HTML,     /* one self-contained page */
    STEMMA_DIFF_STAT      /* how much changed where */
} stemma_diff_format;

typedef struct stemma_diff_options {
    stemma_diff_format format;
    bool side_by_side; /* text: old on the left, new on the right */
    bool word;         /* text: the whole of what was edited, not only what is near a change */
    bool why;          /* what each pair was paired by */
    bool formatting;   /* what is only formatting, too */
} stemma_diff_options;

STEMMA_API stemma_text stemma_diff_view(const stemma_diff *diff, const stemma_diff_options *options,
                                        const stemma_view *view);

/* The same as a patch that stemma_patch_apply takes; of sets one for each document that changed. -EBADMSG when a patch
   would not make the new document; then nothing is given. */
STEMMA_API int stemma_diff_patch(const stemma_diff *diff, stemma_text *patch, stemma_error *error);

/* Many variants beside each other: how alike they are, and section by section which of them has what. Text, JSON
   (stemma-matrix/1) or HTML. -EINVAL: another format. */
STEMMA_API int stemma_compare(stemma_doc *const *docs, size_t count, stemma_diff_format format,
                              const stemma_view *view, stemma_text *text, stemma_error *error);

/* ---- patches ---- */

/* What makes `old` into `new`, as text; empty when their bytes are equal. It has been applied to see that it does:
   -EBADMSG when it does not, and nothing is given. */
STEMMA_API int stemma_patch_make(const stemma_doc *old, const stemma_doc *new, stemma_text *patch,
                                 stemma_error *error);

/* What came of applying a patch. */
typedef struct stemma_applied {
    stemma_text output;  /* the file with all changes that found their place */
    stemma_text rejects; /* a patch of those that did not; empty when there are none */
    stemma_text
        report; /* a line for each change that stands elsewhere now, is there already or found no place */
    size_t changes, present, rejected; /* how many: in the patch, there already, without a place */
    bool is_exact;                     /* the file was the very one that the patch was made for */
} stemma_applied;

typedef struct stemma_apply_options {
    bool reverse; /* make the old file out of the new one */
} stemma_apply_options;

/* Applies a patch to `target`: byte for byte when it is the file that the patch was made for, else by the address of
   each change and the lines around it. Of several patches in one text the one for `target` is taken. `name` is how messages
   call the patch; `options` may be NULL. -EINVAL: it cannot be a patch, or is damaged, or none is for `target`; then
   nothing is given. */
STEMMA_API int stemma_patch_apply(const char *name, const char *patch, size_t len,
                                  const stemma_doc *target, const stemma_apply_options *options,
                                  stemma_applied *applied, stemma_error *error);
STEMMA_API void stemma_applied_free(stemma_applied applied);

/* ---- scan ---- */

typedef struct stemma_scan stemma_scan;

/* When a file was first committed or made, in seconds; the path as a scan finds it. */
typedef struct stemma_dated {
    const char *path;
    long long seconds;
} stemma_dated;

typedef struct stemma_scan_options {
    double
        threshold; /* least likeness of copies (Jaccard of five-word shingles of the bodies), 0 is 0.5; at most 1 */
    bool no_copies, no_contained, no_variants; /* kinds of pairs that are left out */
    bool
        shingles; /* keep those that no two files share, too, which STEMMA_SCAN_NDJSON then prints */
    unsigned threads; /* 0: one for each processor */
    /* Where to keep between two scans what is known of files: a file, or a folder that ends in a slash; NULL: nowhere. It
       has no influence on the result. A scan of fewer than 64 files does without. */
    const char *cache;
    unsigned long long
        cache_limit; /* bytes it may have: what was not used for longest goes first; 0: 2 GiB, what some 400,000 files take */
    /* Dates of files, in any order: of each family the oldest is what the others derive from; NULL: none. Borrowed. */
    const stemma_dated *dates;
    size_t date_count;
    /* Called now and then, by the caller's thread, while files are read, and with done = all when they are compared; NULL:
       never. */
    void (*progress)(void *context, size_t done, size_t all);
    void *progress_context;
    const char
        *baseline; /* a stemma-scan/1 text: what it names is known and no finding; NULL: none */
    size_t baseline_len;
    const char *
        without; /* a folder whose files are left out, such as that of an earlier consolidation; NULL: none */
} stemma_scan_options;

typedef enum stemma_scan_format {
    STEMMA_SCAN_TEXT,
    STEMMA_SCAN_JSON, /* stemma-scan/1 */
    STEMMA_SCAN_NDJSON, /* stemma-features/1: a line for each file with its shingles, and for each pair */
    STEMMA_SCAN_DOT, /* the trees, for Graphviz */
    STEMMA_SCAN_HTML /* one self-contained page, for which files are read again */
} stemma_scan_format;

/* Finds copies, variants and families among the `.md` and `.mdc` files of `paths`, files or folders. What cannot be read is left out
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

/* Keeps to the families of these numbers, which count from 1 those that save most first: views show these alone, known to the
   baseline or not. -EINVAL, with nothing changed: there is no such family. */
STEMMA_API int stemma_scan_choose(stemma_scan *scan, const unsigned *numbers, size_t count,
                                  stemma_error *error);

/* The families: how many, and of each (from 0) its files in byte order and the one most like the others. The array
   and its texts are the scan's. The name is the one that most of its files have. `count` gets how many files they are. Families of which the baseline knows all pairs are not
   among them. */
STEMMA_API size_t stemma_scan_family_count(const stemma_scan *scan);
STEMMA_API const char *const *stemma_scan_family(const stemma_scan *scan, size_t family,
                                                 size_t *count);
STEMMA_API const char *stemma_scan_family_name(const stemma_scan *scan, size_t family);
STEMMA_API const char *stemma_scan_family_voice(const stemma_scan *scan, size_t family);

/* What the user should know of the cache, in a line; empty where it was of use. */
STEMMA_API stemma_text stemma_scan_remark(const stemma_scan *scan);

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

/* Removes the files that are being written and have not their names yet. For the handler of a signal that ends the process, and
   safe there; nothing may be written afterwards. */
STEMMA_API void stemma_remove_unfinished(void);

/* The bytes of a file, or of standard input for "-". */
STEMMA_API int stemma_read_file(const char *path, stemma_text *text, stemma_error *error);

/* Calls `visit` for `path`, or for the agent files below it in name order when it is a folder: those whose names end in
   `.md` or `.mdc` and that lie in no `.git` and no `node_modules`. */
STEMMA_API int stemma_walk(const char *path, void (*visit)(void *context, const char *path),
                           void *context, stemma_error *error);

/* The same for the files that stemma_walk passes by for their names. */
STEMMA_API int stemma_walk_others(const char *path, void (*visit)(void *context, const char *path),
                                  void *context, stemma_error *error);

/* Would stemma_walk come by the file `path`, which is given as seen from the folder that is walked? */
STEMMA_API bool stemma_is_searched(const char *path);

/* Calls `work` once for each `i` below `count`, in about that order, on `threads` threads (0: one for each processor; at most
   64). `worker` tells them apart, and 0 is the caller's own. Returns when all is done. */
STEMMA_API void stemma_each(size_t count, unsigned threads,
                            void (*work)(void *context, unsigned worker, size_t i), void *context);

/* Do both paths name the same file? */
STEMMA_API bool stemma_same_file(const char *a, const char *b);

/* ---- recipes ---- */

/* What a recipe makes of its sources. */
typedef struct stemma_composition stemma_composition;

typedef struct stemma_compose_options {
    bool ledger; /* each output has a ledger, whether or not the recipe asks for it */
} stemma_compose_options;

/* Reads a recipe and all that it names, and makes its outputs. Nothing is written. Each output has been parsed again and its ledger
   audited: -EBADMSG when that failed. -EINVAL: the recipe has mistakes, which are then in `problems`, a line
   `path:line:column: message` each. `options` may be NULL. */
STEMMA_API int stemma_compose(const char *recipe, const stemma_compose_options *options,
                              stemma_composition **composition, stemma_text *problems,
                              stemma_error *error);
STEMMA_API void stemma_composition_free(stemma_composition *composition);

/* The outputs and ledgers that are to be written, with paths as seen from the working folder. All is the composition's. */
STEMMA_API size_t stemma_composition_file_count(const stemma_composition *composition);
STEMMA_API stemma_file stemma_composition_file(const stemma_composition *composition, size_t file);

/* Is it the ledger of an output? */
STEMMA_API bool stemma_composition_is_ledger(const stemma_composition *composition, size_t file);

/* Each output, section by section, and where it comes from. */
STEMMA_API stemma_text stemma_composition_explain(const stemma_composition *composition,
                                                  const stemma_view *view);

/* A line for each source that the reading found something odd in, and what did not come along into outputs for other
   harnesses. */
STEMMA_API stemma_text stemma_composition_remarks(const stemma_composition *composition,
                                                  const stemma_view *view);

/* Calls `visit` for `path`, or for the files `*.recipe.yaml` below it in name order when it is a folder. */
STEMMA_API int stemma_walk_recipes(const char *path, void (*visit)(void *context, const char *path),
                                   void *context, stemma_error *error);

#ifdef __cplusplus
}
#endif

#endif
