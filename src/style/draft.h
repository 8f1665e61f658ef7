/* draft: a style while it is read. read.c has its whole, concepts.c what headings mean and in which order they stand. */
#ifndef STEMMA_STYLE_DRAFT_H
#define STEMMA_STYLE_DRAFT_H

#include "style/read.h"

typedef struct DraftAlias {
    Span text; /* folded, or a regular expression without its slashes */
    uint32_t concept;
    uint32_t line, column; /* from 1; 0: of the style that this one extends */
} DraftAlias;

typedef VEC(DraftAlias) DraftAliasVec;

/* A style while it is read. */
typedef struct Draft {
    StyleFinder find;
    void *context;
    const Style *base; /* NULL: it extends none */
    Style style;
    SpanVec fields, required;
    VEC(FieldLimit) limits;
    VEC(Concept) concepts;
    DraftAliasVec aliases; /* then sorted in byte order */
    DraftAliasVec patterns;
    DraftAliasVec hints;
    bool has_own_aliases;
    uint32_t concept; /* the one that is read */
} Draft;

static inline Draft *draft_of(Schema *schema)
{
    return schema->target;
}

/* The keys `concepts` and `sections`; the latter once all concepts are known. */
void draft_read_concepts(Schema *schema, const yaml_node_t *node, size_t row);
void draft_read_sections(Schema *schema, const yaml_node_t *node);

#endif
