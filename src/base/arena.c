#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARENA_FIRST_BLOCK = 16 * 1024, ARENA_LARGEST_BLOCK = 1024 * 1024 };

typedef struct Block {
    struct Block *next;
    size_t used, size;
    bool
        is_zeroed; /* a large one, from calloc; the others are zeroed as they are given out, so that what is never asked
                       for is never touched */
    alignas(max_align_t) char bytes[];
} Block;

struct Arena {
    Block *blocks; /* the one being filled first */
    size_t size;
};

void arena_out_of_memory(size_t wanted)
{
    fprintf(stderr, "stemma: out of memory (%zu bytes wanted)\n", wanted);
    abort();
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        arena_out_of_memory(sizeof *arena);
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static Block *add_block(Arena *arena, size_t needed)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : ARENA_FIRST_BLOCK;
    if (size > ARENA_LARGEST_BLOCK)
        size = ARENA_LARGEST_BLOCK;
    bool is_large = needed > size / 2 && arena->blocks;
    bool is_zeroed = needed > size / 2;
    if (is_zeroed)
        size = needed;
    Block *block = is_zeroed ? calloc(1, sizeof *block + size) : malloc(sizeof *block + size);
    if (!block)
        arena_out_of_memory(size);
    block->used = 0;
    block->size = size;
    block->is_zeroed = is_zeroed;
    arena->size += size;
    if (is_large) { /* a block of its own, behind the one that still has room */
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

static size_t aligned(size_t size)
{
    return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static void *take(Block *block, size_t size)
{
    void *at = block->bytes + block->used;
    block->used += size;
    return block->is_zeroed ? at : memset(at, 0, size);
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    size_t needed;
    if (__builtin_mul_overflow(count, size, &needed) || needed > SIZE_MAX / 2)
        arena_out_of_memory(SIZE_MAX);
    needed = aligned(needed);
    Block *block = arena->blocks;
    if (!block || block->size - block->used < needed)
        block = add_block(arena, needed);
    return take(block, needed);
}

/* Lists and buffers grow at the arena's end more often than not. */
static bool grow_in_place(Arena *arena, const char *old, size_t had, size_t size)
{
    Block *block = arena->blocks;
    if (!block || old + aligned(had) != block->bytes + block->used)
        return false;
    size_t more = aligned(size) - aligned(had);
    if (block->size - block->used < more)
        return false;
    take(block, more);
    return true;
}

void *arena_grow(Arena *arena, void *old, size_t had, size_t size)
{
    if (had && size <= SIZE_MAX / 2 && grow_in_place(arena, old, had, size))
        return old;
    void *grown = arena_alloc(arena, 1, size);
    if (had)
        memcpy(grown, old, had);
    return grown;
}

Span arena_copy(Arena *arena, Span text)
{
    char *copy = arena_alloc(arena, text.len + 1, 1);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return (Span){copy, text.len};
}

Span arena_format(Arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(arena, (size_t)len + 1, 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (Span){text, (size_t)len};
}

size_t arena_size(const Arena *arena)
{
    return arena->size;
}
