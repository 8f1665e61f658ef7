/* keep: what the text of a unit leaves out, and the units around it or the next reading still need. */
#ifndef STEMMA_WRITE_KEEP_H
#define STEMMA_WRITE_KEEP_H

#include "doc/doc.h"

/* Puts it back into the units of a draft, which are copies of the doc's. */
void keep_markup(Arena *arena, Unit *units, uint32_t count, const Doc *doc);

#endif
