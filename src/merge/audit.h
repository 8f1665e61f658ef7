/* audit: proves a ledger against the texts of its inputs and its output. What it finds is a list of sentences. */
#ifndef STEMMA_MERGE_AUDIT_H
#define STEMMA_MERGE_AUDIT_H

#include "merge/ledger.h"
#include "merge/said.h"

/* `inputs[i]` says the repaired text of ledger->inputs.at[i]. Gives no sentence when the ledger holds. */
SpanVec audit_ledger(Arena *arena, const Ledger *ledger, Said *const *inputs, Said *output);

#endif
