/* hashes: of words and titles. They are written into streams and caches: a change needs another FEATURE_HASH. */
#ifndef STEMMA_SCAN_HASHES_H
#define STEMMA_SCAN_HASHES_H

#include "base/span.h"

/* FNV-1a. */
static inline uint64_t hash_text(Span text)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.ptr[i]) * UINT64_C(0x100000001B3);
    return hash;
}

/* The finalizer of splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t hash_mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* A token. */
static inline uint32_t hash_high(uint64_t x)
{
    return (uint32_t)(hash_mix(x) >> 32);
}

#endif
