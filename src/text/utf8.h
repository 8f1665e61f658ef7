/* utf8: code points of text that may be damaged. */
#ifndef STEMMA_TEXT_UTF8_H
#define STEMMA_TEXT_UTF8_H

#include "base/buf.h"

/* The code point at *at, moving *at past it. A byte that starts no valid sequence gives -1 and moves by one. */
int32_t utf8_next(Span text, size_t *at);

void utf8_add(Buf *buf, int32_t code_point);

/* Offset of the first byte at or after `at` that is not ASCII, or text.len. */
size_t utf8_ascii(Span text, size_t at);

/* Offset of the first byte at or after `at` that is neither printable ASCII nor a tab or a line end, or text.len. */
size_t utf8_plain(Span text, size_t at);

/* Offset of the first byte that is not valid UTF-8, or text.len. */
size_t utf8_check(Span text);

/* How many code points; each bad byte counts one. */
size_t utf8_length(Span text);

/* Case-folded NFKC, for comparing; ASCII takes a fast path. Bad bytes stay as they are. */
Span utf8_fold(Arena *arena, Span text);

/* The same for text that is ASCII alone. */
Span utf8_fold_ascii(Arena *arena, Span text);

/* UTF-16 (little-endian unless `is_big`) to UTF-8; lone surrogates become U+FFFD. */
Span utf8_from_utf16(Arena *arena, Span bytes, bool is_big);

#endif
