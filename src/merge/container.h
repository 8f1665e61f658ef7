/* container: what stands directly in one section or below one item of the result, as blocks in their order. */
#ifndef STEMMA_MERGE_CONTAINER_H
#define STEMMA_MERGE_CONTAINER_H

#include "merge/layout.h"

/* A list, a table, or a single unit; the variants' lists that correspond are one block. */
typedef struct Block {
    UnitKind kind; /* UNIT_ITEM: a list. UNIT_ROW: a table */
    bool is_ordered;
    uint32_t header;     /* text id of a table's header */
    uint32_t used_by;    /* the document that was last given this list */
    uint32_t element;    /* its place among the container's elements before they are ordered */
    IndexVec *sequences; /* by source: groups in its order */
    IndexVec groups;     /* those that are to be written, in their order */
} Block;

/* Either a block or a section of the result. */
typedef struct Element {
    uint32_t block; /* or NONE */
    uint32_t place;
} Element;

typedef struct Container {
    VEC(Block) blocks;
    VEC(Element) elements; /* in their order */
} Container;

/* One variant's share of a container: the whole document, a section, or an item. */
typedef struct ContainerSource {
    uint32_t doc;
    uint32_t index; /* of the section, or of the item's unit, in the document */
} ContainerSource;

typedef enum ContainerKind { CONTAINER_TOP, CONTAINER_PLACE, CONTAINER_GROUP } ContainerKind;

/* `owner` is the place or the group; of the top, the place of the opening, whose blocks stand there. */
Container container_new(const Layout *layout, ContainerKind kind, uint32_t owner,
                        const ContainerSource *sources, uint32_t source_count);

#endif
