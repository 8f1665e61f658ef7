/* renames: sections of which the text that was divided otherwise tells that they are one, though no title does. When titles
   were compared, nobody knew yet that a list and a sentence say the same. */
#ifndef STEMMA_DIFF_RENAMES_H
#define STEMMA_DIFF_RENAMES_H

#include "diff/splits.h"

/* Pairs such sections, and takes their titles out of the parts in `splits`. */
void renames_find(Pairing *pairing, Splits *splits);

#endif
