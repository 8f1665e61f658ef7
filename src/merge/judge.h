/* judge: what is to be done about two units of different documents that share words. */
#ifndef STEMMA_MERGE_JUDGE_H
#define STEMMA_MERGE_JUDGE_H

#include "align/verdict.h"
#include "merge/variants.h"

typedef enum JudgementKind {
    JUDGE_APART,
    JUDGE_UNITE,
    JUDGE_UNION,
    JUDGE_CONTRADICT
} JudgementKind;

typedef struct Judgement {
    JudgementKind kind;
    ConflictKind conflict; /* of units that contradict each other */
    float
        score; /* 0..1, how sure; more when the units stand in sections that were brought together */
} Judgement;

Judgement judge_units(const Variants *variants, uint32_t a, uint32_t b);

/* Does `center` say all that `unit` says? */
bool judge_covers(const Variants *variants, uint32_t center, uint32_t unit);

/* Do the units stand in sections that were brought together? */
bool judge_is_near(const Variants *variants, uint32_t a, uint32_t b);

#endif
