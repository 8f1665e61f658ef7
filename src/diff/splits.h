/* splits: text that the one document has in one piece and the other in several that follow each other: a paragraph that was
   split, or some that were joined. */
#ifndef STEMMA_DIFF_SPLITS_H
#define STEMMA_DIFF_SPLITS_H

#include "align/pair.h"

typedef struct Splits {
    uint32_t *whole
        [2]; /* by unit: the unit of the other document that it is a further part of, or NONE */
} Splits;

/* The first part becomes the mate of what it is a part of. What is given lives in `arena`. */
Splits splits_find(Arena *arena, Arena *scratch, Pairing *pairing);

/* Makes some units of `side` the parts of one of the other side. */
void splits_keep(Splits *splits, Pairing *pairing, PairSide side, Range parts, uint32_t whole);

/* The parts of the unit's mate that begin with it: itself alone where nothing was split. */
Range splits_parts(const Splits *splits, const Pairing *pairing, PairSide side, uint32_t unit);

/* The text of units that follow each other, as one. */
Span splits_text(Arena *arena, const Doc *doc, Range units);

/* Where the text of a unit stands in that of all parts it is one of. */
Range splits_place(Arena *scratch, const Splits *splits, const Doc *doc, PairSide side,
                   uint32_t unit);

#endif
