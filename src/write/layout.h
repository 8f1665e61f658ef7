/* layout: what the units of a draft are to each other on the page: which lists they form, how those are numbered, and
   where blank lines stand. Decided before anything is written, since a list is loose if any of its items is. */
#ifndef STEMMA_WRITE_LAYOUT_H
#define STEMMA_WRITE_LAYOUT_H

#include "write/write.h"

/* What stands between a unit and what is before it. */
typedef enum Gap {
    GAP_NONE,  /* nothing: the first of the page, or on the line of its item's marker */
    GAP_BREAK, /* it starts the next line */
    GAP_BLANK  /* a blank line */
} Gap;

typedef struct Layout {
    Gap *gaps;          /* by unit */
    uint32_t *previous; /* by unit: the sibling before it, or NONE */
    uint32_t *heads;    /* by unit: of an item, the first one of its list */
    uint32_t *ranks;    /* by unit: of an item, its place in its list, from 0 */
    bool *is_odd; /* by unit: of a list's first item, whether its marker is the other one, because
                           a list of its kind stands right before it */
} Layout;

Layout layout_make(Arena *arena, const Draft *draft, const Style *style);

#endif
