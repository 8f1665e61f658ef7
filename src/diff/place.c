#include "diff/place.h"

#include "diff/locate.h"
#include "diff/place_build.h"
#include "text/words.h"

#include <stdlib.h>

typedef struct Placer {
    Arena *arena;
    const Patch *patch;
    const Lines *target;
    Locator *locator;
    PlaceFound *found; /* one for each change */
    Placement *placements;
    bool is_utf16;  /* the target; its lines have no ends that could be told from their text */
    int64_t shift;  /* how far the last change stands from where it was */
    bool *is_taken; /* the target's lines that placed changes remove or move */
    uint32_t at;    /* the target's line that placed changes have come to */
    Patch *made;
} Placer;

/* ---- what a change shows ---- */

static bool is_shown(PatchSign sign, bool is_new)
{
    return is_new ? sign != PATCH_REMOVED : sign != PATCH_ADDED;
}

static SpanVec texts_of(const Placer *p, Range lines, bool is_new)
{
    SpanVec texts = {0};
    for (uint32_t i = lines.start; i < lines.end; i++)
        if (is_shown(p->patch->lines.at[i].sign, is_new))
            vec_add(p->arena, &texts, p->patch->lines.at[i].text);
    return texts;
}

static void add_texts(const Placer *p, SpanVec *texts, SpanVec more)
{
    for (size_t i = 0; i < more.len; i++)
        vec_add(p->arena, texts, more.at[i]);
}

static void read_groups(const Placer *p, PlaceFound *found)
{
    Range runs = found->change->runs;
    found->moved = ARENA_ARRAY(p->arena, PlaceGroup, runs.end - runs.start);
    for (uint32_t r = runs.start; r < runs.end; r++) {
        const PatchRun *run = &p->patch->runs.at[r];
        PlaceGroup *group = run->is_moved ? &found->moved[r - runs.start] : &found->in_place;
        add_texts(p, &group->texts, texts_of(p, run->lines, false));
    }
    found->in_place.map = ARENA_ARRAY(p->arena, uint32_t, found->in_place.texts.len);
    for (uint32_t r = 0; r < runs.end - runs.start; r++)
        found->moved[r].map = ARENA_ARRAY(p->arena, uint32_t, found->moved[r].texts.len);
}

static SpanVec result_of(const Placer *p, const PatchChange *change)
{
    SpanVec texts = {0};
    for (uint32_t r = change->runs.start; r < change->runs.end; r++)
        add_texts(p, &texts, texts_of(p, p->patch->runs.at[r].lines, true));
    return texts;
}

/* ---- searching ---- */

/* How many lines that stay come before what the run changes. */
static uint32_t core_of(const Placer *p, const PatchRun *run)
{
    uint32_t core = 0;
    while (run->lines.start + core < run->lines.end &&
           p->patch->lines.at[run->lines.start + core].sign == PATCH_SAME)
        core++;
    return core;
}

static Sought sought_of(const Placer *p, const SpanVec *texts, const PatchRun *run)
{
    int64_t expected = (int64_t)run->old + p->shift;
    return (Sought){.lines = texts->at,
                    .count = (uint32_t)texts->len,
                    .core = core_of(p, run),
                    .expected = expected < 0 ? 0 : (uint32_t)expected,
                    .address = run->address};
}

static bool is_present(const Placer *p, const PlaceFound *found, uint32_t *line)
{
    const PatchRun *run = &p->patch->runs.at[found->change->runs.start];
    SpanVec texts = result_of(p, found->change);
    Sought sought = sought_of(p, &texts, run);
    uint32_t *map = ARENA_ARRAY(p->arena, uint32_t, texts.len);
    if (locate_together(p->locator, &sought, map) != LOCATED_TOGETHER)
        return false;
    *line = map[0];
    return true;
}

static bool is_blank(const Placer *p, uint32_t from, uint32_t to)
{
    for (uint32_t n = from; n < to; n++)
        if (!span_is_blank(lines_line(p->target, n)))
            return false;
    return true;
}

