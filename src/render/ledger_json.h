/* ledger_json: the JSON contract stemma-ledger/1, written and read. */
#ifndef STEMMA_RENDER_LEDGER_JSON_H
#define STEMMA_RENDER_LEDGER_JSON_H

#include "base/buf.h"
#include "merge/ledger.h"

void ledger_json_write(Buf *out, const Ledger *ledger);

/* NULL, with a message, when the text is no ledger. Everything in the ledger is checked for being there and in range. */
Ledger *ledger_json_read(Arena *arena, Span json, Span *message);

#endif
