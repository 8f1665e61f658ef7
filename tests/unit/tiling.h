/* tiling: what must hold of a document however odd its file is. Shared by the tests that read files of all kinds. */
#ifndef STEMMA_TESTS_TILING_H
#define STEMMA_TESTS_TILING_H

#include "doc/doc.h"

/* The first thing that does not hold, in words; NULL when all is well. */
const char *tiling_problem(Arena *arena, const Doc *doc);

#endif