/* Where moved lines begin and end in the target, and how many of them are there. */
typedef struct Extent {
    uint32_t first, end, count;
} Extent;

static Extent extent_of(const PlaceGroup *group)
{
    Extent extent = {NONE, 0, 0};
    for (size_t i = 0; i < group->texts.len; i++) {
        if (group->map[i] == NONE)
            continue;
        extent.first = extent.count++ ? extent.first : group->map[i];
        extent.end = group->map[i] + 1;
    }
    return extent;
}

/* A section moves with what has come to it since. */
static const char *extend_section(const Placer *p, PlaceGroup *group, Located *worst)
{
    Extent extent = extent_of(group);
    Range section = {0, 0};
    if (group->map[0] != NONE)
        section = locate_section(p->locator, group->map[0]);
    if (section.end == 0)
        return "the section that it moves has another title";
    if (extent.end > section.end && !is_blank(p, section.end, extent.end))
        return "what it moves is no section of its own any more";
    group->end = section.end;
    if (section.end > extent.end)
        *worst = LOCATED_ALIKE;
    return NULL;
}

/* What is new among other moved lines moves with them, unless there is more of it than of them, or a title. */
static const char *check_together(const Placer *p, const PlaceGroup *group)
{
    static const char why[] = "what it moves is not there together";
    Extent extent = extent_of(group);
    if (extent.end - extent.first > 2 * extent.count)
        return why;
    size_t next = 0;
    for (uint32_t n = extent.first; n < extent.end; n++) {
        while (next < group->texts.len && (group->map[next] == NONE || group->map[next] < n))
            next++;
        if (group->map[next] != n && locate_section(p->locator, n).end)
            return why;
    }
    return NULL;
}

/* NULL when all is found; else why not. */
static const char *search_moved(Placer *p, PlaceFound *found, Located *worst)
{
    Range runs = found->change->runs;
    for (uint32_t r = runs.start; r < runs.end; r++) {
        PlaceGroup *group = &found->moved[r - runs.start];
        Sought sought = sought_of(p, &group->texts, &p->patch->runs.at[r]);
        if (!p->patch->runs.at[r].is_moved || !group->texts.len)
            continue;
        Located located = locate_alike(p->locator, &sought, group->map);
        if (located < LOCATED_TOGETHER)
            return located == LOCATED_NOT ? "what it moves is not there"
                                          : "what it moves stands in several places";
        *worst = located > *worst ? located : *worst;
        const char *why = p->patch->runs.at[r].is_whole ? extend_section(p, group, worst)
                                                        : check_together(p, group);
        if (why)
            return why;
    }
    return NULL;
}

static const char *search_in_place(Placer *p, PlaceFound *found, Located *worst)
{
    const PatchRun *run = &p->patch->runs.at[found->change->runs.start];
    PlaceGroup *group = &found->in_place;
    Sought sought = sought_of(p, &group->texts, run);
    *worst = locate_alike(p->locator, &sought, group->map);
    if (*worst == LOCATED_TWICE)
        return "its lines stand in several places";
    return *worst == LOCATED_NOT ? "its lines are not there" : NULL;
}

static void lose(Placement *placement, const char *why)
{
    placement->fate = PLACE_LOST;
    placement->line = NONE;
    placement->why = why;
}

