/* html_page: templates/page.html, page.css and page.js as the build compiled them in, with the hashes ("sha256-...")
   by which the page's policy knows style and script. */
#ifndef STEMMA_RENDER_HTML_PAGE_H
#define STEMMA_RENDER_HTML_PAGE_H

#include "base/span.h"

extern const Span html_page_template, html_page_style, html_page_script, html_page_style_hash,
    html_page_script_hash;

#endif
