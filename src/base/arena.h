/* arena: memory that is freed all at once. A document has one, a result has one; what is parsed
   from a document or made for a result lives and dies with it. Running out of memory aborts
   through arena_out_of_memory, the one place that does. */
#ifndef STEMMA_BASE_ARENA_H
#define STEMMA_BASE_ARENA_H

#include "base/span.h"

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is fine */

/* Zeroed memory for `count` things of `size` bytes, aligned for any type; count 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t count, size_t size);

/* Room for `size` bytes that start with the `had` ones at `old`, what is new zeroed: `old` itself where nothing was
   allocated after it and its block has room. `old` is NULL when `had` is 0. */
void *arena_grow(Arena *arena, void *old, size_t had, size_t size);

/* A copy that is followed by a NUL (not counted in its length). */
Span arena_copy(Arena *arena, Span text);

/* printf into the arena; followed by a NUL. */
Span arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes asked of the system so far. */
size_t arena_size(const Arena *arena);

_Noreturn void arena_out_of_memory(size_t wanted);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

#endif
