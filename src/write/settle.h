/* settle: a result that reads back as itself. What is odd in the inputs (a list indented too far, a fence in a quote)
   may read differently once it stands among other text; then the result is written once more from what it
   reads as, and the map of origins is carried along. */
#ifndef STEMMA_WRITE_SETTLE_H
#define STEMMA_WRITE_SETTLE_H

#include "write/write.h"

/* Makes `written` a fixed point of reading and writing; false when it does not become one. The style's order of chapters and
   its titles for them come with it: `retitled` takes the draft's units whose titles are now the style's (NULL is fine). */
bool settle_written(Arena *arena, const Draft *draft, const Style *style, Written *written,
                    IndexVec *retitled);

#endif
