/* heading: the titles of sections as lines of text. */
#ifndef STEMMA_WRITE_HEADING_H
#define STEMMA_WRITE_HEADING_H

#include "doc/doc.h"
#include "style/style.h"
#include "write/page.h"

/* A UNIT_HEADING of any kind. */
void heading_write(Page *page, const Unit *unit, const Style *style);

/* A heading inside a list item is a paragraph unit that keeps its signs. */
bool heading_is_inner(const Unit *unit);

#endif
