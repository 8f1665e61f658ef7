/* moves: which of the things that both documents hold stand elsewhere in the new one. What keeps its place among its
   siblings has not moved, however much was added or removed around it; of those that change places the fewest, and of
   equal numbers the lightest, have moved. */
#ifndef STEMMA_DIFF_MOVES_H
#define STEMMA_DIFF_MOVES_H

#include "align/pair.h"

typedef struct Moves {
    bool *sections; /* by index in the old document; with all they hold */
    bool *units;
} Moves;

/* What lies in `arena` stays. A heading that was put into a section, or taken out, moves nothing: what stood below it goes on
   standing where it was. */
Moves moves_find(Arena *arena, const Pairing *pairing);

#endif
