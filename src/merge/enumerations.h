/* enumerations: one variant counts in a line ("Safety practices: small steps, green tests.") what another lists in a section
   of that name. Where the list has every term of the line, the line says nothing more. */
#ifndef STEMMA_MERGE_ENUMERATIONS_H
#define STEMMA_MERGE_ENUMERATIONS_H

#include "merge/groups.h"

typedef struct Enumeration {
    uint32_t group;   /* of the line */
    uint32_t cluster; /* of the sections that list what it counts */
} Enumeration;

typedef VEC(Enumeration) EnumerationVec;

/* Only lists that at least `min_support` inputs have. A group is in one enumeration at most. */
EnumerationVec enumerations_find(const Variants *variants, const Groups *groups,
                                 uint32_t min_support);

#endif
