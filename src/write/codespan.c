#include "write/codespan.h"

/* cmark reads no longer runs as code. */
enum { TICKS_MAX = 80 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

static size_t ticks_at(Span code, size_t at)
{
    size_t end = at;
    while (end < code.len && code.ptr[end] == '`')
        end++;
    return end - at;
}

static bool is_padded(Span code)
{
    if (!is_blank(code.ptr[0]) || !is_blank(code.ptr[code.len - 1]))
        return false;
    for (size_t at = 0; at < code.len; at++)
        if (!is_blank(code.ptr[at]))
            return true;
    return false;
}

/* The shortest run of backticks that the code does not hold. */
static size_t fence_for(Span code)
{
    bool is_taken[TICKS_MAX + 1] = {false};
    for (size_t at = 0, ticks; at < code.len; at += ticks + 1) {
        ticks = ticks_at(code, at);
        is_taken[ticks <= TICKS_MAX ? ticks : 0] = true;
    }
    size_t fence = 1;
    while (fence < TICKS_MAX && is_taken[fence])
        fence++;
    return fence;
}

/* Lines are never joined: those that end or start the code stay for its padding. */
static bool is_padded_by_spaces(Span code)
{
    return is_padded(code) && code.ptr[0] == ' ' && code.ptr[code.len - 1] == ' ';
}

void codespan_write(Buf *out, Span source)
{
    size_t ticks = ticks_at(source, 0);
    Span code = span_range(source, ticks, source.len - ticks);
    bool has_spaces = is_padded_by_spaces(code);
    if (has_spaces)
        code = span_range(code, 1, code.len - 1);
    bool needs_pad =
        code.ptr[0] == '`' || code.ptr[code.len - 1] == '`' || (has_spaces && is_padded(code));
    size_t fence = fence_for(code);
    buf_add_times(out, '`', fence);
    buf_add(out, needs_pad ? SPAN(" ") : SPAN(""));
    buf_add(out, code);
    buf_add(out, needs_pad ? SPAN(" ") : SPAN(""));
    buf_add_times(out, '`', fence);
}
