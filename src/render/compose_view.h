/* compose_view: a composition for people. */
#ifndef STEMMA_RENDER_COMPOSE_VIEW_H
#define STEMMA_RENDER_COMPOSE_VIEW_H

#include "base/buf.h"
#include "compose/compose.h"
#include "render/view.h"

/* The sections of one output with the lines that they stand on, and for each where it comes from. */
void compose_view(Buf *out, const Composition *composition, const Composed *composed, Span path,
                  const View *view);

#endif
