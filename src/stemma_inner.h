/* stemma_inner: what the files behind stemma.h share (stemma.c: reading, views, files; stemma_fmt.c: formatting;
   stemma_style.c: styles, projects; stemma_new.c: templates; stemma_convert.c: other harnesses; stemma_compose*.c: recipes;
   stemma_lint.c: findings; stemma_merge.c: merging; stemma_ledger.c: ledgers; stemma_diff.c: comparing; stemma_patch.c:
   patches; stemma_three.c, stemma_upgrade.c: three-way merging; stemma_scan*.c: collections). */
#ifndef STEMMA_INNER_H
#define STEMMA_INNER_H

#include "base/buf.h"
#include "diff/diff.h"
#include "merge/three.h"
#include "render/view.h"
#include "scan/collection.h"
#include "stemma.h"
#include "style/project.h"
#include "style/style.h"

struct Conversion;

struct stemma_doc {
    Arena *arena;   /* owns the document and its name */
    bool no_repair; /* damaged text was left as it is */
    Doc *doc;
};

struct stemma_style {
    Arena *arena; /* owns the style, unless that is built in */
    const Style *style;
};

struct stemma_project {
    Arena *arena;
    const char *path; /* of its file */
    const Project *project;
    stemma_style *style; /* NULL: it names none */
};

/* Is it the path of a file rather than the name of something built in? `ending` is that of such files. */
bool inner_is_path(Span name, Span ending);

/* Says the first mistake of the file `path`, and how many more there are; -EINVAL. */
int inner_fail_problems(stemma_error *error, const char *path, const Problems *problems);

/* The inner form; NULL is house. */
const Style *inner_style(const stemma_style *style);

/* Says what went wrong with the file `path`; gives `code`. */
int inner_fail_file(stemma_error *error, int code, const char *path, bool is_writing);

/* Puts the message, made safe to show, into `error` unless that is NULL; gives `status`. */
int inner_fail(stemma_error *error, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a file that could not be read or written. */
int inner_fail_file(stemma_error *error, int status, const char *path, bool is_writing);

/* -EBUSY, and where, when a conflict is still open in the document. */
int inner_settled(const Doc *doc, stemma_error *error);

/* The inner form. */
const struct Conversion *inner_conversion(const stemma_conversion *conversion);

/* A copy for the caller to own. */
stemma_text inner_text(Span text);

/* The inner form of a view; NULL is plain text without limits. */
View inner_view(const stemma_view *view);

/* Appends a patch that has been proved to make the new document; -EBADMSG, with nothing appended, when it does not. */
int inner_patch(Buf *out, const Diff *diff, stemma_error *error);

/* The page of a scan, for which files are compared as a diff compares them. */
void inner_scan_page(Buf *out, const Collection *collection);

/* The inner form of merge options; NULL is git's defaults. Labels are borrowed. */
ThreeOptions inner_three_options(const stemma_three_options *options);

#endif
