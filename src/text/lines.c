#include "text/lines.h"

#include "base/block.h"
#include "text/utf8.h"

/* The ends of lines in order. Both searches only move forward, so the whole walk is linear. */
typedef struct Walk {
    Span text;
    size_t at, lf, cr;
} Walk;

static Walk walk_start(Span text)
{
    return (Walk){text, 0, span_find_byte(text, '\n', 0), span_find_byte(text, '\r', 0)};
}

static bool walk_next(Walk *walk)
{
    Span text = walk->text;
    if (walk->at >= text.len)
        return false;
    if (walk->lf < walk->at)
        walk->lf = span_find_byte(text, '\n', walk->at);
    if (walk->cr < walk->at)
        walk->cr = span_find_byte(text, '\r', walk->at);
    size_t end = walk->lf < walk->cr ? walk->lf : walk->cr;
    bool is_crlf = end + 1 < text.len && walk->lf == end + 1;
    walk->at = end == text.len ? end : end + 1 + is_crlf;
    return true;
}

Lines lines_index_feeds(Arena *arena, Span text)
{
    IndexVec starts = {0};
    size_t at = 0;
    vec_add(arena, &starts, 0);
    for (; text.len - at >= BLOCK_SIZE; at += BLOCK_SIZE)
        for (unsigned feeds = block_bits(block_is(block_at(text.ptr + at), '\n')); feeds;
             feeds &= feeds - 1)
            vec_add(arena, &starts, (uint32_t)at + (uint32_t)__builtin_ctz(feeds) + 1);
    for (; at < text.len; at++)
        if (text.ptr[at] == '\n')
            vec_add(arena, &starts, (uint32_t)at + 1);
    if (starts.at[starts.len - 1] != text.len) /* the last line has no ending */
        vec_add(arena, &starts, (uint32_t)text.len);
    return (Lines){text, starts.at, (uint32_t)starts.len - 1};
}

Lines lines_index(Arena *arena, Span text)
{
    if (span_find_byte(text, '\r', 0) == text.len)
        return lines_index_feeds(arena, text);
    uint32_t count = 0;
    for (Walk walk = walk_start(text); walk_next(&walk);)
        count++;
    uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    Walk walk = walk_start(text);
    for (uint32_t n = 1; walk_next(&walk); n++)
        start[n] = (uint32_t)walk.at;
    return (Lines){text, start, count};
}

Span lines_range(const Lines *lines, Range range)
{
    return span_range(lines->text, lines->start[range.start], lines->start[range.end]);
}

uint32_t lines_at(const Lines *lines, size_t offset)
{
    uint32_t low = 0, high = lines->count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t lines_column(const Lines *lines, size_t offset)
{
    size_t start = lines->start[lines_at(lines, offset)];
    return 1 + (uint32_t)utf8_length(span_range(lines->text, start, offset));
}
