/* sign: which of * and _ emphasis is written with, and which literal ones beside it need a backslash. As prettier
   decides: _ for emphasis, * where a word touches it or emphasis holds it, ** for strong emphasis. */
#ifndef STEMMA_WRITE_SIGN_H
#define STEMMA_WRITE_SIGN_H

#include "write/marks.h"

/* Where a walk over the marks is. */
typedef struct Walk {
    Span text;
    const Mark *marks;
    size_t count;
    IndexVec open;     /* marks of the emphasis that is open here */
    uint32_t emphases; /* of them, those that are not strong */
} Walk;

/* The sign for the mark `opener`, which is not yet in `open`. */
char sign_of(const Walk *walk, size_t opener);

/* Would the literal run at mark `run` pair, were something beside it other than it is? `open` is not empty. */
bool sign_wants_escape(const Walk *walk, size_t run);

#endif
