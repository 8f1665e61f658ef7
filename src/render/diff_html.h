/* diff_html: what the files behind the page of a diff share. */
#ifndef STEMMA_RENDER_DIFF_HTML_H
#define STEMMA_RENDER_DIFF_HTML_H

#include "render/diff_view.h"

/* One file being written. */
typedef struct DiffPage {
    Buf *out;
    const DiffView *how;
    const Diff *diff;
    size_t file;       /* number, part of each id */
    bool is_brief;     /* what is the same is counted, not shown */
    bool *is_anchored; /* has the change its anchor? */
} DiffPage;

/* "edited item <b>Rules/3</b> <strong>number</strong>" */
void diff_html_name(const DiffPage *page, const Change *change);

/* Both documents beside each other, with an anchor f<file>c<change> above the first row of each change. */
void diff_html_rows(DiffPage *page);

#endif
