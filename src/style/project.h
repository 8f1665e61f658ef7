/* project: what a `.stemma.yaml` says about the files below its folder. */
#ifndef STEMMA_STYLE_PROJECT_H
#define STEMMA_STYLE_PROJECT_H

#include "base/diag.h"
#include "style/schema.h"
#include "style/style.h"

#define PROJECT_FILE ".stemma.yaml"

/* What became of a rule's severity. */
typedef enum ProjectRule {
    RULE_AS_IT_IS,
    RULE_OFF,
    RULE_NOTE,
    RULE_WARNING,
    RULE_ERROR
} ProjectRule;

typedef struct Project {
    Span style;                        /* name or path as written; empty: none */
    uint32_t style_line, style_column; /* where, from 1 */
    Span baseline;                     /* path as written; empty: none */
    Span harness;                      /* empty: told by each file's path */
    SpanVec
        exclude; /* patterns (text/glob.h) of what folders are not searched for, from the file's folder */
    uint32_t max_tokens; /* 0: the style's limit */
    MergeDefaults merging;
    ProjectRule rules[DIAG_COUNT];
} Project;

/* The project in the arena, or NULL when the text has mistakes, which are then in `problems`. */
const Project *project_read(Arena *arena, Span yaml, Problems *problems);

#endif
