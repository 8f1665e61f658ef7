/* lint_view: findings for people, programs and code hosts; and baselines, which are findings that are known. */
#ifndef STEMMA_RENDER_LINT_VIEW_H
#define STEMMA_RENDER_LINT_VIEW_H

#include "lint/report.h"
#include "render/view.h"

/* Findings of `least` or graver: lines as the compilers', with a sum at the end; schema stemma-lint/1; SARIF 2.1.0
   by stemma of this version. */
void lint_text(Buf *out, const LintReport *report, DiagSeverity least, const View *view);
void lint_json(Buf *out, const LintReport *report, DiagSeverity least);
void lint_sarif(Buf *out, const LintReport *report, DiagSeverity least, const char *version);

/* Schema stemma-baseline/1: all findings but for their lines, by path from `folder`. */
void lint_baseline_write(Buf *out, const LintReport *report, Span folder);

/* False, with why in *problem, when the text is none; its line is 0 where the text is JSON, but no baseline. */
bool lint_baseline_read(Arena *arena, Span json, KnownVec *known, Problem *problem);

#endif
