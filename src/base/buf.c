#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

static __attribute__((noinline)) void grow(Buf *buf, size_t needed)
{
    size_t cap = buf->cap * 2 > needed ? buf->cap * 2 : needed + 64;
    buf->ptr = arena_grow(buf->arena, buf->ptr, buf->cap, cap);
    buf->cap = cap;
}

static void reserve(Buf *buf, size_t more)
{
    size_t needed = buf->len + more + 1;
    if (needed > buf->cap)
        grow(buf, needed);
}

Buf buf_for(Arena *arena, size_t len)
{
    return (Buf){arena, arena_alloc(arena, 1, len + 1), 0, len + 1};
}

void buf_add(Buf *buf, Span text)
{
    if (!text.len)
        return;
    reserve(buf, text.len);
    memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}

void buf_add_byte(Buf *buf, char byte)
{
    reserve(buf, 1);
    buf->ptr[buf->len++] = byte;
    buf->ptr[buf->len] = '\0';
}

void buf_add_times(Buf *buf, char byte, size_t times)
{
    reserve(buf, times);
    memset(buf->ptr + buf->len, byte, times);
    buf->len += times;
    buf->ptr[buf->len] = '\0';
}

void buf_format(Buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    reserve(buf, (size_t)len);
    vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

void buf_cut(Buf *buf, size_t len)
{
    buf->len = len;
    if (buf->ptr)
        buf->ptr[len] = '\0';
}
