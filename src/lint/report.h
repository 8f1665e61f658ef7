/* report: the findings of many files, and those that only many files have. */
#ifndef STEMMA_LINT_REPORT_H
#define STEMMA_LINT_REPORT_H

#include "lint/lint.h"

typedef struct LintFile {
    Span shown;    /* its path as it was given */
    Span path;     /* absolute */
    Span baseline; /* path of the baseline that holds for it; empty: none */
    Span name;     /* of the agent; empty: none */
    uint32_t name_line;
    Span scope; /* the folder in which its name may stand once */
    const ProjectRule *rules;
    FindingVec findings;
    size_t suppressed;
} LintFile;

typedef struct LintReport {
    Arena *arena;
    VEC(LintFile) files;
} LintReport;

/* Takes over a copy of what was found in a file. */
void report_add(LintReport *report, const Lint *lint, Span shown, Span baseline);

/* The same of what another report has. */
void report_join(LintReport *report, const LintReport *other);

/* Adds a finding to each file whose name a file before it has. Once, when all files are there. */
void report_names(LintReport *report);

/* How many findings there are of `least` or graver. */
size_t report_count(const LintReport *report, DiagSeverity least);

/* A finding that a baseline knows. */
typedef struct Known {
    Span path, code, message;
    uint32_t count;
} Known;

typedef VEC(Known) KnownVec;

/* The path of a file as seen from the folder that a baseline lies in. */
Span report_path(const LintFile *file, Span folder);

/* Takes out the findings of files with the baseline `baseline` that are known, each as often as it is known. */
void report_drop(LintReport *report, Span baseline, Span folder, KnownVec *known);

#endif
