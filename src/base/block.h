/* block: sixteen bytes looked at side by side. What stands where in a text nobody can guess, and a branch that is guessed
   wrong takes longer than looking at all of them. With the vectors of GCC and Clang, which need no particular machine. */
#ifndef STEMMA_BASE_BLOCK_H
#define STEMMA_BASE_BLOCK_H

#include "base/span.h"

enum { BLOCK_SIZE = 16 };

/* Comparing blocks gives 0xFF where it holds and 0 elsewhere. */
typedef uint8_t Bytes __attribute__((vector_size(BLOCK_SIZE)));

static inline Bytes block_at(const char *bytes)
{
    Bytes block;
    memcpy(&block, bytes, BLOCK_SIZE);
    return block;
}

static inline Bytes block_is(Bytes block, char byte)
{
    return (Bytes)(block == (uint8_t)byte);
}

static inline Bytes block_from_to(Bytes block, char first, char last)
{
    return (Bytes)(block - (uint8_t)first <= (uint8_t)(last - first));
}

/* Does it hold anywhere? */
static inline bool block_any(Bytes holds)
{
    uint64_t halves[2];
    memcpy(halves, &holds, BLOCK_SIZE);
    return (halves[0] | halves[1]) != 0;
}

/* Where it holds: a bit for each byte, that of the first one lowest. One multiplication brings the lowest bit of eight bytes
   together, without a carry. */
static inline unsigned block_bits(Bytes holds)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    const uint64_t gather = UINT64_C(0x8040201008040201);
#else
    const uint64_t gather = UINT64_C(0x0102040810204080);
#endif
    uint64_t halves[2];
    memcpy(halves, &holds, BLOCK_SIZE);
    uint64_t first = (halves[0] & UINT64_C(0x0101010101010101)) * gather >> 56;
    uint64_t second = (halves[1] & UINT64_C(0x0101010101010101)) * gather >> 56;
    return (unsigned)(first | second << 8);
}

#endif
