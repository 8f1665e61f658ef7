/* groups: which units of different documents say the same and become one. A group is a star: its center says all that
   the members say. Two units of one document share a group only if they say different things, so what
   one input repeats on purpose stays. */
#ifndef STEMMA_MERGE_GROUPS_H
#define STEMMA_MERGE_GROUPS_H

#include "align/verdict.h"
#include "merge/variants.h"

typedef struct Group {
    IndexVec members; /* numbers of units, ascending: by rank, then in document order */
    uint32_t center;  /* the member whose words stand in the result */
    uint32_t anchor;  /* the member in whose place they stand */
    bool is_union;    /* keyed lists: the center's key with the terms of all */
    uint32_t lost_to; /* the group that it contradicts and loses against, or NONE */
} Group;

typedef struct Contradiction {
    ConflictKind kind;
    uint32_t winner, loser; /* units */
} Contradiction;

typedef struct Groups {
    Group *list;
    uint32_t count;
    uint32_t *of_unit; /* NONE for titles and for units that are `reserved` */
    float *score;      /* of the pair that tied the unit to its group */
    VEC(Contradiction) contradictions;
} Groups;

/* `reserved[unit]`: units that somebody else takes care of. The alignment must be clustered. */
Groups *groups_new(const Variants *variants, const bool *reserved);

/* How many inputs say it. */
uint32_t groups_support(const Variants *variants, const Group *group);

#endif
