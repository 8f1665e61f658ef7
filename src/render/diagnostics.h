/* diagnostics: what was odd in a file, and what a code means. */
#ifndef STEMMA_RENDER_DIAGNOSTICS_H
#define STEMMA_RENDER_DIAGNOSTICS_H

#include "base/buf.h"
#include "doc/doc.h"
#include "render/view.h"

#include <jansson.h>

/* `file:line:column: severity: message [code]` lines; what is said more than once has one line with the first places. */
Span diagnostics_text(Arena *arena, const Doc *doc, const View *view);

/* The same as a JSON array. */
json_t *diagnostics_json(Arena *arena, const Doc *doc);

/* What one diagnostic means and what to do about it; `info` NULL: the list of all. */
Span diagnostics_explain(Arena *arena, const DiagInfo *info, const View *view);

/* Does one before `diag` in the list say the same? */
bool diagnostics_is_told(const Diag *list, const Diag *diag);

/* "x, 40 times, also in lines 443, 444, 445 and so on": the message, and how often it stands from there on. */
Span diagnostics_with_repeats(Arena *arena, const Diag *diag, const Diag *end);

/* One line of that kind, where it says a severity and message of its own. */
void diagnostics_add(Buf *out, Span file, const Diag *diag, DiagSeverity severity,
                     const View *view);

/* "note", "warning", "error". */
const char *diagnostics_severity(DiagSeverity severity);

/* "front-retried", as people write it. */
Span diagnostics_name(Arena *arena, const DiagInfo *info);

#endif
