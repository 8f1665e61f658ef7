#include "merge/prose.h"

#include "base/buf.h"

Span prose_unwrap(Arena *arena, Span text)
{
    if (span_find_byte(text, '\n', 0) == text.len)
        return text;
    Buf buf = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        size_t end = span_find_byte(text, '\n', at);
        Span line = span_trim(span_range(text, at, end));
        if (end < text.len && span_ends(line, SPAN("\\"))) /* a hard break */
            line.len--;
        if (buf.len)
            buf_add_byte(&buf, ' ');
        buf_add(&buf, line);
        at = end + 1;
    }
    return buf_span(&buf);
}

static bool begins_item(Span line)
{
    line = span_trim_start(line);
    size_t digits = 0;
    while (digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9')
        digits++;
    if (digits)
        return digits < line.len && (line.ptr[digits] == '.' || line.ptr[digits] == ')');
    return line.len && strchr("-*+>#|", line.ptr[0]) && line.ptr[0];
}

bool prose_can_unwrap(Span text)
{
    for (size_t at = span_find_byte(text, '\n', 0); at < text.len;
         at = span_find_byte(text, '\n', at + 1))
        if (begins_item(span_from(text, at + 1)))
            return false;
    return true;
}

Span prose_spell_key(Arena *arena, Span text, KeyStyle style)
{
    static const Span spellings[] = {
        [KEY_BOLD_COLON_AFTER] = {"**: ", 4}, [KEY_BOLD_COLON_INSIDE] = {":** ", 4}};
    if ((style != KEY_BOLD_COLON_AFTER && style != KEY_BOLD_COLON_INSIDE) ||
        !span_starts(text, SPAN("**")))
        return text;
    Span wanted = spellings[style];
    Span other =
        spellings[style == KEY_BOLD_COLON_AFTER ? KEY_BOLD_COLON_INSIDE : KEY_BOLD_COLON_AFTER];
    size_t close = span_find(text, SPAN("**"), 2), at = span_find(text, other, 2);
    if (at == text.len || at > close)
        return text;
    Buf buf = buf_in(arena);
    buf_add(&buf, span_range(text, 0, at));
    buf_add(&buf, wanted);
    buf_add(&buf, span_from(text, at + other.len));
    return buf_span(&buf);
}
