#include "doc/fence.h"

#include "doc/margin.h"

/* A fence being read: how it was opened, and how deep in nested ones the reading is. */
typedef struct Open {
    char sign;
    size_t width, widest;
    uint32_t inside, column; /* of its list item, of itself */
    uint32_t depth, nested;
} Open;

size_t fence_sign(Span text)
{
    size_t len = 0;
    if (!text.len || (text.ptr[0] != '`' && text.ptr[0] != '~'))
        return 0;
    while (len < text.len && text.ptr[len] == text.ptr[0])
        len++;
    return len >= 3 ? len : 0;
}

static bool is_opener(Span text, size_t width)
{
    if (!width)
        return false;
    return text.ptr[0] == '~' || span_find_byte(text, '`', width) == text.len;
}

static bool is_bare(Span text, size_t width)
{
    return span_is_blank(span_from(text, width));
}

/* One line inside an open fence: true when it closes the fence. */
static bool closes(Open *open, Span text, uint32_t column, bool may_nest)
{
    size_t width = fence_sign(text);
    if (!width || text.ptr[0] != open->sign)
        return false;
    if (width > open->widest)
        open->widest = width;
    if (width < open->width)
        return false;
    if (!is_bare(text, width)) {
        bool nests = may_nest && is_opener(text, width);
        open->depth += nests;
        open->nested += nests;
        return false;
    }
    if (open->depth == 1 && column > open->column + 3 && column > open->inside + 3)
        return false;
    return --open->depth == 0;
}

/* Reads the fence that opens on line `n`: its last line plus one. */
static uint32_t read_fence(const Lines *lines, Range body, uint32_t n, Open *open, bool may_nest,
                           bool *is_unclosed)
{
    *is_unclosed = false;
    for (uint32_t at = n + 1; at < body.end; at++) {
        Span line = lines_line(lines, at);
        uint32_t column;
        Span text = span_from(line, margin_indent(line, &column));
        if (!text.len)
            continue;
        if (column < open->inside) {
            *is_unclosed = true; /* its list item ended */
            return at;
        }
        if (closes(open, text, column, may_nest))
            return at + 1;
    }
    *is_unclosed = true;
    return body.end;
}

/* One reading of the whole body: false when a fence stays open. */
static bool read_all(Arena *arena, const Lines *lines, Range body, bool may_nest, FenceVec *fences)
{
    Margin margin = {0};
    bool is_balanced = true;
    for (uint32_t n = body.start; n < body.end;) {
        Span line = lines_line(lines, n);
        if (span_is_blank(line)) {
            n++;
            continue;
        }
        Inset inset = margin_enter(&margin, line);
        size_t width = fence_sign(inset.rest);
        if (!is_opener(inset.rest, width)) {
            n++;
            continue;
        }
        Open open = {inset.rest.ptr[0], width, 0, inset.inside, inset.column, 1, 0};
        Fence fence = {.lines = {n, n}};
        fence.lines.end = read_fence(lines, body, n, &open, may_nest, &fence.is_unclosed);
        if (open.nested && !fence.is_unclosed)
            fence.width = (uint32_t)open.widest + 1;
        vec_add(arena, fences, fence);
        is_balanced = is_balanced && !fence.is_unclosed;
        n = fence.lines.end;
    }
    return is_balanced;
}

FenceVec fence_find(Arena *arena, const Lines *lines, Range body, bool may_nest)
{
    FenceVec fences = {0};
    if (may_nest && read_all(arena, lines, body, true, &fences))
        return fences;
    fences.len = 0;
    read_all(arena, lines, body, false, &fences);
    return fences;
}
