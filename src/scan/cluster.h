/* cluster: families of files. Pairs are taken from the strongest on, and two groups become one when at least half of the
   texts of one are paired with half of the other's on average (average linkage): one likeness does not chain two families.
   Files with one body count once, and so do copies of one text when it comes to variants: five copies that are like a sixth
   text are one likeness. */
#ifndef STEMMA_SCAN_CLUSTER_H
#define STEMMA_SCAN_CLUSTER_H

#include "scan/collection.h"

enum {
    CLUSTER_LEAST_HELD =
        20, /* shingles: a body that is shorter is held by too many to be kin of all of them */
    CLUSTER_SAMPLE = 64 /* of the smaller group so many texts are asked for their pairs */
};

void cluster_find(Collection *collection);

#endif
