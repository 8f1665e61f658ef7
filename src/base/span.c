#include "base/span.h"

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int span_cmp(Span a, Span b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t span_find(Span s, Span needle, size_t from)
{
    if (needle.len == 0)
        return from < s.len ? from : s.len;
    for (size_t at = from; at + needle.len <= s.len; at++) {
        at = span_find_byte(s, needle.ptr[0], at);
        if (at + needle.len > s.len)
            break;
        if (memcmp(s.ptr + at, needle.ptr, needle.len) == 0)
            return at;
    }
    return s.len;
}

size_t span_find_byte(Span s, char byte, size_t from)
{
    if (from >= s.len)
        return s.len;
    const char *hit = memchr(s.ptr + from, byte, s.len - from);
    return hit ? (size_t)(hit - s.ptr) : s.len;
}

bool span_has(Span s, char byte)
{
    return span_find_byte(s, byte, 0) < s.len;
}

Span span_trim_start(Span s)
{
    size_t from = 0;
    while (from < s.len && is_space(s.ptr[from]))
        from++;
    return span_from(s, from);
}

Span span_trim_end(Span s)
{
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

Span span_trim(Span s)
{
    return span_trim_end(span_trim_start(s));
}

bool span_is_blank(Span s)
{
    return span_trim_start(s).len == 0;
}

bool span_has_alnum(Span s)
{
    for (size_t i = 0; i < s.len; i++) {
        char lower = (char)(s.ptr[i] | 0x20);
        if ((lower >= 'a' && lower <= 'z') || (s.ptr[i] >= '0' && s.ptr[i] <= '9'))
            return true;
    }
    return false;
}
