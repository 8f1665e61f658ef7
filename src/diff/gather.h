/* gather: text that the one document says in one unit and the other in a list with its label, or in several paragraphs,
   wherever they stand. A reader who sees them apart would have to find out himself that hardly a word was changed. */
#ifndef STEMMA_DIFF_GATHER_H
#define STEMMA_DIFF_GATHER_H

#include "diff/splits.h"

/* Looks at what has no mate yet, and at mates that only say a part of the other; adds to `splits`. */
void gather_parts(Arena *scratch, Pairing *pairing, Splits *splits);

#endif
