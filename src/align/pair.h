/* pair: two documents, an old and a new one: which field, section and unit of the one is which of the other, and why.
   Pairs are one to one. They may cross: a pair whose parents are no pair, or that stands out of its siblings' order, has
   moved; what that means is for those who ask. Symmetric in what it pairs, deterministic, and bounded: beyond stated
   limits only cheaper phases run. */
#ifndef STEMMA_ALIGN_PAIR_H
#define STEMMA_ALIGN_PAIR_H

#include "doc/doc.h"
#include "style/style.h"

typedef enum PairReason {
    PAIR_NONE,
    PAIR_IDENTICAL, /* the same text, and for sections all below it */
    PAIR_KEY,       /* the same key: of a field, of a keyed item */
    PAIR_ADDRESS,   /* the same path of folded titles */
    PAIR_TITLE,     /* the same title after folding */
    PAIR_CONCEPT,   /* titles that mean the same */
    PAIR_CONTENT,   /* sections whose paired contents outweigh their titles */
    PAIR_LIKENESS   /* units whose words are alike */
} PairReason;

/* Who the other one is. */
typedef struct Mate {
    uint32_t index; /* in the other document, or NONE */
    PairReason reason;
    float score; /* 0..1 */
} Mate;

typedef enum PairSide { PAIR_OLD, PAIR_NEW } PairSide;

typedef struct Pairing {
    const Doc *docs[2];
    Mate *fields[2]; /* fields[PAIR_OLD][i]: the mate of the old document's field i */
    Mate *sections[2];
    Mate *units[2];
} Pairing;

/* `style` may be NULL: then no two titles mean the same unless they are the same. */
Pairing *pair_align(Arena *arena, const Doc *old, const Doc *new, const Style *style);

const char *pair_reason_name(PairReason reason); /* "same title", ... */

#endif
