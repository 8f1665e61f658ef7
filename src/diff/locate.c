#include "diff/locate.h"

#include "base/intern.h"
#include "text/seq.h"
#include "text/words.h"

enum {
    MARGIN = 3,          /* lines around an address that may still be meant by it */
    WORK_LIMIT = 1 << 24 /* lines looked at for one patch; beyond, nothing is found any more */
};

struct Locator {
    Arena *arena;
    const Lines *lines;
    Addresses *addresses;
    Intern *intern;
    uint32_t *ids;           /* of each line */
    uint32_t *first, *count; /* by id: the first line that has it, and how many have */
    uint32_t *next;          /* by line: the next one with the same id */
    uint32_t work;           /* lines that may still be looked at */
};

/* ---- the file ---- */

static Span bare(Span line)
{
    return span_trim_end(line);
}

static void chain(Locator *l)
{
    uint32_t ids = intern_count(l->intern);
    l->first = ARENA_ARRAY(l->arena, uint32_t, ids);
    l->count = ARENA_ARRAY(l->arena, uint32_t, ids);
    l->next = ARENA_ARRAY(l->arena, uint32_t, l->lines->count);
    for (uint32_t n = l->lines->count; n-- > 0;) {
        uint32_t id = l->ids[n];
        l->next[n] = l->count[id]++ ? l->first[id] : NONE;
        l->first[id] = n;
    }
}

Locator *locator_new(Arena *arena, const Doc *doc)
{
    Locator *l = ARENA_NEW(arena, Locator);
    *l = (Locator){.arena = arena,
                   .lines = &doc->source.raw,
                   .addresses = addresses_new(arena, doc),
                   .intern = intern_new(arena),
                   .work = WORK_LIMIT};
    l->ids = ARENA_ARRAY(arena, uint32_t, l->lines->count);
    for (uint32_t n = 0; n < l->lines->count; n++)
        l->ids[n] = intern_id(l->intern, bare(lines_with_ending(l->lines, n)));
    chain(l);
    return l;
}

Range locate_section(const Locator *l, uint32_t line)
{
    Range section = addresses_section(l->addresses, line);
    while (section.end > section.start && span_is_blank(lines_line(l->lines, section.end - 1)))
        section.end--;
    return section;
}

static bool spend(Locator *l, uint32_t work)
{
    if (work > l->work)
        return false;
    l->work -= work;
    return true;
}

/* ---- all together ---- */

/* The ids of the lines; false when the file does not have one of them. */
static bool read_ids(Locator *l, const Sought *sought, uint32_t *ids)
{
    bool has_all = sought->count > 0;
    for (uint32_t i = 0; i < sought->count; i++) {
        ids[i] = intern_find(l->intern, bare(sought->lines[i]));
        has_all = has_all && ids[i] != NONE;
    }
    return has_all;
}

static uint32_t rarest(const Locator *l, const uint32_t *ids, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        if (l->count[ids[i]] < l->count[ids[best]])
            best = i;
    return best;
}

/* Places where all lines stand in the window. */
typedef struct Places {
    uint32_t count, at; /* how many, and the last */
    bool is_expected;   /* one of them is where it should be */
} Places;

static bool stands_at(Locator *l, const uint32_t *ids, uint32_t count, uint32_t at)
{
    if (at + count > l->lines->count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!spend(l, 1) || l->ids[at + i] != ids[i])
            return false;
    return true;
}

static Places find_places(Locator *l, const Sought *sought, const uint32_t *ids, Range window)
{
    Places places = {0};
    uint32_t anchor = rarest(l, ids, sought->count);
    for (uint32_t n = l->first[ids[anchor]]; n != NONE && spend(l, 1); n = l->next[n]) {
        uint32_t at = n - anchor, core = at + sought->core;
        if (n < anchor || core < window.start || core > window.end ||
            !stands_at(l, ids, sought->count, at))
            continue;
        places.count++;
        places.at = at;
        places.is_expected = places.is_expected || at == sought->expected;
    }
    return places;
}

/* What of the lines has been found and says something. */
static uint32_t count_telling(const Sought *sought, const uint32_t *map)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < sought->count; i++)
        count += map[i] != NONE && words_any(sought->lines[i]);
    return count;
}

static AddressPlace window_of(Locator *l, Span address)
{
    AddressPlace place = addresses_find(l->addresses, address);
    if (place.lines.start == place.lines.end)
        place.lines = (Range){0, l->lines->count};
    return place;
}

Located locate_together(Locator *l, const Sought *sought, uint32_t *map)
{
    uint32_t *ids = ARENA_ARRAY(l->arena, uint32_t, sought->count);
    if (!read_ids(l, sought, ids))
        return LOCATED_NOT;
    AddressPlace window = window_of(l, sought->address);
    Places places = find_places(l, sought, ids, window.lines);
    if (places.count > 1 && !places.is_expected)
        return LOCATED_TWICE;
    for (uint32_t i = 0; i < sought->count; i++)
        map[i] = (places.is_expected ? sought->expected : places.at) + i;
    /* where the address is gone, one line that says something might stand anywhere */
    bool is_enough = window.is_exact || !sought->address.len || count_telling(sought, map) > 1;
    return places.count && is_enough ? LOCATED_TOGETHER : LOCATED_NOT;
}

