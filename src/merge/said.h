/* said: the words that lines say, as ledgers and their audit count them: markup, list ordinals and check boxes aside;
   a run of letters and digits is one word, whatever its script. */
#ifndef STEMMA_MERGE_SAID_H
#define STEMMA_MERGE_SAID_H

#include "text/lines.h"

/* Words of the lines [range), in order. */
SpanVec said_in(Arena *arena, const Lines *lines, Range range);

/* Does the line say anything? Closing tags, rules, fences and table delimiters do not. */
bool said_any(Span line);

bool said_holds(const SpanVec *words, Span word);

/* Is `part` a run of neighbours in `whole`? An empty part is. */
bool said_verbatim(Arena *arena, const SpanVec *part, const SpanVec *whole);

/* Distinct words of `words` that `kept` does not hold, in order. */
SpanVec said_lost(Arena *arena, const SpanVec *words, const SpanVec *kept);

#endif
