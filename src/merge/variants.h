/* variants: the inputs of a consolidation, identical ones counted once, in order of rank: the preferred one first, then
   by likeness to the others, then by bytes, never by the order they were given in. docs[0] is the voice. */
#ifndef STEMMA_MERGE_VARIANTS_H
#define STEMMA_MERGE_VARIANTS_H

#include "align/align.h"

typedef struct Variants {
    Arena *arena;
    Arena *scratch; /* for what only decides about a result, while it is assembled; else NULL */
    const Style *style;
    Doc **docs;
    uint32_t doc_count;
    uint32_t *copies;     /* how many inputs have these bytes */
    uint32_t *first_unit; /* doc_count + 1; unit u of document d has the number first_unit[d] + u */
    uint32_t unit_count;
    /* By a unit's number: */
    uint32_t *doc_of;
    const Unit **units;
    const Statement **said;
    uint32_t *rank_of_input;
    Lexicon *lexicon;
    Alignment *alignment;
    struct Terms *
        *terms; /* in the scratch, by unit's number; terms.h reads those that are asked for */
} Variants;

/* `preferred` is an input's index or NONE. */
Variants *variants_new(Arena *arena, Doc *const *inputs, uint32_t input_count, const Style *style,
                       uint32_t preferred);

static inline const Unit *variants_unit(const Variants *v, uint32_t unit)
{
    return v->units[unit];
}

static inline const Statement *variants_said(const Variants *v, uint32_t unit)
{
    return v->said[unit];
}

/* The alignment's node of the section a unit stands in. */
static inline uint32_t variants_node(const Variants *v, uint32_t unit)
{
    return v->alignment->first[v->doc_of[unit]] + variants_unit(v, unit)->section;
}

static inline uint32_t variants_cluster(const Variants *v, uint32_t unit)
{
    return v->alignment->nodes[variants_node(v, unit)].cluster;
}

/* The unit that titles the section of a node; the section must have one. */
static inline uint32_t variants_title(const Variants *v, uint32_t node)
{
    const Node *n = &v->alignment->nodes[node];
    return v->first_unit[n->doc] + v->docs[n->doc]->sections[n->section].unit;
}

/* The number of the item that holds a unit, or NONE. */
static inline uint32_t variants_parent(const Variants *v, uint32_t unit)
{
    uint32_t parent = variants_unit(v, unit)->parent;
    return parent == NONE ? NONE : v->first_unit[v->doc_of[unit]] + parent;
}

static inline bool variants_is_leaf(const Variants *v, uint32_t unit)
{
    return variants_unit(v, unit)->end == unit - v->first_unit[v->doc_of[unit]] + 1;
}

#endif
