/* titles: headings without what a style leaves out of them: numbers ("2. ", "2.3 ") and pictures. What says something stays:
   "Step 2", a year, and signs that allow, forbid or warn. */
#ifndef STEMMA_WRITE_TITLES_H
#define STEMMA_WRITE_TITLES_H

#include "doc/doc.h"
#include "style/style.h"

/* By unit, the text of a heading as it is to be written, which may be its own. NULL when the style leaves titles alone, or
   where a link may point to one. */
const Span *titles_trim(Arena *arena, const Unit *units, uint32_t count, const Style *style);

/* A title by itself. */
Span title_trim(Span text, const Style *style);

#endif
