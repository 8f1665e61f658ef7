/* low_bytes: emoji cut to the low byte of each UTF-16 unit. U+1F3AF is D83C DFAF, which left "<" and U+00AF. */
#ifndef STEMMA_TEXT_LOW_BYTES_H
#define STEMMA_TEXT_LOW_BYTES_H

#include "base/arena.h"

/* Looks at the character at `at`, which is not ASCII or is a control character, as the second half of an emoji. True
   when it surely is one: then `*from` and `*to` bound the remains and `*emoji` is what they were. */
bool low_bytes_read(Arena *arena, Span text, size_t at, size_t *from, size_t *to, Span *emoji);

/* A control character that a cut emoji may have left: C0 without NUL and white space. */
bool low_bytes_is_control(char byte);

#endif
