/* fields: the front matter of the result, by what each field means. */
#ifndef STEMMA_MERGE_FIELDS_H
#define STEMMA_MERGE_FIELDS_H

#include "merge/consolidation.h"

/* Fills draft.fields, field_fates, settings, widened and the fields' conflicts. */
void fields_merge(Consolidation *result);

/* The same for a single document, whose own draft is given: nothing is compared. */
void fields_keep(Consolidation *result, const Draft *whole);

#endif
