#include "base/vec.h"

enum { FIRST_CAPACITY = 8 };

void vec_grow(Arena *arena, void **at, size_t *cap, size_t size)
{
    size_t grown = *cap ? *cap * 2 : FIRST_CAPACITY;
    *at = arena_grow(arena, *at, *cap * size, grown * size);
    *cap = grown;
}

bool spans_hold(const SpanVec *spans, Span text)
{
    for (size_t i = 0; i < spans->len; i++)
        if (span_eq(spans->at[i], text))
            return true;
    return false;
}
