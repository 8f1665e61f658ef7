/* stemma_compose: the receipt of a composition, which is a ledger like that of a merge. Its inputs are the sources and the recipes:
   what was not picked is dropped by decision, and the lines of a recipe that only say how to put things together by structure. */
#ifndef STEMMA_COMPOSE_H
#define STEMMA_COMPOSE_H

#include "compose/compose.h"
#include "merge/ledger.h"

/* `path` and the paths of the inputs are as seen from the folder of the file `ledger_path`. */
Ledger *composition_ledger(Arena *arena, const Composition *composition, const Composed *composed,
                           Span path, Span ledger_path);

/* What its audit finds. */
SpanVec composition_audit(Arena *arena, const Composition *composition, const Composed *composed,
                          const Ledger *ledger);

#endif
