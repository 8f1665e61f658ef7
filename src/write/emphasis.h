/* emphasis: the delimiter stack of CommonMark 0.30 ("An algorithm for parsing nested emphasis and links"). */
#ifndef STEMMA_WRITE_EMPHASIS_H
#define STEMMA_WRITE_EMPHASIS_H

#include "write/marks.h"

/* A run of * or _. As a closer it is used up from its left end, as an opener from its right. */
typedef struct Delimiter {
    uint32_t at, len;
    uint32_t left_used, right_used;
    uint32_t previous, next; /* in the list of those that can still pair; NONE at its ends */
    char byte;
    bool can_open, can_close;
} Delimiter;

typedef struct Emphasis {
    Arena *arena;
    MarkVec *marks; /* pairs are put here, in no order */
    VEC(Delimiter) runs;
    uint32_t last; /* of the list; NONE when it is empty */
} Emphasis;

/* Takes the run of `byte` that starts at `at`; gives its length. */
size_t emphasis_push(Emphasis *emphasis, Span text, size_t at);

/* Pairs what can be paired after the run `bottom` (NONE: all) and takes the rest after it off the list. */
void emphasis_pair(Emphasis *emphasis, uint32_t bottom);

/* Forgets the runs after `bottom`: they are part of something that is copied. */
void emphasis_drop(Emphasis *emphasis, uint32_t count, uint32_t last);

/* What is left of the runs becomes literal marks. */
void emphasis_leave(Emphasis *emphasis);

#endif
