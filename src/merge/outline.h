/* outline: the tree of sections of the result, one place for each cluster of sections. */
#ifndef STEMMA_MERGE_OUTLINE_H
#define STEMMA_MERGE_OUTLINE_H

#include "merge/enumerations.h"
#include "merge/procedures.h"

typedef struct Place {
    uint32_t parent;   /* place (its number is its cluster's), NONE at the top */
    uint32_t title;    /* node whose title stands in the result, or NONE for the opening */
    Span text;         /* the title as written */
    bool is_canonical; /* `text` is the style's, of no input */
    SectionKind kind;
    uint8_t level; /* of a heading */
    /* In the style's section order, odd; even is before. Sections it does not know take their neighbour's. */
    uint32_t order;
} Place;

typedef struct Outline {
    Place *places; /* by cluster */
    uint32_t count;
    uint32_t opening; /* the place that holds the opening text, or NONE */
    uint32_t heading; /* node whose H1 titles the result, or NONE */
} Outline;

/* The number of a title like "3. Caching" and what follows it; 0 when it has none. */
uint32_t outline_ordinal(Span title, Span *rest);

/* Sections that stand for a line of another variant are headings, so that the ledger can point to them as a whole. */
Outline outline_new(const Variants *variants, const SplitVec *splits,
                    const EnumerationVec *enumerations);

#endif
