/* passes: how strongly two sections correspond, and by which reason. */
#ifndef STEMMA_ALIGN_PASSES_H
#define STEMMA_ALIGN_PASSES_H

#include "align/align.h"

/* 0 for no correspondence; `reason` is set when the result is above 0. `content` is the cosine of what the sections
   hold. */
float passes_score(const Alignment *alignment, const Lexicon *lexicon, const Node *a, const Node *b,
                   float content, AlignReason *reason);

#endif
