/* audit: proves a ledger against the texts of its inputs and its output. What it finds is a list of sentences. */
#ifndef STEMMA_MERGE_AUDIT_H
#define STEMMA_MERGE_AUDIT_H

#include "merge/ledger.h"

/* `inputs[i]` are the repaired lines of ledger->inputs.at[i]. Gives no sentence when the ledger holds. */
SpanVec audit_ledger(Arena *arena, const Ledger *ledger, const Lines *inputs, const Lines *output);

#endif
