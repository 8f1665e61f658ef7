#include "merge/three_scan.h"

#include "doc/fence.h"
#include "doc/heading.h"

/* Lines shorter than this may repeat: "Example:", a list's sign, a table's rule. */
enum { TEXT_LEAST = 40, LEVELS = 6 };

static bool is_delimiter(Span line)
{
    return span_eq(span_trim_end(line), SPAN("---"));
}

/* The lines of the front matter with both delimiters; up to the end where it is never closed. */
static uint32_t find_front(const Lines *lines, bool *is_unclosed)
{
    if (lines->count == 0 || !is_delimiter(lines_line(lines, 0)))
        return 0;
    for (uint32_t n = 1; n < lines->count; n++)
        if (is_delimiter(lines_line(lines, n)))
            return n + 1;
    *is_unclosed = true;
    return 0;
}

/* The id of `text` as a thing of this kind below `parent`. */
static uint32_t name(Arena *arena, Intern *intern, char kind, uint32_t parent, Span text)
{
    return intern_id(intern, arena_format(arena, "%c%u %.*s", kind, parent, SPAN_ARG(text)));
}

static void mark_fields(Arena *arena, Intern *intern, Scan *scan, uint32_t end)
{
    for (uint32_t n = 1; n + 1 < end; n++) {
        Span line = lines_line(&scan->lines, n);
        size_t colon = span_find_byte(line, ':', 0);
        bool is_key = line.len && !strchr(" \t-#", line.ptr[0]) && colon < line.len;
        if (!is_key)
            continue;
        scan->marks[n] = name(arena, intern, 'f', 0, span_range(line, 0, colon));
        scan->mark_kinds[n] = MARK_FIELD;
    }
}

static uint32_t heading_level(Span line)
{
    uint32_t level = 0;
    while (level < line.len && line.ptr[level] == '#')
        level++;
    bool is_heading = level >= 1 && level <= LEVELS && level < line.len && line.ptr[level] == ' ';
    return is_heading ? level : 0;
}

/* How many tags and comments are open behind the line. One that never ends is open for good. */
static uint32_t tag_depth(Span line, uint32_t depth)
{
    bool is_start = line.len > 1 && line.ptr[0] == '<' && line.ptr[1] != '/';
    bool is_end = span_find(line, SPAN("</"), 0) < line.len ||
                  span_find(line, SPAN("-->"), 0) < line.len || span_ends(line, SPAN("/>"));
    if (is_start == is_end)
        return depth;
    return is_start ? depth + 1 : depth - (depth > 0);
}

/* A section is named by its title below those of its ancestors. */
static void mark_body(Arena *arena, Intern *intern, Scan *scan, uint32_t from)
{
    uint32_t path[LEVELS + 1] = {0}, depth = 0;
    for (uint32_t n = from; n < scan->lines.count; n++) {
        if (scan->is_code[n])
            continue;
        Span line = span_trim(lines_line(&scan->lines, n));
        scan->is_tagged[n] = (depth = tag_depth(line, depth)) > 0;
        uint32_t level = heading_level(line);
        if (level) {
            uint32_t id = name(arena, intern, 's', path[level - 1], line);
            for (uint32_t below = level; below <= LEVELS; below++)
                path[below] = id;
            scan->marks[n] = id;
            scan->mark_kinds[n] = MARK_SECTION;
        } else if (line.len >= TEXT_LEAST && line.ptr[0] != '|') {
            scan->marks[n] = intern_id(intern, line);
            scan->mark_kinds[n] = MARK_TEXT;
        }
    }
}

Scan scan_lines(Arena *arena, Intern *intern, Lines lines)
{
    Scan scan = {.lines = lines,
                 .is_code = ARENA_ARRAY(arena, bool, lines.count),
                 .is_tagged = ARENA_ARRAY(arena, bool, lines.count),
                 .marks = ARENA_ARRAY(arena, uint32_t, lines.count),
                 .mark_kinds = ARENA_ARRAY(arena, MarkKind, lines.count)};
    uint32_t body = find_front(&lines, &scan.is_unclosed);
    FenceVec fences = fence_find(arena, &lines, (Range){body, lines.count}, true);
    for (size_t i = 0; i < fences.len; i++)
        for (uint32_t n = fences.at[i].lines.start; n < fences.at[i].lines.end; n++)
            scan.is_code[n] = true;
    for (uint32_t n = 0; n < lines.count; n++)
        scan.marks[n] = NONE;
    mark_fields(arena, intern, &scan, body);
    mark_body(arena, intern, &scan, body);
    return scan;
}
