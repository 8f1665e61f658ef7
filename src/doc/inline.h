/* inline: the inside of a paragraph, item, heading or cell. */
#ifndef STEMMA_DOC_INLINE_H
#define STEMMA_DOC_INLINE_H

#include "doc/doc.h"

/* Finds key and value of `text` in any of their spellings; KEY_NONE when there are none. A plain key has at most five
   words, starts with a capital, a digit or a backtick, and is followed by a space after its colon. */
KeyStyle inline_key(Span text, Span *key, Span *value);

/* What a reader sees: emphasis, code and link markup off, escapes and entities resolved. For comparison. */
Span inline_plain(Arena *arena, Span text);

#endif
