/* labels: titles that are only bold text, as headings. */
#ifndef STEMMA_WRITE_LABELS_H
#define STEMMA_WRITE_LABELS_H

#include "doc/doc.h"

/* Makes headings of the bold labels among `units`, which are the doc's with their levels as they are to be written: one level
   below the heading or label they stand under. One stays a label that is a sentence or has nothing below it, inside a tag
   or an item, below level 6, and where something follows that is not its own, since a heading would take that in. Are there any? Then chapters are
   others when the result is read, and nothing is to be done to them before. */
bool labels_raise(Arena *arena, const Doc *doc, Unit *units);

#endif
