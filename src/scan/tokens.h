/* tokens: sets of 32-bit hashes, and how they are kept in fewer bytes. */
#ifndef STEMMA_SCAN_TOKENS_H
#define STEMMA_SCAN_TOKENS_H

#include "base/buf.h"

/* Ascending, each once. */
typedef struct Tokens {
    const uint32_t *at;
    uint32_t count;
} Tokens;

uint32_t tokens_shared(Tokens a, Tokens b);

/* The place of the first token that is not below `least`, which may be 2^32. */
uint32_t tokens_from(Tokens tokens, uint64_t least);

/* The place of a token, or NONE. */
uint32_t tokens_find(Tokens tokens, uint32_t token);

/* The same set as distances, of each the lower 16 bits and then the rest in groups of seven: about three bytes a token. */
typedef struct Packed {
    const uint8_t *at;
    uint32_t size; /* bytes */
    uint32_t count;
} Packed;

void tokens_pack(Buf *out, Tokens tokens);

/* False when the bytes are no packed set of that many tokens. */
bool tokens_unpack(Arena *arena, Packed packed, Tokens *tokens);

/* Reads a packed set token by token; start with {packed.at, 0}. Only of bytes that tokens_unpack or tokens_check found good. */
typedef struct TokensAt {
    const uint8_t *at;
    uint32_t token; /* the last one that was read */
} TokensAt;

bool tokens_check(Packed packed);

static inline uint32_t tokens_next(TokensAt *reading)
{
    const uint8_t *at = reading->at;
    uint32_t gap = at[0] | (uint32_t)at[1] << 8, shift = 16;
    for (at += 2; *at & 0x80; shift += 7)
        gap |= (uint32_t)(*at++ & 0x7F) << shift;
    gap |= (uint32_t)*at++ << shift;
    reading->at = at;
    return reading->token += gap;
}

#endif
