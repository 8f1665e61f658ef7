/* conflict: the markers that a merge leaves where someone has to choose. */
#ifndef STEMMA_DOC_CONFLICT_H
#define STEMMA_DOC_CONFLICT_H

#include "doc/doc.h"

/* Notes each marker of the document's lines. Markers count when all three come in order: a line of equal signs alone may
   underline a heading. */
void conflict_report(Doc *doc);

/* The first line, from 0, of a conflict that is still open; NONE when there is none. Markers in code
   may be an example, and are written as they stand. */
uint32_t conflict_open(const Doc *doc);

#endif
