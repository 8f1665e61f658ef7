/* blame: where the lines of a merged agent came from. */
#ifndef STEMMA_RENDER_BLAME_H
#define STEMMA_RENDER_BLAME_H

#include "base/buf.h"
#include "merge/ledger.h"
#include "render/view.h"

/* Each output line, or only line `line` from 1 when it is not 0, with the units that it came from. */
void blame_render(Buf *out, const Ledger *ledger, const Lines *output, uint32_t line,
                  const View *view);

#endif
