/* bags: the words of the few units that no cheaper phase has paired, weighted by how rare they are among them. Whole
   numbers only, so that the result is the same everywhere. */
#ifndef STEMMA_ALIGN_BAGS_H
#define STEMMA_ALIGN_BAGS_H

#include "align/pairer.h"

typedef struct Bag {
    uint32_t unit;
    char sort;       /* units of different sorts are never alike */
    uint32_t *words; /* ids, ascending, as often as they stand there */
    uint32_t count;
    uint32_t content; /* words that are no function words */
    uint32_t weight;  /* sum of the words' weights */
} Bag;

typedef struct Bags {
    Bag *at[2];
    uint32_t count[2];
    uint32_t *weight; /* of a word */
    uint32_t word_count;
    VEC(bool) is_stop; /* by word */
} Bags;

/* Of leaves without a mate, in document order, and of labels whose sections have none. What was read for the pairer's bags
   before is not read again. */
Bags bags_new(Pairer *pairer);

/* Of a thousand: the weight that both hold; 0 for units of different sorts. */
uint32_t bags_likeness(const Bags *bags, const Bag *a, const Bag *b);

#endif
