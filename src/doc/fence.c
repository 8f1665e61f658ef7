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

/* Runs of fence signs in a text. Both searches only move forward. */
typedef struct Signs {
    Span text;
    size_t ticks, tildes;
} Signs;

static Signs signs_in(Span text)
{
    return (Signs){text, span_find(text, SPAN("```"), 0), span_find(text, SPAN("~~~"), 0)};
}

/* Offset of the next one, at or after `at`, or text.len. */
static size_t next_signs(Signs *signs, size_t at)
{
    if (signs->ticks < at)
        signs->ticks = span_find(signs->text, SPAN("```"), at);
    if (signs->tildes < at)
        signs->tildes = span_find(signs->text, SPAN("~~~"), at);
    return signs->ticks < signs->tildes ? signs->ticks : signs->tildes;
}

/* One reading of the whole body: false when a fence stays open. */
static bool read_all(Arena *arena, const Lines *lines, Range body, bool may_nest, FenceVec *fences)
{
    Signs signs = signs_in(span_range(lines->text, 0, lines->start[body.end]));
    Margin margin = {0};
    bool is_balanced = true;
    for (uint32_t n = body.start, passed = n; n < body.end; passed = n) {
        size_t at = next_signs(&signs, lines->start[n]);
        if (at == signs.text.len)
            break;
        while (lines->start[n + 1] <= at)
            n++;
        margin_pass(&margin, lines, (Range){passed, n});
        Inset inset = margin_enter(&margin, lines_line(lines, n));
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
