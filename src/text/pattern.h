/* pattern: regular expressions as styles write them (Perl's, on UTF-8, case aside). */
#ifndef STEMMA_TEXT_PATTERN_H
#define STEMMA_TEXT_PATTERN_H

#include "base/arena.h"

typedef struct Pattern Pattern;

/* Compiles `source` into the arena, so that nothing is to be freed. NULL when it is no regular expression; then
   `*error` says why and at which byte, unless `error` is NULL. */
Pattern *pattern_new(Arena *arena, Span source, Span *error);

/* Does the pattern match somewhere in `text`? False, too, when the text is longer than 4,096 bytes or when it takes too
   long to find out: no pattern and no text can hang. Bad UTF-8 matches nothing but itself. */
bool pattern_matches(const Pattern *pattern, Span text);

#endif
