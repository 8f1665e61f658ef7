/* variants: texts of one agent that were written anew, so that few of their shingles agree. What counts is the weighted
   vocabulary of the body, the description and the name. Candidates share some of their heaviest words or of their names;
   they are found in an inverted index. Aligned sections confirm a candidate; without any it takes more. */
#ifndef STEMMA_SCAN_VARIANTS_H
#define STEMMA_SCAN_VARIANTS_H

#include "scan/collection.h"

enum {
    VARIANTS_KEYS = 16, /* heaviest words of a body that go into the index */
    VARIANTS_WINDOW =
        256 /* of the files that share a word each is compared with so many that follow it: what keeps time
                             linear where a name or a word stands in very many files */
};

/* The least score of a variant, where the user gives none. */
#define VARIANTS_THRESHOLD 0.39

/* Adds the pairs of kind variant; those of the other kinds are there and sorted. */
void variants_find(Collection *collection);

#endif
