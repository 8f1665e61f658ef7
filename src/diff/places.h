/* places: where a change is, and what people call it. */
#ifndef STEMMA_DIFF_PLACES_H
#define STEMMA_DIFF_PLACES_H

#include "diff/diff.h"

typedef struct Places {
    Arena *arena; /* of what is given */
    const Pairing *pairing;
    Span *addresses[2]; /* by section, once asked for */
} Places;

Places places_new(Arena *arena, Arena *scratch, const Pairing *pairing);

Place places_field(const Places *places, PairSide side, uint32_t field);
Place places_section(const Places *places, PairSide side, uint32_t section);
Place places_unit(const Places *places, PairSide side, uint32_t unit);
Place places_nowhere(void);

ChangeWhat places_what(const Unit *unit);

#endif
