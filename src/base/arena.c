#include "base/arena.h"

#include "base/slab.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARENA_FIRST_BLOCK = 16 * 1024, ARENA_LARGEST_BLOCK = 128 * 1024, ARENA_SIZES = 4 };

typedef struct Block {
    struct Block *next;
    size_t used, size;
    bool is_of_slab;
    alignas(max_align_t) char bytes[]; /* cleared beyond `used` */
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

/* ---- blocks ---- */

/* Fresh memory costs a page fault a page: blocks of the usual sizes are taken from the slab while it lasts, and kept for the
   next arena. Not where a sanitizer wants to see who touches freed memory. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_WATCHED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_WATCHED true
#endif
#endif
#ifndef IS_WATCHED
#define IS_WATCHED false
#endif

enum { SPARE_BLOCKS = IS_WATCHED ? 0 : 3 }; /* of each size, besides those of the slab */

static struct {
    atomic_flag lock;
    Block *at[ARENA_SIZES]; /* by size: 16 KB, 32 KB, ... 128 KB */
    unsigned count[ARENA_SIZES];
} kept = {.lock = ATOMIC_FLAG_INIT};

static void lock_kept(void)
{
    while (atomic_flag_test_and_set_explicit(&kept.lock, memory_order_acquire))
        ;
}

static void unlock_kept(void)
{
    atomic_flag_clear_explicit(&kept.lock, memory_order_release);
}

/* The index of a usual size, or ARENA_SIZES. */
static unsigned size_step(size_t size)
{
    unsigned step = 0;
    while (step < ARENA_SIZES && size != (size_t)ARENA_FIRST_BLOCK << step)
        step++;
    return step;
}

static Block *take_from_slab(size_t size)
{
    Block *block = IS_WATCHED ? NULL : slab_take(sizeof *block + size);
    if (block)
        block->is_of_slab = true;
    return block;
}

static Block *take_kept(unsigned step)
{
    Block *block = step < ARENA_SIZES ? kept.at[step] : NULL;
    if (block) {
        kept.at[step] = block->next;
        kept.count[step] -= !block->is_of_slab;
    }
    return block;
}

static Block *take_fresh(size_t size)
{
    Block *block = calloc(1, sizeof *block + size);
    if (!block)
        arena_out_of_memory(size);
    return block;
}

/* What is neither kept nor freed is of the slab and of a size that nobody will ask for again. */
static void give_back(Block *block)
{
    unsigned step = size_step(block->size);
    bool is_kept = false;
    if (step < ARENA_SIZES) {
        lock_kept();
        is_kept = block->is_of_slab || (int)kept.count[step] < SPARE_BLOCKS;
        if (is_kept) {
            block->next = kept.at[step];
            kept.at[step] = block;
            kept.count[step] += !block->is_of_slab;
        }
        unlock_kept();
    }
    if (!is_kept && !block->is_of_slab)
        free(block);
}

/* Fresh memory comes cleared; of a used block, what was used is cleared once, at its next use. */
static Block *new_block(size_t size)
{
    lock_kept();
    Block *block = take_kept(size_step(size));
    if (!block)
        block = take_from_slab(size);
    unlock_kept();
    if (!block)
        block = take_fresh(size);
    memset(block->bytes, 0, block->used);
    block->used = 0;
    block->size = size;
    return block;
}

/* ---- arenas ---- */

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
        give_back(block);
    }
    free(arena);
}

/* Blocks double up to a limit. Only what needs more than that has a block of a size that nobody else can use. */
static size_t next_size(const Arena *arena, size_t needed)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : ARENA_FIRST_BLOCK;
    if (size > ARENA_LARGEST_BLOCK)
        size = ARENA_LARGEST_BLOCK;
    while (size < needed && size < ARENA_LARGEST_BLOCK)
        size *= 2;
    return size < needed ? needed : size;
}

/* First comes the one that will have more room. Seldom needed: kept out of what every allocation goes through. */
static __attribute__((noinline)) Block *add_block(Arena *arena, size_t needed)
{
    Block *block = new_block(next_size(arena, needed)), *first = arena->blocks;
    arena->size += block->size;
    bool is_behind = first && first->size - first->used > block->size - needed;
    block->next = is_behind ? first->next : first;
    if (is_behind)
        first->next = block;
    else
        arena->blocks = block;
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
    return at;
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

/* Written where the block has room; once more elsewhere when that was not enough. */
Span arena_format(Arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    Block *block = arena->blocks;
    size_t room = block ? block->size - block->used : 0;
    char *text = room ? block->bytes + block->used : NULL;
    size_t len = (size_t)vsnprintf(text, room, format, args);
    va_end(args);
    if (len < room) {
        take(block, aligned(len + 1));
    } else {
        if (room)
            memset(text, 0, room);
        text = arena_alloc(arena, len + 1, 1);
        vsnprintf(text, len + 1, format, again);
    }
    va_end(again);
    return (Span){text, len};
}

size_t arena_size(const Arena *arena)
{
    return arena->size;
}
