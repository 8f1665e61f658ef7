/* assemble: the draft of the merged body, and the fate of every unit of the variants. */
#ifndef STEMMA_MERGE_ASSEMBLE_H
#define STEMMA_MERGE_ASSEMBLE_H

#include "merge/consolidation.h"

/* Fills draft.units, fates, canonical and the units' conflicts. */
void assemble_body(Consolidation *result);

#endif
