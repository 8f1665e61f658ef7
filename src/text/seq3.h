/* seq3: what two sides made of one base, by the lines (ids) that each changed: diff3. What both sides changed in one
   place in different ways is a conflict, and so are changes that touch: nothing unchanged stands between them. */
#ifndef STEMMA_TEXT_SEQ3_H
#define STEMMA_TEXT_SEQ3_H

#include "text/seq.h"

typedef enum Seq3Kind {
    SEQ3_CONFLICT,
    SEQ3_OURS,   /* only ours changed it */
    SEQ3_THEIRS, /* only theirs did */
    SEQ3_SAME,   /* both made the same of it */
    SEQ3_SETTLED /* the caller has an answer of its own */
} Seq3Kind;

/* A place that changed; what stands between two of them is the same in all three. */
typedef struct Seq3Region {
    Seq3Kind kind;
    Range base, ours, theirs;
    uint32_t settled; /* which answer; for the caller alone. Parts of a conflict keep it */
} Seq3Region;

typedef VEC(Seq3Region) Seq3Vec;

/* Appends the changed places in order. */
void seq3_merge(Arena *arena, Seq base, Seq ours, Seq theirs, Seq3Vec *regions);

/* Each conflict cut into its smallest parts: without what its sides have in common inside. Parts that then stand close
   together are one again: at most three elements apart, or with nothing between them but elements of which `is_weak` (by
   element of ours) says that they tell nothing. A part's base means nothing. What both made the same is left out. */
Seq3Vec seq3_narrow(Arena *arena, Seq ours, Seq theirs, const bool *is_weak,
                    const Seq3Vec *regions);

/* Each conflict without what its sides have in common at both ends; its base stays. */
void seq3_trim(Seq ours, Seq theirs, Seq3Vec *regions);

#endif