/* What is longer is looked for first: the shorter of before and after may stand in it. */
static void search_change(Placer *p, size_t i)
{
    PlaceFound *found = &p->found[i];
    Placement *placement = &p->placements[i];
    found->patch = p->patch;
    found->change = placement->change = &p->patch->changes.at[i];
    if (p->is_utf16) {
        lose(placement, "the file is UTF-16, so only the patch made for it fits");
        return;
    }
    read_groups(p, found);
    bool grows = result_of(p, found->change).len > found->in_place.texts.len;
    Located worst = LOCATED_NOT;
    const char *why = NULL;
    if (grows && is_present(p, found, &placement->line)) {
        placement->fate = PLACE_PRESENT;
        return;
    }
    why = search_in_place(p, found, &worst);
    if (worst != LOCATED_TOGETHER && !grows && is_present(p, found, &placement->line)) {
        placement->fate = PLACE_PRESENT;
        return;
    }
    if (!why)
        why = search_moved(p, found, &worst);
    if (why) {
        lose(placement, why);
        return;
    }
    placement->fate = worst == LOCATED_TOGETHER ? PLACE_FOUND : PLACE_ALIKE;
    if (worst == LOCATED_TOGETHER)
        p->shift =
            (int64_t)found->in_place.map[0] - p->patch->runs.at[found->change->runs.start].old;
}

/* ---- making them one patch ---- */

static void cut(Patch *patch, const Patch *before)
{
    patch->changes.len = before->changes.len;
    patch->runs.len = before->runs.len;
    patch->lines.len = before->lines.len;
}

/* Gives back what lines from `first` up to `end` have taken. */
static void release(Placer *p, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (p->made->lines.at[i].sign != PATCH_ADDED)
            p->is_taken[p->made->lines.at[i].old] = false;
}

/* Takes the target's lines that what was made since `before` needs; false when others have them. */
static bool claim_lines(Placer *p, const Patch *before)
{
    for (size_t i = before->lines.len; i < p->made->lines.len; i++) {
        const PatchLine *line = &p->made->lines.at[i];
        if (line->sign == PATCH_ADDED)
            continue;
        if (p->is_taken[line->old]) {
            release(p, before->lines.len, i);
            return false;
        }
        p->is_taken[line->old] = true;
    }
    return true;
}

/* Changes follow each other in the target, too. */
static bool claim_places(Placer *p, const Patch *before)
{
    uint32_t at = p->at;
    for (size_t r = before->runs.len; r < p->made->runs.len; r++) {
        const PatchRun *run = &p->made->runs.at[r];
        if (run->is_moved)
            continue;
        if (run->old < at)
            return false;
        at = run->old;
        for (uint32_t i = run->lines.start; i < run->lines.end; i++)
            at += p->made->lines.at[i].sign == PATCH_REMOVED;
    }
    p->at = at;
    return true;
}

/* Does the target have the lines that are added from `first` to `end`? White space alone does not count. */
static bool has_added(const Placer *p, size_t first, size_t end)
{
    SpanVec texts = {0};
    bool says = false;
    for (size_t i = first; i < end; i++) {
        says = says || words_any(p->made->lines.at[i].text);
        vec_add(p->arena, &texts, p->made->lines.at[i].text);
    }
    Sought sought = {.lines = texts.at, .count = (uint32_t)texts.len, .expected = NONE};
    uint32_t *map = ARENA_ARRAY(p->arena, uint32_t, texts.len);
    return says && locate_together(p->locator, &sought, map) != LOCATED_NOT;
}

/* Where the surroundings have changed, text that is there already may have been added by somebody else. */
static bool repeats(const Placer *p, const Patch *before)
{
    for (size_t r = before->runs.len; r < p->made->runs.len; r++) {
        Range lines = p->made->runs.at[r].lines;
        for (uint32_t i = lines.start, end; i < lines.end; i = end + 1) {
            for (end = i; end < lines.end && p->made->lines.at[end].sign == PATCH_ADDED;)
                end++;
            if (has_added(p, i, end))
                return true;
        }
    }
    return false;
}

static const char *build(Placer *p, const Placement *placement, const PlaceFound *found,
                         const Patch *before)
{
    const char *why = place_build(p->arena, found, p->target, p->made);
    if (!why && placement->fate == PLACE_ALIKE && repeats(p, before))
        why = "what it adds stands in the file already";
    if (!why && !claim_places(p, before))
        why = "another change stands there";
    if (!why && !claim_lines(p, before))
        why = "another change takes its lines";
    return why;
}

