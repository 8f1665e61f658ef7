/* fates: what became of the units of the variants, as far as the draft does not say it. */
#ifndef STEMMA_MERGE_FATES_H
#define STEMMA_MERGE_FATES_H

#include "merge/consolidation.h"
#include "merge/opening.h"
#include "merge/outline.h"

/* Every unit is kept, and stands nowhere yet. */
void fates_start(Consolidation *result);

void fates_set(Consolidation *result, uint32_t unit, Fate fate, DropRule rule, uint32_t target);

/* Once the draft stands: names the conflicts, and settles what stands nowhere. */
void fates_finish(Consolidation *result, const Passage *opening, const Outline *outline,
                  const EnumerationVec *enumerations);

#endif
