#include "base/arena.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARENA_FIRST_BLOCK = 16 * 1024, ARENA_LARGEST_BLOCK = 1024 * 1024, ARENA_SIZES = 7 };

typedef struct Block {
    struct Block *next;
    size_t used, size;
    bool
        is_zeroed; /* whole; the others as they are given out, so that what nobody asks for is not touched */
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

/* ---- blocks ---- */

/* Fresh memory costs a page fault a page: blocks of the usual sizes are kept for the next arena. Not where a sanitizer
   wants to see who touches freed memory. */
#if defined(__SANITIZE_ADDRESS__)
enum { SPARE_BLOCKS = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SPARE_BLOCKS = 0 };
#else
enum { SPARE_BLOCKS = 3 };
#endif
#else
enum { SPARE_BLOCKS = 3 };
#endif

static struct {
    atomic_flag lock;
    Block *at[ARENA_SIZES]; /* by size: 16 KB, 32 KB, ... 1 MB */
    unsigned count[ARENA_SIZES];
} spare = {.lock = ATOMIC_FLAG_INIT};

static void lock_spare(void)
{
    while (atomic_flag_test_and_set_explicit(&spare.lock, memory_order_acquire))
        ;
}

static void unlock_spare(void)
{
    atomic_flag_clear_explicit(&spare.lock, memory_order_release);
}

/* The index of a usual size, or ARENA_SIZES. */
static unsigned size_step(size_t size)
{
    unsigned step = 0;
    while (step < ARENA_SIZES && size != (size_t)ARENA_FIRST_BLOCK << step)
        step++;
    return step;
}

static Block *take_spare(size_t size)
{
    unsigned step = size_step(size);
    if (step == ARENA_SIZES)
        return NULL;
    lock_spare();
    Block *block = spare.at[step];
    if (block) {
        spare.at[step] = block->next;
        spare.count[step]--;
    }
    unlock_spare();
    return block;
}

static void give_back(Block *block)
{
    unsigned step = size_step(block->size);
    bool is_kept = false;
    if (step < ARENA_SIZES) {
        lock_spare();
        is_kept = (int)spare.count[step] < SPARE_BLOCKS;
        if (is_kept) {
            block->next = spare.at[step];
            spare.at[step] = block;
            spare.count[step]++;
        }
        unlock_spare();
    }
    if (!is_kept)
        free(block);
}

/* Blocks of the usual sizes are cleared piece by piece as they are given out; others at once, by the system. */
static Block *new_block(size_t size)
{
    bool is_usual = size_step(size) < ARENA_SIZES;
    Block *block = take_spare(size);
    if (!block)
        block = is_usual ? malloc(sizeof *block + size) : calloc(1, sizeof *block + size);
    if (!block)
        arena_out_of_memory(size);
    block->used = 0;
    block->size = size;
    block->is_zeroed = !is_usual;
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

static Block *add_block(Arena *arena, size_t needed)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : ARENA_FIRST_BLOCK;
    if (size > ARENA_LARGEST_BLOCK)
        size = ARENA_LARGEST_BLOCK;
    bool is_large = needed > size / 2 && arena->blocks;
    if (needed > size / 2)
        size = needed;
    Block *block = new_block(size);
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
