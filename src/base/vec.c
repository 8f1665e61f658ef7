#include "base/vec.h"

void vec_reserve(Arena *arena, void **at, size_t len, size_t *cap, size_t size)
{
    if (len < *cap)
        return;
    size_t grown = *cap ? *cap * 2 : 8;
    void *bigger = arena_alloc(arena, grown, size);
    if (len)
        memcpy(bigger, *at, len * size);
    *at = bigger;
    *cap = grown;
}
