/* lint: what the style, the harness and good sense have against a file. Takes a doc, its style and the harness that loads
   it; gives findings, each of a rule (rules.h). What the reading found odd (doc->diags) are findings too. */
#ifndef STEMMA_LINT_LINT_H
#define STEMMA_LINT_LINT_H

#include "doc/doc.h"
#include "style/harness.h"
#include "style/project.h"
#include "style/style.h"

typedef struct Finding {
    Diag diag;
    DiagSeverity severity;
    Range edit; /* lines from 0 to be replaced by `instead`; empty: no fix */
    Span instead;
} Finding;

typedef VEC(Finding) FindingVec;

typedef struct LintSetting {
    const Style *style;
    const Harness *harness;   /* NULL: none is known */
    const ProjectRule *rules; /* DIAG_COUNT of them; NULL: as the table has them */
    uint32_t max_tokens;      /* estimated, of a whole file; 0: no limit */
    bool is_guess;            /* the harness is told by what the file holds, not by where it lies */
    Span path;                /* absolute, or as far as it is known */
} LintSetting;

/* One file on its way through the rules. */
typedef struct Lint {
    Arena *arena;
    const Doc *doc;
    LintSetting setting;
    FindingVec findings;
    uint32_t count[DIAG_COUNT];
    size_t suppressed; /* by a comment, or beyond DIAG_LIMIT of one rule */
} Lint;

/* Sorted by place. */
Lint lint_doc(Arena *arena, const Doc *doc, LintSetting setting);

/* By diag_cmp. */
void lint_sort(FindingVec *findings);

/* The harness for `path`; where the path does not tell, front matter that names and describes an agent and has nothing of
   another harness does, and it is a guess. */
const Harness *lint_harness(const Doc *doc, Span path, bool *is_guess);

/* Adds a finding and gives it, for a fix to be set; NULL when it is not wanted. */
Finding *lint_find(Lint *lint, DiagCode code, uint32_t line, uint32_t column, const char *format,
                   ...) __attribute__((format(printf, 5, 6)));

/* "Security/Input Validation" would be long; a title for messages, cut to a line. */
Span lint_shown(Arena *arena, Span text);

/* ---- front matter (fields.c) ---- */

/* The line, from 0, of a field's key. */
uint32_t lint_key_line(const Doc *doc, const Field *field);

const Field *lint_field(const Doc *doc, Span key);

/* A scalar that is there and not blank, trimmed; else an empty span. */
Span lint_scalar(const Field *field);

#endif
