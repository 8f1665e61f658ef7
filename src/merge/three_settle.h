/* three_settle: one block that both sides changed, or one point at which both added something. Each function gives false
   where it is not sure. */
#ifndef STEMMA_MERGE_THREE_SETTLE_H
#define STEMMA_MERGE_THREE_SETTLE_H

#include "merge/three_table.h"

/* One block in all three. */
typedef struct Trio {
    uint32_t base, ours, theirs;
} Trio;

bool settle_change(Table *table, Trio trio, Span *text, ThreeRule *rule);

/* The blocks that each side added. */
bool settle_additions(Table *table, Range ours, Range theirs, Span *text, ThreeRule *rule);

/* ---- the ways to settle a change, in the order they are tried ---- */

bool settle_ends(Table *table, Trio trio, Span *text);
bool settle_dated(Table *table, Trio trio, Span *text);
bool settle_markup(Table *table, Trio trio, Span *text);
bool settle_cells(Table *table, Trio trio, Span *text);
bool settle_set(Table *table, Trio trio, Span *text);
bool settle_code(Table *table, Trio trio, Span *text);
bool settle_key(Table *table, Trio trio, Span *text);
bool settle_sentences(Table *table, Trio trio, Span *text);

#endif
