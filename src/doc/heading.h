/* heading: ATX and underlined headings. */
#ifndef STEMMA_DOC_HEADING_H
#define STEMMA_DOC_HEADING_H

#include "doc/node.h"

/* Its line, or its text's lines and the underline. */
Range heading_lines(const Build *b, cmark_node *node);

/* Opens the section of a heading at the top. */
void heading_read(Build *b, cmark_node *node);

/* A heading in a list item is no section: it stays with its signs, an underlined one with those it would have. */
Span heading_inner_text(Build *b, cmark_node *node);
/* Has it more lines than one and its underline? Inside of an item such is kept as it stands. */
bool heading_is_long(const Build *b, cmark_node *node);

void heading_read_inner(Build *b, cmark_node *node);

#endif
