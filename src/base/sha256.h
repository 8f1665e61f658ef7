/* sha256: the name that bytes have by their content. */
#ifndef STEMMA_BASE_SHA256_H
#define STEMMA_BASE_SHA256_H

#include "base/arena.h"

enum { SHA256_BYTES = 32 };

void sha256_bytes(Span bytes, uint8_t digest[SHA256_BYTES]);

/* In hexadecimal, small letters. */
Span sha256_hex(Arena *arena, Span bytes);

#endif
