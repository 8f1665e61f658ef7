/* summary: a ledger on one screen. */
#ifndef STEMMA_RENDER_SUMMARY_H
#define STEMMA_RENDER_SUMMARY_H

#include "base/buf.h"
#include "merge/ledger.h"
#include "render/view.h"

void summary_render(Buf *out, const Ledger *ledger, const View *view);

#endif
