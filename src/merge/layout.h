/* layout: where everything stands that is to be written. */
#ifndef STEMMA_MERGE_LAYOUT_H
#define STEMMA_MERGE_LAYOUT_H

#include "merge/enumerations.h"
#include "merge/outline.h"

typedef VEC(IndexVec) RunVec;

typedef struct Layout {
    const Variants *v;
    const Groups *groups;
    const Outline *outline;
    uint32_t min_support;
    uint32_t *place_of;  /* of a group: the place it stands in, NONE when it is not written */
    uint32_t *parent_of; /* of a group: the group of the item that holds it, or NONE */
    RunVec *
        adopted; /* of a group: steps of other variants that it holds, as runs of units in their order */
    IndexVec *losers;  /* of a group: those that contradict it and lost */
    bool *is_counted;  /* of a group: a list of another section stands for it */
    bool *has_content; /* of a place */
    uint32_t *scratch; /* by group, then by place; all zero between calls */
} Layout;

Layout layout_new(const Variants *variants, const Groups *groups, const Outline *outline,
                  const EnumerationVec *enumerations, uint32_t min_support);

#endif
