/* quote: block quotes. What a quote holds is a document of its own, read and written again with `> ` before it. */
#ifndef STEMMA_WRITE_QUOTE_H
#define STEMMA_WRITE_QUOTE_H

#include "style/style.h"
#include "write/page.h"

/* `text` is the quote as it stands in the source. Below `depth` quotes, and where it could be misread without its
   signs, it is copied. */
void quote_write(Page *page, Span text, const Style *style, uint32_t depth);

#endif
