/* pair: two documents, an old and a new one: which field, section and unit of the one is which of the other, and why.
   Pairs are one to one. They may cross: a pair whose parents are no pair, or that stands out of its siblings' order, has
   moved; what that means is for those who ask. Deterministic, and bounded: beyond stated limits only cheaper phases
   run. */
#ifndef STEMMA_ALIGN_PAIR_H
#define STEMMA_ALIGN_PAIR_H

#include "doc/doc.h"
#include "style/style.h"

typedef enum PairReason {
    PAIR_NONE,
    PAIR_IDENTICAL, /* the same text, and for sections all below it */
    PAIR_KEY,       /* the same key: of a field, of a keyed item, of a row */
    PAIR_ADDRESS,   /* the same path of folded titles */
    PAIR_TITLE,     /* the same title after folding */
    PAIR_CONCEPT,   /* titles that mean the same */
    PAIR_CONTENT,   /* sections whose paired contents outweigh their titles */
    PAIR_LIKENESS,  /* units whose words are alike */
    PAIR_PLACE,     /* what stands between the same neighbours */
    PAIR_PARTS /* the first of several that are one on the other side; only the diff looks for those */
} PairReason;

/* Who the other one is. */
typedef struct Mate {
    uint32_t index; /* in the other document, or NONE */
    PairReason reason;
    float score; /* 0..1 */
} Mate;

typedef enum PairSide { PAIR_OLD, PAIR_NEW } PairSide;

/* What a unit says, as ids that both documents share: equal for what is the same to a reader, whatever its markup. */
typedef struct UnitPrint {
    uint32_t said;   /* of its own text */
    uint32_t tree;   /* of that and of all it holds */
    uint32_t weight; /* bytes it says, at least 1 */
    bool is_closing; /* the closing tag of its section: part of the title, never a statement */
} UnitPrint;

typedef struct SectionPrint {
    uint32_t tree;    /* of the title and all below it */
    uint32_t content; /* of all below the title */
    uint32_t weight;  /* sum of its units' weights, subsections included */
    uint32_t
        host; /* itself; 0, the opening, for the document's title, which stands over everything and holds nothing apart */
    uint32_t
        parent; /* host of the section it stands in; NONE at the top, and below the document's title */
} SectionPrint;

typedef struct Pairing {
    const Doc *docs[2];
    Mate *fields[2]; /* fields[PAIR_OLD][i]: the mate of the old document's field i */
    Mate *sections[2];
    Mate *units[2];
    UnitPrint *unit_prints[2];
    SectionPrint *section_prints[2];
} Pairing;

/* `style` may be NULL: then no two titles mean the same unless they are the same. */
Pairing *pair_align(Arena *arena, const Doc *old, const Doc *new, const Style *style);

/* What is asked of a pairing, for less work than all of it. */
typedef struct PairScope {
    bool has_sections_only; /* fields and sections; a section that was renamed may stay alone */
    const bool *wanted
        [2]; /* by unit: those that likeness may pair, the others having to be found without. NULL: all */
} PairScope;

/* The same with no style, within the scope. */
Pairing *pair_align_within(Arena *arena, const Doc *old, const Doc *new, const PairScope *scope);

const char *pair_reason_name(PairReason reason); /* "same title", ... */

#endif
