/* guess: what somebody may have meant by a name that does not exist. */
#ifndef STEMMA_TEXT_GUESS_H
#define STEMMA_TEXT_GUESS_H

#include "base/span.h"

/* Slips of the hand between what was typed and what may have been meant: letters left out, added, changed, swapped. A
   start that was left unfinished counts as one. SIZE_MAX when the two are too far apart to be the same. */
size_t guess_slips(Span typed, Span meant);

/* The nearest so far; start with {typed} and offer every name. The first of equals stays. */
typedef struct Guess {
    Span typed;
    Span best; /* empty as long as nothing is near enough */
    size_t slips;
} Guess;

void guess_offer(Guess *guess, Span candidate);

#endif
