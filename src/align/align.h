/* align: which sections of many documents belong together, and why. Pairs are scored by a table of passes, surest first;
   clusters come from average linkage, so that one good pair does not chain two unlike sections together. Documents are
   taken in the order given; callers who want the result not to depend on it give them in a canonical one. */
#ifndef STEMMA_ALIGN_ALIGN_H
#define STEMMA_ALIGN_ALIGN_H

#include "align/lexicon.h"
#include "style/style.h"

/* Sections beyond this many in all are paired by their address alone. */
enum { ALIGN_PAIRWISE_LIMIT = 1500 };

typedef enum AlignReason {
    ALIGN_ALONE,
    ALIGN_TOGETHER, /* the user said so */
    ALIGN_OPENING,
    ALIGN_IDENTICAL,
    ALIGN_ADDRESS,
    ALIGN_TITLE,
    ALIGN_CONCEPT,
    ALIGN_LIKENESS
} AlignReason;

/* One section of one document. */
typedef struct Node {
    uint32_t doc, section;
    uint32_t
        parent; /* node, NONE at the top; neither a document's title heading nor its opening is a parent */
    uint32_t depth;     /* below the top, the title heading aside */
    uint32_t title;     /* id of the folded title; NONE when it has none */
    uint32_t address;   /* id of the path of folded titles */
    uint32_t subtree;   /* id of the sequence of texts below the title */
    uint32_t concept;   /* index in the style, or NONE */
    uint32_t kin;       /* its concept, else the one that a word of its title hints at, or NONE */
    SectionRole role;   /* its kin's; without one that of the section it stands in */
    bool is_deep;       /* the concept means the same at any depth */
    bool is_repeatable; /* the concept stands below several parents */
    bool
        is_opening; /* the text a reader meets first: section 0, or the title heading when that is empty */
    bool
        is_title; /* the only H1, which holds most of the body: what it holds counts as the top level */
    bool is_common;           /* its title stands more than once in its document */
    const Statement *heading; /* what its title says; NULL when no unit titles it */
    const uint32_t *terms;    /* distinct stems of all it holds, ascending, */
    const float *weights;     /* and their weights, as a vector of length 1 */
    uint32_t term_count;
    uint32_t cluster;
    AlignReason reason; /* of the strongest pair that ties it to its cluster */
    float score;
    uint32_t partner; /* the other node of that pair, or NONE */
} Node;

/* A pair of nodes the user wants together or apart. */
typedef struct Constraint {
    uint32_t a, b;
    bool is_apart;
} Constraint;

typedef VEC(Constraint) ConstraintVec;

typedef struct Alignment {
    Doc *const *docs;
    uint32_t doc_count;
    Node *nodes; /* document by document, sections in order */
    uint32_t node_count;
    uint32_t *first;    /* first[document]: its first node; doc_count + 1 entries */
    IndexVec *clusters; /* nodes of each cluster, ascending; in order of their first node */
    uint32_t cluster_count;
    struct {
        uint32_t a, b;
        float score;
    } * possible; /* near misses: kept apart, worth a look */
    uint32_t possible_count;
} Alignment;

/* Nodes without clusters, so that a caller can name pairs for constraints. */
Alignment *align_nodes(Arena *arena, Doc *const *docs, uint32_t doc_count, const Style *style,
                       const Lexicon *lexicon);

void align_cluster(Arena *arena, Alignment *alignment, const Lexicon *lexicon,
                   const ConstraintVec *constraints);

const char *align_reason_name(AlignReason reason); /* "same title", ... */

#endif
