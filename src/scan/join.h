/* join: which of many sets are alike, exactly. A set that shares the share `a` of its tokens with another one shares at least
   one of any n - ceil(a n) + 1 of them with it; so only that many of its rarest tokens are put into an index, and every
   other set is looked up in it (prefix filtering: Chaudhuri, Ganti and Kaushik 2006; AllPairs, Bayardo, Ma and Srikant 2007).
   A few more than needed are put in, and as many more must then be found (the longer prefixes of AdaptJoin, Wang, Li and
   Feng 2012). What passes is counted out. How rare a token is decides what is fast, never what is found. */
#ifndef STEMMA_SCAN_JOIN_H
#define STEMMA_SCAN_JOIN_H

#include "scan/tokens.h"

#include "base/vec.h"

typedef struct Joined {
    uint32_t a, b; /* a < b */
    uint32_t shared;
} Joined;

typedef VEC(Joined) JoinedVec;

/* Sets of which tokens that no other set has may be left out; `sizes` is how many they have with those. */
typedef struct Sets {
    const Tokens *at;
    const uint32_t *sizes;
    uint32_t count;
} Sets;

/* All pairs of sets with a likeness (Jaccard: shared / all) of at least `likeness` or of which the smaller has at least the
   share `containment` of its tokens in the larger; both above 0. In ascending order. */
void join_sets(Arena *arena, Sets sets, double likeness, double containment, uint32_t threads,
               JoinedVec *pairs);

#endif
