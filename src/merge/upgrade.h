/* upgrade: upstream's news in a local copy. Takes one file as it is here, as it once came from upstream, and as upstream has
   it now; gives what it becomes here, and what came, stayed and went. */
#ifndef STEMMA_MERGE_UPGRADE_H
#define STEMMA_MERGE_UPGRADE_H

#include "merge/three.h"

/* A file that is not there has no `ptr`. */
typedef struct UpgradeFile {
    Span path;
    Span mine, from, to;
    Span origin; /* where `from` was found; empty when it was given */
} UpgradeFile;

typedef enum UpgradeFate {
    UPGRADE_SAME, /* nothing new for it */
    UPGRADE_MERGED,
    UPGRADE_CONFLICT, /* merged, with open conflicts */
    UPGRADE_ADDED,    /* new upstream */
    UPGRADE_LOCAL,    /* never was upstream's */
    UPGRADE_GONE,     /* upstream removed it; it stays */
    UPGRADE_REMOVED,  /* it was removed here, and stays so */
    UPGRADE_FATES
} UpgradeFate;

typedef struct Upgraded {
    const UpgradeFile *file;
    UpgradeFate fate;
    Span output;      /* what to write; no `ptr` when nothing is to be written */
    bool is_inferred; /* there was no `from`: what both have in common stood for it */
    ThreeMerge merge;
    RangeVec came;   /* lines of the output that were not in mine */
    RangeVec stayed; /* lines of the output that are not upstream's */
    RangeVec went;   /* lines of mine that are not in the output */
} Upgraded;

Upgraded upgrade_file(Arena *arena, const UpgradeFile *file, const ThreeOptions *options);

/* Which of some versions is nearest to a text, by the lines that differ; the first of those that are equally near. `count`
   when none shares half the lines of the shorter. */
size_t upgrade_nearest(Arena *arena, const Span *versions, size_t count, Span text);

const char *upgrade_fate_name(UpgradeFate fate); /* "merged" */

#endif
