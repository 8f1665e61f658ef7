/* three_caption: what each side did to a place that stays open, in two words. */
#ifndef STEMMA_MERGE_THREE_CAPTION_H
#define STEMMA_MERGE_THREE_CAPTION_H

#include "merge/three_version.h"

/* "edited item", "removed section", "added fields". */
Span caption_make(Arena *arena, const Version *base, Range base_lines, const Version *side,
                  Range side_lines);

#endif
