/* rules: the table of what lint looks for. A rule's code, name, severity, meaning and remedy stand once, in
   base/diag_codes.h; what belongs to lint stands here. */
#ifndef STEMMA_LINT_RULES_H
#define STEMMA_LINT_RULES_H

#include "lint/lint.h"

/* Sets finding->edit and finding->instead; false when there is nothing that could be done without asking. */
typedef bool (*LintFix)(const Lint *lint, Finding *finding);

typedef struct LintRule {
    DiagCode code;
    const char *example; /* of what is wrong */
    LintFix fix;         /* NULL: only a person can */
} LintRule;

extern const LintRule lint_rules[];
extern const size_t lint_rule_count;

/* NULL: nothing that lint reports. */
const LintRule *lint_rule(DiagCode code);

/* What looks for the rules that the reading does not look for, each for several. */
typedef void (*LintCheck)(Lint *lint);

void check_fields(Lint *lint);         /* fields.c */
void check_names(Lint *lint);          /* names.c */
void check_tools(Lint *lint);          /* tools.c */
void check_repeats(Lint *lint);        /* repeats.c */
void check_contradictions(Lint *lint); /* contradict.c */
void check_whole(Lint *lint);          /* whole.c */

/* The fixes (fix.c). */
bool fix_text(const Lint *lint, Finding *finding);  /* damage, hidden characters, line ends */
bool fix_value(const Lint *lint, Finding *finding); /* a value that is not strict YAML */
bool fix_front(const Lint *lint,
               Finding *finding); /* front matter not at the start or the margin */
bool fix_fence(const Lint *lint, Finding *finding); /* a fence that holds fences of its length */
bool fix_duplicate(const Lint *lint,
                   Finding *finding); /* a field or an item that stands there twice */

#endif
