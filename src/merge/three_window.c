#include "merge/three_window.h"

typedef struct Looking {
    const ThreeText *texts;
    const Scan *scans;
    const Seq3Vec *regions;
    const bool *is_tagged[THREE_SIDES]; /* by line: a tag or comment may be open behind it */
} Looking;

Window window_whole(const ThreeText texts[THREE_SIDES])
{
    Window window = {.regions = {0, 0}};
    for (int side = 0; side < THREE_SIDES; side++)
        window.lines[side] = (Range){0, texts[side].lines.count};
    return window;
}

/* Lines that are one and the same in all three. */
typedef struct Place {
    uint32_t at[THREE_SIDES];
} Place;

static Place start_of(const Seq3Region *region)
{
    return (Place){{region->ours.start, region->base.start, region->theirs.start}};
}

static Place end_of(const Seq3Region *region)
{
    return (Place){{region->ours.end, region->base.end, region->theirs.end}};
}

static Place move(Place place, int32_t by)
{
    for (int side = 0; side < THREE_SIDES; side++)
        place.at[side] += (uint32_t)by;
    return place;
}

/* A heading at the margin, or a tag behind a blank line, which nothing before it holds. */
static bool is_start(const Looking *l, int side, uint32_t n)
{
    const Scan *scan = &l->scans[side];
    Span line = lines_line(&scan->lines, n);
    if (n > 0 && l->is_tagged[side][n - 1])
        return false;
    if (scan->mark_kinds[n] == MARK_SECTION)
        return span_starts(line, SPAN("#"));
    bool is_tag = span_starts(line, SPAN("<")) && !span_starts(line, SPAN("</"));
    return is_tag && !scan->is_code[n] && n > 0 && span_is_blank(lines_line(&scan->lines, n - 1));
}

/* In whatever state each version is there. */
static bool is_boundary(const Looking *l, Place place)
{
    for (int side = 0; side < THREE_SIDES; side++)
        if (!is_start(l, side, place.at[side]))
            return false;
    return true;
}

/* From the conflict back, through what stands the same between changes. */
static Place find_start(const Looking *l, size_t conflict)
{
    for (size_t i = conflict + 1; i-- > 0;) {
        Place place = start_of(&l->regions->at[i]);
        uint32_t stop = i ? l->regions->at[i - 1].ours.end : 0;
        while (place.at[THREE_OURS] > stop) {
            place = move(place, -1);
            if (is_boundary(l, place))
                return place;
        }
    }
    return (Place){{0}};
}

/* Sets `behind` to the first change that comes later. */
static Place find_end(const Looking *l, size_t conflict, uint32_t *behind)
{
    size_t count = l->regions->len;
    for (size_t i = conflict; i < count; i++) {
        uint32_t stop =
            i + 1 < count ? l->regions->at[i + 1].ours.start : l->texts[THREE_OURS].lines.count;
        *behind = (uint32_t)i + 1;
        for (Place place = end_of(&l->regions->at[i]); place.at[THREE_OURS] < stop;
             place = move(place, 1))
            if (is_boundary(l, place))
                return place;
    }
    Window whole = window_whole(l->texts);
    return (Place){
        {whole.lines[THREE_OURS].end, whole.lines[THREE_BASE].end, whole.lines[THREE_THEIRS].end}};
}

static Window find(const Looking *l, size_t conflict)
{
    Window window = {.regions = {(uint32_t)conflict, 0}};
    Place start = find_start(l, conflict), end = find_end(l, conflict, &window.regions.end);
    for (int side = 0; side < THREE_SIDES; side++)
        window.lines[side] = (Range){start.at[side], end.at[side]};
    return window;
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

static const bool *find_tagged(Arena *arena, const Scan *scan)
{
    bool *is_tagged = ARENA_ARRAY(arena, bool, scan->lines.count);
    uint32_t depth = 0;
    for (uint32_t n = 0; n < scan->lines.count; n++) {
        if (!scan->is_code[n])
            depth = tag_depth(span_trim(lines_line(&scan->lines, n)), depth);
        is_tagged[n] = depth > 0;
    }
    return is_tagged;
}

static bool is_wide(const Looking *l)
{
    for (int side = 0; side < THREE_SIDES; side++) {
        Span text = l->texts[side].lines.text;
        if (span_starts(text, SPAN("\xFF\xFE")) || span_starts(text, SPAN("\xFE\xFF")))
            return true;
    }
    return false;
}

WindowVec windows_find(Arena *arena, const ThreeText texts[THREE_SIDES],
                       const Scan scans[THREE_SIDES], const Seq3Vec *regions)
{
    Looking looking = {texts, scans, regions, {NULL}};
    WindowVec windows = {0};
    bool is_all = is_wide(&looking);
    for (int side = 0; side < THREE_SIDES && !is_all; side++)
        looking.is_tagged[side] = find_tagged(arena, &scans[side]);
    for (uint32_t i = 0; i < regions->len; i++) {
        if (regions->at[i].kind != SEQ3_CONFLICT)
            continue;
        Window window = is_all ? window_whole(texts) : find(&looking, i);
        if (is_all)
            window.regions = (Range){i, (uint32_t)regions->len};
        vec_add(arena, &windows, window);
        i = window.regions.end - 1;
    }
    return windows;
}
