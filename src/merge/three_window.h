/* three_window: the parts of the three versions that are read as documents: each from a heading or a tag that all of them
   have before a conflict up to one behind it. */
#ifndef STEMMA_MERGE_THREE_WINDOW_H
#define STEMMA_MERGE_THREE_WINDOW_H

#include "merge/three_scan.h"

typedef struct Window {
    Range lines[THREE_SIDES];
    Range regions; /* the changes in it, from the first conflict on */
} Window;

typedef VEC(Window) WindowVec;

Window window_whole(const ThreeText texts[THREE_SIDES]);

/* All that hold conflicts, in order. What stands inside of tags counts for nothing. Where bytes are of another encoding there
   is one, of everything. */
WindowVec windows_find(Arena *arena, const ThreeText texts[THREE_SIDES],
                       const Scan scans[THREE_SIDES], const Seq3Vec *regions);

#endif