/* ---- as many as there are ---- */

static Range widened(const Locator *l, Range window)
{
    uint32_t above = window.start < MARGIN ? window.start : MARGIN;
    uint32_t below = l->lines->count - window.end < MARGIN ? l->lines->count - window.end : MARGIN;
    return (Range){window.start - above, window.end + below};
}

/* Do half of the lines that say something have a place, and at least one? */
static bool is_like(const Sought *sought, const uint32_t *map)
{
    uint32_t all = 0, found = count_telling(sought, map);
    for (uint32_t i = 0; i < sought->count; i++)
        all += words_any(sought->lines[i]);
    return found > 0 && 2 * found >= all;
}

static bool is_inside(Range lines, uint32_t n)
{
    return n != NONE && n >= lines.start && n < lines.end;
}

/* The margin around an address is for what stands beside it; the line that the address is about stands in it, or where that
   is gone another that says something. */
static bool is_at_address(const Sought *sought, const uint32_t *map, Range lines)
{
    if (map[sought->core] != NONE)
        return is_inside(lines, map[sought->core]);
    bool is_any = false;
    for (uint32_t i = 0; i < sought->count; i++)
        is_any = is_any || (is_inside(lines, map[i]) && words_any(sought->lines[i]));
    return is_any;
}

static void align(Locator *l, const Sought *sought, const uint32_t *ids, Range window,
                  uint32_t *map)
{
    Arena *scratch = arena_new();
    uint32_t unknown = intern_count(l->intern), count = window.end - window.start;
    uint32_t *old = ARENA_ARRAY(scratch, uint32_t, sought->count);
    for (uint32_t i = 0; i < sought->count; i++) {
        old[i] = ids[i] == NONE ? unknown : ids[i];
        map[i] = NONE;
    }
    HunkVec hunks = {0};
    seq_diff(scratch, (Seq){old, sought->count}, (Seq){l->ids + window.start, count}, &hunks);
    uint32_t x = 0, y = 0;
    for (size_t h = 0; h <= hunks.len; h++) {
        uint32_t end = h < hunks.len ? hunks.at[h].old.start : sought->count;
        while (x < end)
            map[x++] = window.start + y++;
        if (h < hunks.len)
            x = hunks.at[h].old.end, y = hunks.at[h].new.end;
    }
    arena_free(scratch);
}

/* Is the line found where the one before it or the one behind it is? */
static bool has_neighbour(const uint32_t *map, uint32_t count, uint32_t i)
{
    return (i > 0 && map[i - 1] != NONE && map[i - 1] + 1 == map[i]) ||
           (i + 1 < count && map[i + 1] != NONE && map[i + 1] == map[i] + 1);
}

/* Of lines that are equal the one beside the next found line is meant, else the first behind the one before: blank lines
   and fences stand everywhere. */
static void tighten(const Locator *l, const uint32_t *ids, uint32_t count, uint32_t *map)
{
    uint32_t *free = ARENA_ARRAY(l->arena, uint32_t, (size_t)count + 1);
    for (uint32_t i = 0; i < count;
         i++) /* the first line behind those found for the lines before */
        free[i + 1] = map[i] == NONE ? free[i] : map[i] + 1;
    for (uint32_t i = count; i-- > 1;)
        if (map[i] != NONE && map[i] > free[i - 1] && l->ids[map[i] - 1] == ids[i - 1])
            map[i - 1] = map[i] - 1;
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t n = map[i - 1] + 1;
             map[i - 1] != NONE && map[i] != NONE && n < map[i] && !has_neighbour(map, count, i);
             n++)
            if (l->ids[n] == ids[i])
                map[i] = n;
}

Located locate_alike(Locator *l, const Sought *sought, uint32_t *map)
{
    Located located = locate_together(l, sought, map);
    if (located != LOCATED_NOT || !sought->count)
        return located;
    AddressPlace place = window_of(l, sought->address);
    if (!place.is_exact && sought->address.len)
        return LOCATED_NOT;
    uint32_t *ids = ARENA_ARRAY(l->arena, uint32_t, sought->count);
    Range window = widened(l, place.lines);
    read_ids(l, sought, ids);
    if (!spend(l, window.end - window.start + sought->count))
        return LOCATED_NOT;
    align(l, sought, ids, window, map);
    tighten(l, ids, sought->count, map);
    bool is_there = is_like(sought, map) && is_at_address(sought, map, place.lines);
    return is_there ? LOCATED_ALIKE : LOCATED_NOT;
}
