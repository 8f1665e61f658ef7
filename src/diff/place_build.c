#include "diff/place_build.h"

typedef struct Builder {
    Arena *arena;
    const PlaceFound *found;
    const Lines *target;
    Patch *made;
    uint32_t next; /* in the group of what stands in its place */
    bool is_open;  /* the last run made goes on */
    uint32_t
        removed; /* the target's line that was removed last, if nothing was added since; else NONE */
    const char *why; /* it fails */
} Builder;

static void open_run(Builder *b, bool is_moved, uint32_t line)
{
    uint32_t first = (uint32_t)b->made->lines.len;
    vec_add(b->arena, &b->made->runs,
            (PatchRun){.is_moved = is_moved, .old = line, .lines = {first, first}});
    b->made->changes.at[b->made->changes.len - 1].runs.end++;
    b->is_open = !is_moved;
    b->removed = NONE;
}

static void add_line(Builder *b, PatchSign sign, Span text, uint32_t line)
{
    vec_add(b->arena, &b->made->lines, (PatchLine){sign, text, line, 0});
    b->made->runs.at[b->made->runs.len - 1].lines.end++;
    b->removed = NONE;
}

/* A line end of the patch becomes one of the target's. */
static Span added_text(const Builder *b, Span text)
{
    Span from = b->found->patch->line_end, to = b->made->line_end;
    if (span_eq(from, to) || !span_ends(text, from))
        return text;
    text.len -= from.len;
    return arena_format(b->arena, "%.*s%.*s", SPAN_ARG(text), SPAN_ARG(to));
}

/* ---- what stands in its place ---- */

static uint32_t place_of(const PlaceGroup *group, uint32_t next)
{
    return next < group->texts.len ? group->map[next] : NONE;
}

/* The target's line before which text goes that stood before line `next` of the group. */
static uint32_t spot_of(Builder *b, uint32_t next)
{
    const PlaceGroup *group = &b->found->in_place;
    uint32_t above = next > 0 ? group->map[next - 1] : NONE, below = place_of(group, next);
    if (above == NONE && below == NONE)
        b->why = "nothing that stood beside it is there";
    else if (above != NONE && below != NONE && above + 1 != below)
        b->why = "something new stands where it belongs";
    return above != NONE ? above + 1 : below;
}

/* Lines of the patch that are changed together. */
typedef struct Stretch {
    uint32_t count, removed;
    bool is_gone; /* none of those that it removes is there */
} Stretch;

static Stretch stretch_at(const Builder *b, const PatchRun *run, uint32_t at)
{
    Stretch stretch = {.is_gone = true};
    for (; at + stretch.count < run->lines.end; stretch.count++) {
        PatchSign sign = b->found->patch->lines.at[at + stretch.count].sign;
        if (sign == PATCH_SAME)
            break;
        if (sign == PATCH_REMOVED &&
            place_of(&b->found->in_place, b->next + stretch.removed++) != NONE)
            stretch.is_gone = false;
    }
    return stretch;
}

/* Do just the added lines stand in the target from `line` up to `end`? */
static bool is_result(const Builder *b, uint32_t at, const Stretch *stretch, uint32_t line,
                      uint32_t end)
{
    for (uint32_t i = at; i < at + stretch->count; i++) {
        const PatchLine *given = &b->found->patch->lines.at[i];
        if (given->sign != PATCH_ADDED)
            continue;
        if (line >= end ||
            !span_eq(span_trim_end(lines_with_ending(b->target, line)), span_trim_end(given->text)))
            return false;
        line++;
    }
    return line == end;
}

/* Has the target at the neighbours of the lines from `at` on what those would make? Then how many they are, else 0. */
static uint32_t count_present(Builder *b, const PatchRun *run, uint32_t at)
{
    const PlaceGroup *group = &b->found->in_place;
    Stretch stretch = stretch_at(b, run, at);
    uint32_t above = b->next > 0 ? group->map[b->next - 1] : NONE;
    uint32_t below = place_of(group, b->next + stretch.removed);
    if (!stretch.is_gone || above == NONE || below == NONE ||
        !is_result(b, at, &stretch, above + 1, below))
        return 0;
    b->next += stretch.removed;
    return stretch.count;
}

static void remove_line(Builder *b)
{
    uint32_t line = b->found->in_place.map[b->next];
    if (line == NONE)
        b->why = "a line that it removes is not there";
    else if (b->removed != NONE && line != b->removed + 1)
        b->why = "something new stands between the lines that it removes";
    if (b->why)
        return;
    if (b->removed == NONE)
        open_run(b, false, line);
    add_line(b, PATCH_REMOVED, SPAN(""), line);
    b->removed = line;
    b->next++;
}

static void build_line(Builder *b, const PatchLine *line)
{
    if (line->sign == PATCH_SAME) {
        b->next++;
        b->is_open = false;
        b->removed = NONE;
    } else if (line->sign == PATCH_REMOVED) {
        remove_line(b);
    } else {
        if (!b->is_open)
            open_run(b, false, spot_of(b, b->next));
        add_line(b, PATCH_ADDED, added_text(b, line->text), NONE);
    }
}

static void build_in_place(Builder *b, const PatchRun *run)
{
    bool is_start = true; /* of lines that are changed together */
    for (uint32_t i = run->lines.start; i < run->lines.end && !b->why; i++) {
        const PatchLine *line = &b->found->patch->lines.at[i];
        uint32_t present = is_start && line->sign != PATCH_SAME ? count_present(b, run, i) : 0;
        is_start = present || line->sign == PATCH_SAME;
        if (present)
            i += present - 1;
        else
            build_line(b, line);
    }
}

/* ---- what moves ---- */

static void move_until(Builder *b, uint32_t *at, uint32_t line)
{
    for (; *at != NONE && *at < line; ++*at)
        add_line(b, PATCH_MOVED, SPAN(""), *at);
}

static void build_moved(Builder *b, const PatchRun *run, const PlaceGroup *group)
{
    uint32_t at = NONE, next = 0;
    if (!b->is_open)
        open_run(b, false, spot_of(b, b->next));
    open_run(b, true, 0);
    for (uint32_t i = run->lines.start; i < run->lines.end && !b->why; i++) {
        const PatchLine *line = &b->found->patch->lines.at[i];
        if (line->sign == PATCH_ADDED) {
            add_line(b, PATCH_ADDED, added_text(b, line->text), NONE);
            continue;
        }
        uint32_t place = group->map[next++];
        if (place == NONE && line->sign == PATCH_REMOVED)
            b->why = "a line that it removes is not there";
        if (place == NONE)
            continue;
        move_until(b, &at, place);
        add_line(b, line->sign, SPAN(""), place);
        at = place + 1;
    }
    move_until(b, &at, group->end);
}

/* ---- the change ---- */

const char *place_build(Arena *arena, const PlaceFound *found, const Lines *target, Patch *made)
{
    Builder b = {.arena = arena, .found = found, .target = target, .made = made, .removed = NONE};
    Range runs = found->change->runs;
    uint32_t run = (uint32_t)made->runs.len;
    vec_add(arena, &made->changes, (PatchChange){found->change->number, {run, run}});
    for (uint32_t r = runs.start; r < runs.end && !b.why; r++) {
        const PatchRun *given = &found->patch->runs.at[r];
        if (given->is_moved)
            build_moved(&b, given, &found->moved[r - runs.start]);
        else
            build_in_place(&b, given);
    }
    return b.why;
}
