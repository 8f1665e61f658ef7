/* gutted: a list says something as a whole, too. What another section says counts as a repeat only while most of the list
   stays; otherwise its items are taken out of their groups again. */
#ifndef STEMMA_MERGE_GUTTED_H
#define STEMMA_MERGE_GUTTED_H

#include "merge/groups.h"

void gutted_spare(const Variants *variants, Groups *groups);

#endif
