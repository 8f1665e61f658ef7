/* blocks: CommonMark's blocks, as cmark finds them, walked into units and sections. */
#ifndef STEMMA_DOC_BLOCKS_H
#define STEMMA_DOC_BLOCKS_H

#include "doc/build.h"

/* Reads the whole body. No recursion: what is nested deeper than MARGIN_DEPTH is kept whole. */
void blocks_read(Build *b);

#endif
