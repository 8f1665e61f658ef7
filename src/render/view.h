/* view: how a result is to be shown; the library's inner form of stemma_view. */
#ifndef STEMMA_RENDER_VIEW_H
#define STEMMA_RENDER_VIEW_H

#include "base/span.h"

typedef struct View {
    bool color;
    bool json;
    bool terminal; /* what is otherwise copied byte for byte is shown in its visible form */
    bool brief;    /* diagnostics without notes */
    size_t width;  /* columns; 0: no limit */
} View;

#endif
