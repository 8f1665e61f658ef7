/* said: the words that lines say, as ledgers and their audit count them: markup, list ordinals and check boxes aside;
   a run of letters and digits is one word, whatever its script. */
#ifndef STEMMA_MERGE_SAID_H
#define STEMMA_MERGE_SAID_H

#include "text/lines.h"
#include "text/words.h"

/* Only "3." or "3)": the number of an item with nothing in it, or the end of a sentence that was wrapped. */
bool said_is_ordinal(Span line);

/* A text whose lines are heard when someone asks for their words. */
typedef struct Said {
    Arena *arena;
    Lines lines;
    SpanVec *words;  /* by line; */
    bool *is_heard;  /* only then */
    WordVec hearing; /* the line that is being heard */
} Said;

Said *said_new(Arena *arena, const Lines *lines);

/* Words of the lines [range), in order and borrowed; lines beyond the end say nothing. */
SpanVec said_in(Said *said, Range range);

/* Do these lines say the same, line by line and to the letter? True spares hearing them; false may still be the same words. */
bool said_same(const Said *a, Range here, const Said *b, Range there);

/* Words of one line. */
SpanVec said_of(Arena *arena, Span line);

/* Does the line say anything? Closing tags, rules, fences and table delimiters do not. */
bool said_any(Span line);

/* Does any of the lines [range)? */
bool said_any_in(const Said *said, Range range);

/* Is `part` a run of neighbours in `whole`? An empty part is. */
bool said_verbatim(Arena *arena, const SpanVec *part, const SpanVec *whole);

/* Distinct words of `words` that `kept` does not hold, in order. */
SpanVec said_lost(Arena *arena, const SpanVec *words, const SpanVec *kept);

#endif
