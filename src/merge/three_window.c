#include "merge/three_window.h"

typedef struct Looking {
    const ThreeText *texts;
    const Scan *scans;
    const Seq3Vec *regions;
} Looking;

Window window_whole(const ThreeText texts[THREE_SIDES])
{
    Window window;
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

/* A heading at the margin, which no list or quote holds, in whatever state each version is there. */
static bool is_boundary(const Looking *l, Place place)
{
    for (int side = 0; side < THREE_SIDES; side++) {
        uint32_t n = place.at[side];
        bool is_heading = l->scans[side].mark_kinds[n] == MARK_SECTION &&
                          !l->scans[side].is_tagged[n] &&
                          span_starts(lines_line(&l->texts[side].lines, n), SPAN("#"));
        if (!is_heading)
            return false;
    }
    return true;
}

static bool is_conflict(const Looking *l, size_t i)
{
    return l->regions->at[i].kind == SEQ3_CONFLICT;
}

/* From the first conflict back, through what stands the same between changes. */
static Place find_start(const Looking *l)
{
    size_t first = 0;
    while (!is_conflict(l, first))
        first++;
    for (size_t i = first + 1; i-- > 0;) {
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

static Place find_end(const Looking *l)
{
    size_t last = l->regions->len - 1;
    while (!is_conflict(l, last))
        last--;
    for (size_t i = last; i < l->regions->len; i++) {
        bool has_next = i + 1 < l->regions->len;
        uint32_t stop =
            has_next ? l->regions->at[i + 1].ours.start : l->texts[THREE_OURS].lines.count;
        for (Place place = end_of(&l->regions->at[i]); place.at[THREE_OURS] < stop;
             place = move(place, 1))
            if (is_boundary(l, place))
                return place;
    }
    Window whole = window_whole(l->texts);
    return (Place){
        {whole.lines[THREE_OURS].end, whole.lines[THREE_BASE].end, whole.lines[THREE_THEIRS].end}};
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

Window window_find(const ThreeText texts[THREE_SIDES], const Scan scans[THREE_SIDES],
                   const Seq3Vec *regions)
{
    Looking looking = {texts, scans, regions};
    if (is_wide(&looking))
        return window_whole(texts);
    Place start = find_start(&looking), end = find_end(&looking);
    Window window;
    for (int side = 0; side < THREE_SIDES; side++)
        window.lines[side] = (Range){start.at[side], end.at[side]};
    return window;
}
