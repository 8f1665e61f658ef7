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

/* Sorts hashes, which are spread evenly. */
void tokens_sort(Arena *scratch, uint32_t *list, uint32_t count);

/* A copy in `keep` of an ascending list; of any list, which is sorted for it. */
Tokens tokens_keep(Arena *keep, const uint32_t *distinct, uint32_t count);
Tokens tokens_distinct(Arena *keep, Arena *scratch, uint32_t *list, uint32_t count);

/* The place of the first token that is not below `least`, which may be 2^32. */
uint32_t tokens_from(Tokens tokens, uint64_t least);

/* The place of a token, or NONE. */
uint32_t tokens_find(Tokens tokens, uint32_t token);

/* The same set as distances: three bytes each, of which the upper one is 255 where two more follow in its place. Whole sets of
   shingles come to little more than three bytes a token. The least byte comes first. */
typedef struct Packed {
    const uint8_t *at;
    uint32_t size; /* bytes */
    uint32_t count;
} Packed;

enum { PACKED_WIDE = 255 };

void tokens_pack(Buf *out, Tokens tokens);

/* False when the bytes are no packed set of that many tokens. */
bool tokens_unpack(Arena *arena, Packed packed, Tokens *tokens);

/* Is it a packed set? */
bool tokens_check(Packed packed);

/* Reads a packed set token by token; start with {packed.at, 0}. Only of bytes that were found good. */
typedef struct TokensAt {
    const uint8_t *at;
    uint32_t token; /* the last one that was read */
} TokensAt;

static inline uint32_t tokens_next(TokensAt *reading)
{
    const uint8_t *at = reading->at;
    uint32_t low = at[0] | (uint32_t)at[1] << 8, high = at[2];
    reading->at += 3;
    if (high == PACKED_WIDE) {
        high = at[3] | (uint32_t)at[4] << 8;
        reading->at += 2;
    }
    return reading->token += high << 16 | low;
}

#endif
