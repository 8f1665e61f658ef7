/* margin: what stands at the left of a line: indentation in columns (a tab goes to the next multiple of four) and
   the markers of list items, and which items are open. An estimate by lines for the stations that look at the text
   before cmark does; cmark has the last word on blocks. */
#ifndef STEMMA_DOC_MARGIN_H
#define STEMMA_DOC_MARGIN_H

#include "text/lines.h"

enum { MARGIN_DEPTH = 64 };

typedef struct Margin {
    uint32_t content[MARGIN_DEPTH]; /* column where the text of each open item starts */
    uint32_t depth;
} Margin;

/* What stands behind the margin of one line. */
typedef struct Inset {
    Span rest;       /* from the first byte that is neither space nor marker */
    uint32_t column; /* where that is, from 0 */
    uint32_t inside; /* column from which its innermost item's text runs; 0 outside of lists */
} Inset;

/* Offset of the first byte of `line` that is no space or tab; its column goes to *column. */
size_t margin_indent(Span line, uint32_t *column);

/* Offset in `line` behind white space up to `columns`. */
size_t margin_skip(Span line, uint32_t columns);

/* Column of byte `offset`. */
uint32_t margin_column(Span line, size_t offset);

/* Column where the text of the item starts whose marker stands at byte `offset`. */
uint32_t margin_content(Span line, size_t offset);

/* Bytes of the list marker at the start of `text`, without the space behind it; 0 when there is none. */
size_t margin_marker(Span text);

/* Takes a line that is not blank: closes the items it does not belong to, opens those it starts. */
Inset margin_enter(Margin *margin, Span line);

/* Takes several lines at once, of which nothing is to be known but what they leave open. */
void margin_pass(Margin *margin, const Lines *lines, Range passed);

#endif
