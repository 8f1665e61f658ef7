/* three_window: the part of the three versions that is read as documents: from a heading that all of them have before the
   first conflict up to one behind the last. */
#ifndef STEMMA_MERGE_THREE_WINDOW_H
#define STEMMA_MERGE_THREE_WINDOW_H

#include "merge/three_scan.h"

typedef struct Window {
    Range lines[THREE_SIDES];
} Window;

Window window_whole(const ThreeText texts[THREE_SIDES]);

/* Headings inside of tags count for nothing. Where bytes are of another encoding it is the whole. */
Window window_find(const ThreeText texts[THREE_SIDES], const Scan scans[THREE_SIDES],
                   const Seq3Vec *regions);

#endif
