/* chapters: the sections of a file in the order, and under the titles, that a style has for them. A chapter is a section
   that stands at the top, or right below the only title. Where order may mean something (numbers in titles, chapters of
   different levels, tags between them) the file is left as it is, and a title is left where it says more than the
   concept's own, where another title means the same, and where a link may point to it. */
#ifndef STEMMA_WRITE_CHAPTERS_H
#define STEMMA_WRITE_CHAPTERS_H

#include "doc/doc.h"
#include "style/style.h"

typedef struct Chapters {
    const uint32_t *origins; /* by place on the page: the doc's unit */
    const Span *titles;      /* by the doc's unit: its new title, or nothing */
} Chapters;

/* NULL when the style asks for nothing, or nothing is to be changed. */
const Chapters *chapters_arrange(Arena *arena, const Doc *doc, const Style *style);

/* The units, which are copies of the doc's, arranged. */
void chapters_apply(Arena *arena, const Chapters *chapters, Unit *units, uint32_t count);

#endif
