/* chars: what CommonMark's emphasis rules ask about characters, and how wide text is on a terminal or in a table. */
#ifndef STEMMA_TEXT_CHARS_H
#define STEMMA_TEXT_CHARS_H

#include "base/span.h"

/* White space and punctuation as CommonMark 0.30 means them; a bad byte, -1, is white space as it is to cmark. */
bool chars_is_space(int32_t code_point);
bool chars_is_punctuation(int32_t code_point);

/* The code point before `end`, which is above 0; -1 for a bad byte. */
int32_t chars_before(Span text, size_t end);

/* Columns that `text` takes: wide characters and emoji sequences take two, marks none. */
size_t chars_columns(Span text);

#endif
