/* phases: one procedure out of a coarse and a fine one. Where one variant's steps are phases with steps of their own and
   another's are single steps, the single steps go below the phase they are most like, in their order. */
#ifndef STEMMA_MERGE_PHASES_H
#define STEMMA_MERGE_PHASES_H

#include "merge/layout.h"

/* Gives steps their phase in `parent_of`, and phases their steps in `adopted`. */
void phases_adopt(Layout *layout);

#endif
