/* scan_page: the parts of the page of a scan. */
#ifndef STEMMA_RENDER_SCAN_PAGE_H
#define STEMMA_RENDER_SCAN_PAGE_H

#include "base/buf.h"
#include "render/scan.h"

/* Where the families are, how large and what merging them would save. */
void scan_map(Buf *out, const Collection *collection);

/* The family at `index`, its tree with the reasons. `beside`, by edge of the tree: how the two files look beside each other, or
   "" when that is left out. `common`: bytes of all paths that are not shown. */
void scan_page_family(Buf *out, const Collection *collection, size_t index, const Span *beside,
                      size_t common);

#endif
