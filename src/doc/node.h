/* node: where one of cmark's nodes stands in the source. */
#ifndef STEMMA_DOC_NODE_H
#define STEMMA_DOC_NODE_H

#include "doc/build.h"

#include <cmark.h>

/* Its first line, and the byte of that line where it starts. */
uint32_t node_line(const Build *b, cmark_node *node);
size_t node_offset(const Build *b, cmark_node *node);

/* Its lines without blank ones at its end, which cmark counts in for some, and with a row that was cut off it. */
Range node_lines(const Build *b, cmark_node *node);

/* Column where the text of the item starts that it stands in; 0 outside of items. */
uint32_t node_content(const Build *b, cmark_node *node);

/* Lines of the text of a code or HTML block. cmark's end lines cannot be trusted for them: comments end one line
   early, fences that their list item ends one line late. */
uint32_t node_literal_lines(cmark_node *node);

/* The lines without blank ones at their end, at least one, all in the body. */
Range node_trim(const Build *b, Range lines);

#endif
