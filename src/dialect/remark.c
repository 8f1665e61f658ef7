#include "dialect/inner.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN = 60, LONGEST = 512 };

Span remark_shown(Arena *arena, Span text)
{
    size_t len = SHOWN;
    if (text.len <= len)
        return text;
    while (len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return arena_format(arena, "%.*s…", (int)len, text.ptr);
}

/* Is it borrowed from the text of the file? Then it has a place there. */
static bool is_inside(const Lines *lines, Span part)
{
    uintptr_t at = (uintptr_t)part.ptr, start = (uintptr_t)lines->text.ptr;
    return part.ptr && at >= start && at + part.len <= start + lines->text.len;
}

static void place_offset(const Lines *lines, size_t offset, Diag *diag)
{
    diag->line = lines_at(lines, offset) + 1;
    diag->column = lines_column(lines, offset);
}

static void place_key(const Lines *lines, const Field *field, Diag *diag)
{
    uint32_t line = front_key_line(lines, field);
    if (line >= lines->count)
        return;
    Span text = lines_line(lines, line);
    place_offset(lines, lines->start[line] + (text.len - span_trim_start(text).len), diag);
}

static void place(const Lines *lines, const Field *field, Span what, Diag *diag)
{
    size_t at = what.len ? span_find(field->source, what, 0) : field->source.len;
    if (at < field->source.len && is_inside(lines, field->source))
        place_offset(lines, (size_t)(field->source.ptr - lines->text.ptr) + at, diag);
    else
        place_key(lines, field, diag);
}

void remark(Conversion *c, DiagCode code, const Field *field, Span what, const char *format, ...)
{
    char text[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    Remark added = {.diag = {.code = code, .message = arena_copy(c->arena, span_of(text))}};
    if (field) {
        added.field = field->key;
        place(&c->doc->source.text, field, what, &added.diag);
    }
    vec_add(c->arena, &c->remarks, added);
}

bool give_up(Conversion *c, uint32_t line, uint32_t column, const char *format, ...)
{
    char text[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    c->problem = arena_copy(c->arena, span_of(text));
    c->problem_line = line;
    c->problem_column = column;
    return false;
}

bool convert_is_loss(const Remark *remark)
{
    return remark->diag.code >= DIAG_CONVERT_FIELD && remark->diag.code <= DIAG_CONVERT_COMMENT &&
           remark->diag.code != DIAG_CONVERT_NAME;
}
