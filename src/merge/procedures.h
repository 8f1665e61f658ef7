/* procedures: a section holds one procedure. Where two variants' sections mean the same but tell different steps, a mixture
   would be neither; the lower in rank then stands below the other under its own title. So does an answer's template. */
#ifndef STEMMA_MERGE_PROCEDURES_H
#define STEMMA_MERGE_PROCEDURES_H

#include "merge/groups.h"

typedef struct Split {
    uint32_t cluster; /* new */
    uint32_t parent;  /* the cluster it was split from */
} Split;

typedef VEC(Split) SplitVec;

/* Gives such sections clusters of their own in the variants' alignment. */
SplitVec procedures_split(const Variants *variants, const Groups *groups);

#endif
