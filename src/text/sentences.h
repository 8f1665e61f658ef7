/* sentences: prose cut at the ends of its sentences. */
#ifndef STEMMA_TEXT_SENTENCES_H
#define STEMMA_TEXT_SENTENCES_H

#include "base/vec.h"

/* Appends the parts of `text`: sentences as they stand, each with the white space behind it, without a gap. A sentence
   ends at . ! ? (also full-width) before white space and no lower-case letter; not after abbreviations and not inside a
   code span. */
void sentences_cut(Arena *arena, Span text, SpanVec *parts);

/* Appends the same sentences trimmed, line breaks within them turned into spaces. */
void sentences_split(Arena *arena, Span text, SpanVec *sentences);

#endif
