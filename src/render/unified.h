/* unified: two texts as a unified diff that patch can apply. */
#ifndef STEMMA_RENDER_UNIFIED_H
#define STEMMA_RENDER_UNIFIED_H

#include "base/buf.h"
#include "render/view.h"

/* Three lines of context, both sides under `name`; nothing when the texts are equal. Lines end in LF only, as patch has
   it. On a terminal or in colour they are in their visible form, otherwise copied byte for byte. */
void unified_render(Buf *out, Span name, Span before, Span after, const View *view);

#endif
