#include "base/sha256.h"

#include <sha2.h>

Span sha256_hex(Arena *arena, Span bytes)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(arena, span_of(SHA256Data((const uint8_t *)bytes.ptr, bytes.len, hex)));
}
