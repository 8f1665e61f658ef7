/* rejoin: paragraphs as CommonMark sees them. The reader takes labels, keyed lines and table rows apart; a style that
   asks for nothing has to write each paragraph as the one that it was, blanks inside its code spans included. */
#ifndef STEMMA_WRITE_REJOIN_H
#define STEMMA_WRITE_REJOIN_H

#include "write/write.h"

/* Replaces the draft's units, which are copies of the doc's. */
void rejoin_paragraphs(Arena *arena, Draft *draft, const Doc *doc);

#endif