/* Where a change begins in the target, for their order. */
static uint32_t start_of(const PlaceFound *found)
{
    for (size_t i = 0; i < found->in_place.texts.len; i++)
        if (found->in_place.map[i] != NONE)
            return found->in_place.map[i];
    return NONE;
}

typedef struct Start {
    uint32_t line, change;
} Start;

static int by_start(const void *a, const void *b)
{
    const Start *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->change < right->change ? -1 : left->change > right->change;
}

static void build_all(Placer *p)
{
    size_t count = p->patch->changes.len, len = 0;
    Start *starts = ARENA_ARRAY(p->arena, Start, count);
    for (size_t i = 0; i < count; i++)
        if (p->placements[i].fate == PLACE_FOUND || p->placements[i].fate == PLACE_ALIKE)
            starts[len++] = (Start){start_of(&p->found[i]), (uint32_t)i};
    if (len)
        qsort(starts, len, sizeof *starts, by_start);
    for (size_t i = 0; i < len; i++) {
        Placement *placement = &p->placements[starts[i].change];
        Patch before = *p->made;
        const char *why = build(p, placement, &p->found[starts[i].change], &before);
        if (why) {
            cut(p->made, &before);
            lose(placement, why);
        } else if (p->made->runs.len == before.runs.len) {
            cut(p->made, &before);
            placement->fate = PLACE_PRESENT;
            placement->line = starts[i].line;
        } else {
            placement->line = p->made->runs.at[before.runs.len].old;
        }
    }
}

/* ---- what is lost ---- */

static void copy_change(Arena *arena, const Patch *from, const PatchChange *change, Patch *to)
{
    uint32_t first = (uint32_t)to->runs.len, count = change->runs.end - change->runs.start;
    vec_add(arena, &to->changes, (PatchChange){change->number, {first, first + count}});
    for (uint32_t r = change->runs.start; r < change->runs.end; r++) {
        PatchRun run = from->runs.at[r];
        uint32_t line = (uint32_t)to->lines.len;
        for (uint32_t i = run.lines.start; i < run.lines.end; i++)
            vec_add(arena, &to->lines, from->lines.at[i]);
        run.lines = (Range){line, (uint32_t)to->lines.len};
        vec_add(arena, &to->runs, run);
    }
}

static Patch *rejects_of(const Placer *p)
{
    const Patch *patch = p->patch;
    Patch *rejects = ARENA_NEW(p->arena, Patch);
    *rejects = (Patch){.old = patch->old,
                       .new = patch->new,
                       .part_of = patch->part_of ? patch->part_of : (uint32_t)patch->changes.len,
                       .line_end = patch->line_end};
    for (size_t i = 0; i < patch->changes.len; i++)
        if (p->placements[i].fate == PLACE_LOST)
            copy_change(p->arena, patch, &patch->changes.at[i], rejects);
    return rejects;
}

Placed *place_patch(Arena *arena, const Patch *patch, const Doc *target)
{
    Placed *placed = ARENA_NEW(arena, Placed);
    Placer p = {.arena = arena,
                .patch = patch,
                .target = &target->source.raw,
                .is_utf16 = target->source.is_utf16,
                .locator = locator_new(arena, target),
                .found = ARENA_ARRAY(arena, PlaceFound, patch->changes.len),
                .placements = ARENA_ARRAY(arena, Placement, patch->changes.len),
                .is_taken = ARENA_ARRAY(arena, bool, target->source.raw.count),
                .made = ARENA_NEW(arena, Patch)};
    p.made->line_end = target->source.is_crlf ? SPAN("\r\n") : SPAN("\n");
    for (size_t i = 0; i < patch->changes.len; i++)
        search_change(&p, i);
    build_all(&p);
    *placed = (Placed){p.placements, p.made, rejects_of(&p)};
    return placed;
}
