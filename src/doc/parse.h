/* parse: cmark's tree of a text, in an arena. */
#ifndef STEMMA_DOC_PARSE_H
#define STEMMA_DOC_PARSE_H

#include "base/arena.h"

#include <cmark.h>

/* Goes with the arena: not to be freed, nor to be changed with cmark's own functions. */
cmark_node *parse_commonmark(Arena *arena, Span text);

#endif
