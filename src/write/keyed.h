/* keyed: the key of an item or a paragraph in the style's spelling. */
#ifndef STEMMA_WRITE_KEYED_H
#define STEMMA_WRITE_KEYED_H

#include "doc/doc.h"
#include "style/style.h"

/* `text`, the unit's as it is to be written, with its key spelled as the style asks where that is sure to be read as the same
   key and value; NULL bytes when there is nothing to change. */
Span keyed_text(Arena *arena, const Unit *unit, Span text, const Style *style);

#endif
