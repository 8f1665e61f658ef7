/* fields: what changed in the front matter, by what its fields mean. */
#ifndef STEMMA_DIFF_FIELDS_H
#define STEMMA_DIFF_FIELDS_H

#include "diff/diff.h"

/* Fills `change` for a pair of fields; false when nothing changed. Kind, runs and weight are set, places are not. */
bool fields_compare(Arena *arena, const Field *old, const Field *new, Change *change);

/* WEIGHTY_RIGHTS for a field that says what an agent may do, or which model does it. */
unsigned fields_weigh(Span key);

#endif
