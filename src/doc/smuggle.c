#include "doc/smuggle.h"

#include "base/buf.h"
#include "text/utf8.h"

/* Byte b travels as U+F700 + b. */
enum { PRIVATE = 0xF700 };

static bool is_smuggled(int32_t code_point)
{
    return code_point >= PRIVATE && code_point <= PRIVATE + 0xFF;
}

static bool is_refused(int32_t code_point)
{
    bool is_control =
        code_point < 0x20 && code_point != '\t' && code_point != '\n' && code_point != '\r';
    return is_control || code_point == 0x7F;
}

/* Text that has such private characters of its own is left alone: they could not be told from bytes. */
static bool needs_help(Span text)
{
    bool is_needed = false;
    for (size_t at = 0; at < text.len;) {
        int32_t code_point = utf8_next(text, &at);
        if (is_smuggled(code_point))
            return false;
        is_needed = is_needed || is_refused(code_point);
    }
    return is_needed;
}

Lines smuggle_bytes(Arena *arena, const Lines *lines)
{
    Span text = lines->text;
    if (!needs_help(text))
        return *lines;
    Buf copy = buf_in(arena);
    for (size_t at = 0, from = 0; at < text.len; from = at) {
        int32_t code_point = utf8_next(text, &at);
        if (is_refused(code_point))
            utf8_add(&copy, PRIVATE + (unsigned char)text.ptr[from]);
        else
            buf_add(&copy, span_range(text, from, at));
    }
    return lines_index(arena, buf_span(&copy));
}

static Span put_back(Arena *arena, Span text)
{
    if (span_find_byte(text, '\xEF', 0) == text.len)
        return text;
    Buf copy = buf_in(arena);
    for (size_t at = 0, from = 0; at < text.len; from = at) {
        int32_t code_point = utf8_next(text, &at);
        if (is_smuggled(code_point))
            buf_add_byte(&copy, (char)(code_point - PRIVATE));
        else
            buf_add(&copy, span_range(text, from, at));
    }
    return buf_span(&copy);
}

void smuggle_back(Arena *arena, Field *field)
{
    field->key = put_back(arena, field->key);
    field->value = put_back(arena, field->value);
    for (size_t i = 0; i < field->items.len; i++)
        field->items.at[i] = put_back(arena, field->items.at[i]);
    for (size_t i = 0; i < field->comments.len; i++)
        field->comments.at[i] = put_back(arena, field->comments.at[i]);
}
