/* sha256: the name that bytes have by their content. */
#ifndef STEMMA_BASE_SHA256_H
#define STEMMA_BASE_SHA256_H

#include "base/arena.h"

/* In hexadecimal, small letters. */
Span sha256_hex(Arena *arena, Span bytes);

#endif
