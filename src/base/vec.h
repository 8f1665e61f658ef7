/* vec: growable arrays in an arena, the one list idiom.

       typedef VEC(Unit) UnitVec;
       UnitVec units = {0};
       Unit *unit = vec_push(arena, &units);   zeroed; valid until the next push
       for (size_t i = 0; i < units.len; i++) use(&units.at[i]);

   Storage that is outgrown and cannot be extended stays in the arena until the arena goes. */
#ifndef STEMMA_BASE_VEC_H
#define STEMMA_BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t len, cap;                                                                           \
    }

#define vec_push(arena, vec)                                                                       \
    ((vec)->len < (vec)->cap                                                                       \
         ? (void)0                                                                                 \
         : vec_grow((arena), (void **)&(vec)->at, &(vec)->cap, sizeof *(vec)->at),                 \
     &(vec)->at[(vec)->len++])

/* Room for `count` elements at once, in a list that has none yet. */
#define vec_reserve(arena, vec, count)                                                             \
    ((vec)->cap = (count), (vec)->at = arena_alloc((arena), (vec)->cap, sizeof *(vec)->at))

#define vec_add(arena, vec, ...) (*vec_push(arena, vec) = (__VA_ARGS__))

typedef VEC(Span) SpanVec;
typedef VEC(uint32_t) IndexVec;
typedef VEC(Range) RangeVec;

/* Makes room for more than `cap` elements of `size` bytes. */
void vec_grow(Arena *arena, void **at, size_t *cap, size_t size);

/* Is `text` one of `spans`? For lists of a few dozen. */
bool spans_hold(const SpanVec *spans, Span text);

#endif
