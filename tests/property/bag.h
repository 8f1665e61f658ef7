/* bag: the lines of a text, however they are arranged. White space at their ends is no part of them: prose is merged by
   sentences. Conflict markers are left out, blank lines of `lines` too. */
#ifndef STEMMA_TESTS_BAG_H
#define STEMMA_TESTS_BAG_H

#include "stemma.h"

/* `all` in their order, `lines` sorted. */
typedef struct Bag {
    char **lines, **all;
    size_t count, all_count;
    char *copy;
} Bag;

Bag bag_of(stemma_text text);
void bag_free(Bag *bag);

/* How often the line stands in it. */
size_t bag_count(const Bag *bag, const char *line);

/* Does any line stand there more often than in either side? */
bool bag_repeats(const Bag *merged, const Bag *ours, const Bag *theirs);

/* How often a line must stand in a merge that all three have equally often. Where each side took another one of several
   to one place, all those are gone from where they stood and one stands there. */
size_t bag_owed(const Bag *ours, const Bag *base, const Bag *theirs, const char *line);

#endif
