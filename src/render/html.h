/* html: text in HTML, and whole pages. A page is one file that asks the network for nothing: its style and its script
   stand in it, and its policy lets nothing else run. */
#ifndef STEMMA_RENDER_HTML_H
#define STEMMA_RENDER_HTML_H

#include "base/buf.h"

/* Text in its visible form with everything escaped that means something in HTML, in attributes too: on one line, or
   with its line feeds and tabs. */
void html_add(Buf *out, Span text);
void html_add_lines(Buf *out, Span text);

/* A whole page; `body` is HTML. */
void html_page(Buf *out, Span title, Span body);

#endif
