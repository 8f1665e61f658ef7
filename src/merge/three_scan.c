#include "merge/three_scan.h"

#include "doc/fence.h"
#include "doc/heading.h"
#include "doc/yaml.h"

/* Lines shorter than this may repeat: "Example:", a list's sign, a table's rule. */
enum { TEXT_LEAST = 40, LEVELS = 6 };

static bool is_delimiter(Span line)
{
    return span_eq(span_trim_end(line), SPAN("---"));
}

static uint32_t skip_blank(const Lines *lines, uint32_t n)
{
    while (n < lines->count && span_is_blank(lines_line(lines, n)))
        n++;
    return n;
}

static bool has_key(const Lines *lines, uint32_t n)
{
    Span key;
    while ((n = skip_blank(lines, n)) < lines->count && lines_line(lines, n).ptr[0] == '#')
        n++;
    return n < lines->count && yaml_key_end(lines_line(lines, n), &key) > 0;
}

/* The lines between the delimiters; none where it is never closed. */
static Range find_front(const Lines *lines, bool *is_unclosed)
{
    uint32_t first = skip_blank(lines, 0);
    if (first == lines->count || !is_delimiter(lines_line(lines, first)))
        return (Range){0, 0};
    for (uint32_t n = first + 1; n < lines->count; n++)
        if (is_delimiter(lines_line(lines, n)))
            return (Range){first + 1, n};
    *is_unclosed = has_key(lines, first + 1);
    return (Range){0, 0};
}

/* The id of `text` as a thing of this kind below `parent`. */
static uint32_t name(Arena *arena, Intern *intern, char kind, uint32_t parent, Span text)
{
    return intern_id(intern, arena_format(arena, "%c%u %.*s", kind, parent, SPAN_ARG(text)));
}

static void mark_fields(Arena *arena, Intern *intern, Scan *scan)
{
    for (uint32_t n = scan->front.start; n < scan->front.end; n++) {
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

/* A section is named by its title below those of its ancestors. */
static void mark_body(Arena *arena, Intern *intern, Scan *scan, uint32_t from)
{
    uint32_t path[LEVELS + 1] = {0};
    for (uint32_t n = from; n < scan->lines.count; n++) {
        if (scan->is_code[n])
            continue;
        Span line = span_trim(lines_line(&scan->lines, n));
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
                 .marks = ARENA_ARRAY(arena, uint32_t, lines.count),
                 .mark_kinds = ARENA_ARRAY(arena, MarkKind, lines.count)};
    scan.front = find_front(&lines, &scan.is_unclosed);
    uint32_t body = scan.front.end ? scan.front.end + 1 : 0;
    FenceVec fences = fence_find(arena, &lines, (Range){body, lines.count}, true);
    for (size_t i = 0; i < fences.len; i++)
        for (uint32_t n = fences.at[i].lines.start; n < fences.at[i].lines.end; n++)
            scan.is_code[n] = true;
    for (uint32_t n = 0; n < lines.count; n++)
        scan.marks[n] = NONE;
    mark_fields(arena, intern, &scan);
    mark_body(arena, intern, &scan, body);
    return scan;
}

void scan_sides(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                Scan scans[THREE_SIDES])
{
    for (int side = 0; side < THREE_SIDES; side++)
        scans[side] = scan_lines(arena, intern, texts[side].lines);
}
