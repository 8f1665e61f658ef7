#include "base/sha256.h"

#include <sha2.h>

Span sha256_hex(Arena *arena, Span bytes)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(arena, span_of(SHA256Data((const uint8_t *)bytes.ptr, bytes.len, hex)));
}

void sha256_bytes(Span bytes, uint8_t digest[SHA256_BYTES])
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)bytes.ptr, bytes.len);
    SHA256Final(digest, &context);
}
