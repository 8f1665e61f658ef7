/* verdict: what two units of different documents are to each other. Where it is not sure the answer is
   VERDICT_OVERLAPS or VERDICT_DISTINCT: a wrong union is worse than none. */
#ifndef STEMMA_ALIGN_VERDICT_H
#define STEMMA_ALIGN_VERDICT_H

#include "align/lexicon.h"

typedef enum VerdictKind {
    VERDICT_DISTINCT,
    VERDICT_OVERLAPS,  /* each says something the other does not */
    VERDICT_CONTAINED, /* b says all that a says */
    VERDICT_CONTAINS,  /* a says all that b says */
    VERDICT_SAME,
    VERDICT_CONTRADICTS
} VerdictKind;

/* What a contradiction is about; the names that ledgers use. */
typedef enum ConflictKind {
    CONFLICT_NONE,
    CONFLICT_NUMBER,
    CONFLICT_POLARITY,
    CONFLICT_ORDER,
    CONFLICT_CHOICE
} ConflictKind;

typedef struct Verdict {
    VerdictKind kind;
    ConflictKind conflict;
    float score; /* 0..1, how sure */
} Verdict;

/* `is_near`: the units stand in sections that were brought together, which is evidence of its own. */
Verdict verdict_of(const Lexicon *lexicon, const Statement *a, const Statement *b, bool is_near);

/* Do two longer texts give different numbers for one quantity ("10+ years of experience", "15+ years of experience")? */
bool verdict_numbers_differ(const Statement *a, const Statement *b);

const char *verdict_conflict_name(ConflictKind kind); /* "number", ... */

#endif
