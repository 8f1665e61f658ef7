/* span: borrowed bytes by value. A span owns nothing and need not end in NUL. */
#ifndef STEMMA_BASE_SPAN_H
#define STEMMA_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Span {
    const char *ptr;
    size_t len;
} Span;

/* Lines and other things counted from 0; `end` is one past the last. */
typedef struct Range {
    uint32_t start;
    uint32_t end;
} Range;

/* "No such index", for every array that is addressed by uint32_t. */
#define NONE UINT32_MAX

/* A span of a string literal; the same in a table that is compiled in; the two parts printf wants for "%.*s". */
#define SPAN(literal) ((Span){"" literal, sizeof(literal) - 1})
#define SPAN_ENTRY(literal)                                                                        \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }
#define SPAN_ARG(s) (int)(s).len, (s).ptr

static inline Span span_of(const char *text)
{
    return (Span){text, text ? strlen(text) : 0};
}

static inline Span span_range(Span s, size_t from, size_t to)
{
    return (Span){from ? s.ptr + from : s.ptr, to - from}; /* NULL + 0 is undefined in C */
}

static inline Span span_from(Span s, size_t from)
{
    return span_range(s, from, s.len);
}

static inline bool span_eq(Span a, Span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool span_starts(Span s, Span prefix)
{
    return s.len >= prefix.len && span_eq(span_range(s, 0, prefix.len), prefix);
}

static inline bool span_ends(Span s, Span suffix)
{
    return s.len >= suffix.len && span_eq(span_from(s, s.len - suffix.len), suffix);
}

/* Order by bytes, then by length: negative, 0 or positive. */
int span_cmp(Span a, Span b);

/* Offset of the first occurrence at or after `from`, or s.len. */
size_t span_find(Span s, Span needle, size_t from);
size_t span_find_byte(Span s, char byte, size_t from);
bool span_has(Span s, char byte);

/* Without ASCII white space at both ends, at the start, at the end. */
Span span_trim(Span s);
Span span_trim_start(Span s);
Span span_trim_end(Span s);

/* Only ASCII white space, or nothing. */
bool span_is_blank(Span s);

/* At least one ASCII letter or digit. */
bool span_has_alnum(Span s);

#endif
