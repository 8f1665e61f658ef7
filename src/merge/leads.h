/* leads: a line like "When you review code, you will:" at the end of the opening leads into the section behind it and goes
   where that goes. */
#ifndef STEMMA_MERGE_LEADS_H
#define STEMMA_MERGE_LEADS_H

#include "merge/variants.h"

/* By node: the number of the paragraph that leads into its section, or NONE. Marks them `reserved`. */
uint32_t *leads_find(const Variants *variants, bool *reserved);

#endif
