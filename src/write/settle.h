/* settle: a result that reads back as itself. What is odd in the inputs (a list indented too far, a fence in a quote)
   may read differently once it stands among other text; then the result is written once more from what it
   reads as, and the map of origins is carried along. */
#ifndef STEMMA_WRITE_SETTLE_H
#define STEMMA_WRITE_SETTLE_H

#include "merge/consolidation.h"

/* Makes what was written a fixed point of reading and writing; false when it does not become one. The style's order of
   chapters and its titles for them come with it. */
bool settle_written(Consolidation *c);

#endif
