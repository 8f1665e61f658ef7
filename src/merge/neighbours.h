/* neighbours: items of one list that are about one thing stand together, whichever variant they come from. */
#ifndef STEMMA_MERGE_NEIGHBOURS_H
#define STEMMA_MERGE_NEIGHBOURS_H

#include "merge/groups.h"

/* Beyond this many items the order is left as it is. */
enum { NEIGHBOURS_LIMIT = 300 };

/* `order`: the groups of a list in the order their documents agree on. What a lower-ranked document adds moves behind the
   item of a higher one that it is like; all else stays, and so does what holds items of its own: it is a subject, not a
   line on one. */
void neighbours_gather(const Variants *variants, const Groups *groups, IndexVec *order);

#endif
