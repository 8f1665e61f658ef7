/* stemma_compose: the receipt of a composition, which is a ledger like that of a merge. Its inputs are the sources and the recipes:
   what was not picked is dropped by decision, and the lines of a recipe that only say how to put things together by structure. */
#ifndef STEMMA_COMPOSE_H
#define STEMMA_COMPOSE_H

#include "compose/compose.h"
#include "dialect/conversion.h"
#include "merge/ledger.h"

/* A result as its file has it. */
typedef struct Placed {
    Composed composed;            /* with the bytes and lines of the file */
    const Conversion *conversion; /* for another harness; NULL: as it was composed */
    const RecipeOutput *output;
} Placed;

/* The result as it was converted; without a conversion as it was composed. */
Placed composition_place(Arena *arena, const Composed *composed, const Conversion *conversion,
                         const RecipeOutput *output);

/* Where the field of the result with this number stands in the file; nowhere, or on several fields of another harness. */
RangeVec placed_field(Arena *arena, const Placed *placed, size_t field);

/* The lines that are no field's: the other harness has them so. */
RangeVec placed_by_dialect(Arena *arena, const Placed *placed);

/* From the first to the last line that came of an ingredient. */
Range composed_hull(const Composed *composed, uint32_t ingredient);

/* `path` and the paths of the inputs are as seen from the folder of the file `ledger_path`. */
Ledger *composition_ledger(Arena *arena, const Composition *composition, const Placed *placed,
                           Span path, Span ledger_path);

/* What its audit finds. A conversion has proved by itself that the prompt came along; what the recipe says stands in the
   result as it was composed. */
SpanVec composition_audit(Arena *arena, const Composition *composition, const Placed *placed,
                          const Ledger *ledger);

#endif
