/* wording: how two paired units differ in what they say. */
#ifndef STEMMA_DIFF_WORDING_H
#define STEMMA_DIFF_WORDING_H

#include "diff/diff.h"

/* Do they say the same, whatever their markup? Titles that differ in their number alone do. */
bool wording_is_same(Arena *scratch, const Pairing *pairing, uint32_t old, uint32_t new);

/* Fills in the runs of `change` and what makes them weighty. */
void wording_refine(Arena *arena, Arena *scratch, const Pairing *pairing, uint32_t old,
                    uint32_t new, Change *change);

/* The same of units that follow each other, as one text: on one side there is one. */
void wording_refine_parts(Arena *arena, Arena *scratch, const Pairing *pairing, Range old,
                          Range new, Change *change);

#endif
