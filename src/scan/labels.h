/* labels: what the names of two agents say about whether they are one. */
#ifndef STEMMA_SCAN_LABELS_H
#define STEMMA_SCAN_LABELS_H

#include "scan/collection.h"
#include "scan/weights.h"

typedef struct LabelTie {
    NameTie tie;
    float
        likeness; /* 0..1: weighted words of one name that the other name has, or that the other text speaks of */
    /* Each name has a word its own text dwells on and the other text never says: made after one pattern for two subjects
       (a build resolver for C++, one for Java), so no variants however alike the wording. */
    bool is_apart;
} LabelTie;

/* `names`: weights of the words of names. */
LabelTie labels_compare(const Weights *names, const Feature *a, const Feature *b);

#endif
