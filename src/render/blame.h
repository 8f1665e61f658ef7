/* blame: where the lines of a merged agent came from. */
#ifndef STEMMA_RENDER_BLAME_H
#define STEMMA_RENDER_BLAME_H

#include "base/buf.h"
#include "merge/ledger.h"
#include "render/view.h"

/* These lines of the output (from 0) with the units that they came from; of several those that are not blank. As JSON, schema
   stemma-blame/1. */
void blame_render(Buf *out, const Ledger *ledger, const Lines *output, Range lines,
                  const View *view);

#endif
