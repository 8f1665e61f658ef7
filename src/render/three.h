/* three: what a three-way merge did beyond merging lines, for people and for machines. */
#ifndef STEMMA_RENDER_THREE_H
#define STEMMA_RENDER_THREE_H

#include "merge/three.h"
#include "render/view.h"

#include <jansson.h>

/* One line for each place. */
Span three_text(Arena *arena, const ThreeMerge *merge, const View *view);

/* stemma-merge-file/1 */
Span three_json(Arena *arena, const ThreeMerge *merge);

/* Its list of places, to be released. */
json_t *three_places_json(const ThreeMerge *merge);

#endif
