/* said: the words that lines say, as ledgers and their audit count them: markup, list ordinals and check boxes aside;
   a run of letters and digits is one word, whatever its script. */
#ifndef STEMMA_MERGE_SAID_H
#define STEMMA_MERGE_SAID_H

#include "text/lines.h"

/* Only "3." or "3)": the number of an item with nothing in it, or the end of a sentence that was wrapped. */
bool said_is_ordinal(Span line);

/* A text and its words, those of line n from first_word[n] up to first_word[n + 1]. */
typedef struct Said {
    Lines lines;
    Span *words;
    uint32_t *first_word;
} Said;

Said *said_new(Arena *arena, const Lines *lines);

/* Words of the lines [range), in order and borrowed; lines beyond the end say nothing. */
SpanVec said_in(const Said *said, Range range);

/* Words of one line. */
SpanVec said_of(Arena *arena, Span line);

/* Does the line say anything? Closing tags, rules, fences and table delimiters do not. */
bool said_any(Span line);

bool said_holds(const SpanVec *words, Span word);

/* Is `part` a run of neighbours in `whole`? An empty part is. */
bool said_verbatim(Arena *arena, const SpanVec *part, const SpanVec *whole);

/* Distinct words of `words` that `kept` does not hold, in order. */
SpanVec said_lost(Arena *arena, const SpanVec *words, const SpanVec *kept);

#endif
