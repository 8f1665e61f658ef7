/* shared: which tokens stand in more than one of many sets. Nearly all shingles of a collection stand in one text alone and
   can be shared with none; what is left of the sets is small, and shares as much as the whole sets did. */
#ifndef STEMMA_SCAN_SHARED_H
#define STEMMA_SCAN_SHARED_H

#include "scan/tokens.h"

/* Gives of each set the tokens that another one may have, too: all that another one has, and a few that none has. The new
   sets are made in `keep`, one arena a thread. */
void shared_keep(Arena *const *keep, const Packed *sets, uint32_t count, uint32_t threads,
                 Tokens *kept);

#endif
