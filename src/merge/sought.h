/* sought: which of some words no line of a text says, without hearing all of its lines. */
#ifndef STEMMA_MERGE_SOUGHT_H
#define STEMMA_MERGE_SOUGHT_H

#include "base/intern.h"
#include "merge/said.h"

/* For each word, by its id, whether a line says it; in the arena of `said`. */
bool *sought_in(Said *said, const Intern *words);

#endif
