/* three: the three-way merge. Takes the bytes of ours, base and theirs; gives the merged file, with conflict markers where
   the sides cannot both be had, and says by which rule each place was settled. Lines first, as git; structure only
   where lines conflict or their clean result is not the sum of both. */
#ifndef STEMMA_MERGE_THREE_H
#define STEMMA_MERGE_THREE_H

#include "text/lines.h"
#include "text/seq3.h"

typedef enum ThreeSide { THREE_OURS, THREE_BASE, THREE_THEIRS, THREE_SIDES } ThreeSide;

typedef enum ThreeStyle { THREE_MERGE, THREE_DIFF3, THREE_ZDIFF3 } ThreeStyle;

typedef enum ThreeFavor {
    THREE_FAVOR_NONE,
    THREE_FAVOR_OURS,
    THREE_FAVOR_THEIRS,
    THREE_FAVOR_UNION
} ThreeFavor;

typedef struct ThreeOptions {
    Span label[THREE_SIDES]; /* behind the conflict markers */
    ThreeStyle style;
    ThreeFavor favor;     /* what becomes of conflicts */
    uint32_t marker_size; /* 0 is 7 */
    bool lines_only;      /* leave structure alone */
} ThreeOptions;

/* One version of the file. */
typedef struct ThreeText {
    Lines lines; /* that end in LF */
    Seq ids;
} ThreeText;

typedef struct ThreeMerge {
    Span output;
    uint32_t conflicts; /* open ones */
} ThreeMerge;

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options);

#endif
