/* locate: where lines that once stood together stand in another version of their file. Lines are compared without their
   ends and the blanks before them. */
#ifndef STEMMA_DIFF_LOCATE_H
#define STEMMA_DIFF_LOCATE_H

#include "diff/addresses.h"

typedef struct Locator Locator;

/* Of the lines and addresses of `doc`. */
Locator *locator_new(Arena *arena, const Doc *doc);

/* Lines to look for, and what is known of their place. */
typedef struct Sought {
    const Span *lines;
    uint32_t count;
    uint32_t core;     /* the one of them that the address is about */
    uint32_t expected; /* the line where the first of them should be */
    Span address;
} Sought;

typedef enum Located {
    LOCATED_NOT,
    LOCATED_TWICE,    /* in several places at the address, none of them the expected one */
    LOCATED_TOGETHER, /* all of them, without a gap */
    LOCATED_ALIKE     /* most of those that say something, in order */
} Located;

/* The lines of the section whose title begins at `line`, without blank ones at their end; empty when none does. */
Range locate_section(const Locator *locator, uint32_t line);

/* All of them without a gap, at the address; where that is gone, close to it, if they are more than a single line that says
   something. `map` gets the line of each. */
Located locate_together(Locator *locator, const Sought *sought, uint32_t *map);

/* The same, or else as many of them as come in order at the address, if that is there. `map` gets NONE for those that are
   missing. */
Located locate_alike(Locator *locator, const Sought *sought, uint32_t *map);

#endif
