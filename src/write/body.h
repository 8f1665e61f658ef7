/* body: a draft's units as lines of Markdown. */
#ifndef STEMMA_WRITE_BODY_H
#define STEMMA_WRITE_BODY_H

#include "write/page.h"
#include "write/write.h"

/* Ends without a line break. `unit_lines` gets each unit's lines and may be NULL; `depth` counts the quotes around. */
void body_write(Page *page, const Draft *draft, const Style *style, uint32_t depth,
                Range *unit_lines);

#endif
