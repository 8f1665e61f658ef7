/* balance: how much more often a word stands in the new document than in the old one, and whether what is told accounts for
   it. */
#ifndef STEMMA_TESTS_BALANCE_H
#define STEMMA_TESTS_BALANCE_H

#include "base/intern.h"
#include "pairs.h"

typedef struct Balance {
    Arena *arena;
    Intern *words;
    VEC(int32_t) more; /* by word */
} Balance;

void balance_word(Balance *balance, Span word, int32_t sign);

/* 1 for the new side, -1 for the old one. */
int32_t balance_sign(int side);

/* Fails unless the words told as removed and added turn the old words into the new ones. */
void balance_check(const Pair *pair, const char *name);

#endif
