/* pairs: real pairs of versions to diff, the scenarios of merges of the shared data. */
#ifndef STEMMA_TESTS_PAIRS_H
#define STEMMA_TESTS_PAIRS_H

#include "diff/diff.h"

typedef struct Pair {
    Arena *arena;
    const char *paths[2];
    const Doc *docs[2];
    Diff *diff;
} Pair;

/* Base, left and right. */
enum { PAIR_VERSIONS = 3 };

/* Set-up and tear-down of a group of tests; without the data there are no folders, and it says so. */
int pairs_find(void **state);
int pairs_forget(void **state);

const SpanVec *pairs_folders(void); /* with paths that end in a NUL */

/* Reads and diffs two texts into the pair's arena. */
void pair_compare(Pair *pair, Span old, Span new);

/* Makes an arena, which is to be freed in any case, and reads two of a folder's versions; false when one cannot be read. */
bool pair_open(Pair *pair, Span folder, int from, int to);

#endif
