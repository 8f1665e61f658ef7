/* buf: owned, growing bytes; what writers write to. The storage is an arena's, so a buf needs no freeing
   and what it holds may be kept as a span for as long as the arena lives. Always followed by a NUL. */
#ifndef STEMMA_BASE_BUF_H
#define STEMMA_BASE_BUF_H

#include "base/arena.h"

typedef struct Buf {
    Arena *arena;
    char *ptr;
    size_t len, cap;
} Buf;

static inline Buf buf_in(Arena *arena)
{
    return (Buf){.arena = arena};
}

/* With room for `len` bytes, for one that will become long. */
Buf buf_for(Arena *arena, size_t len);

static inline Span buf_span(const Buf *buf)
{
    return (Span){buf->len ? buf->ptr : "", buf->len};
}

void buf_add(Buf *buf, Span text);
void buf_add_byte(Buf *buf, char byte);
void buf_add_times(Buf *buf, char byte, size_t times);
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Shortens to `len` bytes. */
void buf_cut(Buf *buf, size_t len);

#endif
