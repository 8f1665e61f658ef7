#include "merge/three_scan.h"

#include "doc/fence.h"
#include "doc/front.h"
#include "doc/margin.h"

/* Lines shorter than this may repeat: "Example:", a list's sign, a table's rule. */
enum { TEXT_LEAST = 40, LEVELS = 6 };

/* The lines between the delimiters; none where it is never closed. */
static Range find_front(Arena *arena, const Lines *lines, bool *is_unclosed)
{
    const Span mark = SPAN("\xEF\xBB\xBF");
    Lines bare = *lines;
    if (lines->count && span_starts(lines->text, mark)) {
        uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)lines->count + 1);
        memcpy(start, lines->start, ((size_t)lines->count + 1) * sizeof *start);
        start[0] = (uint32_t)mark.len;
        bare.start = start;
    }
    return front_find(&bare, is_unclosed);
}

/* The id of `text` as a thing of this kind below `parent`. */
static uint32_t name(Arena *arena, Intern *intern, char kind, uint32_t parent, Span text)
{
    return intern_id(intern, arena_format(arena, "%c%u %.*s", kind, parent, SPAN_ARG(text)));
}

/* Keys stand where the first of them does: all front matter may be indented. */
static void mark_fields(Arena *arena, Intern *intern, Scan *scan)
{
    uint32_t keys = NONE, column;
    for (uint32_t n = scan->front.start; n < scan->front.end; n++) {
        Span line = span_trim_end(lines_line(&scan->lines, n));
        line = span_from(line, margin_indent(line, &column));
        if (!line.len || line.ptr[0] == '#')
            continue;
        keys = keys == NONE ? column : keys;
        size_t colon = span_find_byte(line, ':', 0);
        if (column != keys || line.ptr[0] == '-' || colon == line.len)
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

static uint32_t open_fence(const FenceVec *fences, uint32_t end)
{
    const Fence *last = fences->len ? &fences->at[fences->len - 1] : NULL;
    return last && last->is_unclosed && last->lines.end == end ? last->lines.start : NONE;
}

Scan scan_lines(Arena *arena, Intern *intern, Lines lines)
{
    Scan scan = {.lines = lines,
                 .is_code = ARENA_ARRAY(arena, bool, lines.count),
                 .marks = ARENA_ARRAY(arena, uint32_t, lines.count),
                 .mark_kinds = ARENA_ARRAY(arena, MarkKind, lines.count)};
    scan.front = find_front(arena, &lines, &scan.is_unclosed);
    uint32_t body = scan.front.end ? scan.front.end + 1 : 0;
    uint32_t second = scan.front.end ? front_second(&lines, body).end : 0;
    FenceVec fences = fence_find(arena, &lines, (Range){second ? second : body, lines.count}, true);
    scan.open_fence = open_fence(&fences, lines.count);
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
