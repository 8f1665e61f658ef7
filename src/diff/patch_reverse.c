#include "diff/patch.h"

#include "base/ids.h"

#include <stdlib.h>

/* A run of the patch, which becomes a change of its own. */
typedef struct Item {
    uint32_t run;
    uint32_t old;     /* the old file's line where it begins, */
    uint32_t staying; /* how many of those before it stay, */
    uint32_t start;   /* and the new file's line where it begins */
} Item;

typedef struct Reverser {
    Arena *arena;
    const Patch *patch;
    IndexVec taken; /* lines of the old file that do not stay in their place, ascending */
    IndexVec
        inserted; /* of each line that comes in, ascending: how many lines that stay are before it */
    Item *items;  /* one a run */
    Patch *made;
    uint32_t at; /* the new file's line that the made changes have come to */
} Reverser;

/* How many of the ascending numbers are below the limit. */
static uint32_t count_below(const IndexVec *numbers, uint32_t limit)
{
    size_t low = 0, high = numbers->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers->at[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void find_taken(Reverser *r)
{
    for (size_t i = 0; i < r->patch->lines.len; i++) {
        const PatchLine *line = &r->patch->lines.at[i];
        if (line->sign == PATCH_REMOVED || line->sign == PATCH_MOVED)
            vec_add(r->arena, &r->taken, line->old);
    }
    if (r->taken.len)
        r->taken.len = ids_sort_distinct(r->taken.at, r->taken.len);
}

static uint32_t staying_before(const Reverser *r, uint32_t old)
{
    return old - count_below(&r->taken, old);
}

/* Through the patch in the new file's order. */
static void find_starts(Reverser *r)
{
    uint32_t staying = 0;
    r->items = ARENA_ARRAY(r->arena, Item, r->patch->runs.len);
    for (uint32_t i = 0; i < r->patch->runs.len; i++) {
        const PatchRun *run = &r->patch->runs.at[i];
        uint32_t before = staying_before(r, run->old);
        if (!run->is_moved)
            staying = before;
        r->items[i] = (Item){i, run->old, before, staying + (uint32_t)r->inserted.len};
        for (uint32_t n = run->lines.start; n < run->lines.end; n++) {
            PatchSign sign = r->patch->lines.at[n].sign;
            if (sign == PATCH_ADDED || sign == PATCH_MOVED)
                vec_add(r->arena, &r->inserted, staying);
            staying += sign == PATCH_SAME;
        }
    }
}

/* ---- making ---- */

static bool is_changed(PatchSign sign)
{
    return sign == PATCH_ADDED || sign == PATCH_REMOVED;
}

static void add_run(Reverser *r, const PatchRun *run, bool is_moved, uint32_t line)
{
    uint32_t first = (uint32_t)r->made->lines.len;
    vec_add(r->arena, &r->made->runs,
            (PatchRun){.is_moved = is_moved,
                       .is_whole = is_moved && run->is_whole,
                       .old = line,
                       .address = run->address,
                       .lines = {first, first}});
    r->made->changes.at[r->made->changes.len - 1].runs.end++;
}

/* Those of the lines that have the sign, under their new one. */
static void add_signed(Reverser *r, Range lines, PatchSign from, PatchSign to, uint32_t *line)
{
    for (uint32_t n = lines.start; n < lines.end; n++) {
        const PatchLine *given = &r->patch->lines.at[n];
        if (given->sign == from)
            vec_add(r->arena, &r->made->lines,
                    (PatchLine){to, given->text, to == PATCH_ADDED ? NONE : (*line)++, given->at});
    }
}

/* Of lines that are changed together those that go come first, as in a patch that was made. */
static void add_lines(Reverser *r, const PatchRun *run, uint32_t line)
{
    for (uint32_t n = run->lines.start, end; n < run->lines.end; n = end) {
        PatchSign sign = r->patch->lines.at[n].sign;
        for (end = n; end < run->lines.end && is_changed(r->patch->lines.at[end].sign);)
            end++;
        add_signed(r, (Range){n, end}, PATCH_ADDED, PATCH_REMOVED, &line);
        add_signed(r, (Range){n, end}, PATCH_REMOVED, PATCH_ADDED, &line);
        if (end == n)
            add_signed(r, (Range){n, ++end}, sign, sign, &line);
    }
    r->made->runs.at[r->made->runs.len - 1].lines.end = (uint32_t)r->made->lines.len;
    r->at = run->is_moved ? r->at : line;
}

static void add_change(Reverser *r, const Item *item)
{
    const PatchRun *run = &r->patch->runs.at[item->run];
    uint32_t first = (uint32_t)r->made->runs.len;
    uint32_t spot = item->staying + count_below(&r->inserted, item->staying);
    vec_add(r->arena, &r->made->changes,
            (PatchChange){(uint32_t)r->made->changes.len + 1, {first, first}});
    if (run->is_moved) {
        r->at = spot > r->at ? spot : r->at;
        add_run(r, run, false, r->at);
    }
    add_run(r, run, run->is_moved, item->start);
    add_lines(r, run, item->start);
}

static int by_old(const void *a, const void *b)
{
    const Item *left = a, *right = b;
    if (left->old != right->old)
        return left->old < right->old ? -1 : 1;
    return left->run < right->run ? -1 : left->run > right->run;
}

Patch *patch_reverse(Arena *arena, const Patch *patch)
{
    Reverser r = {.arena = arena, .patch = patch, .made = ARENA_NEW(arena, Patch)};
    *r.made = (Patch){.old = patch->new, .new = patch->old, .line_end = patch->line_end};
    find_taken(&r);
    find_starts(&r);
    if (patch->runs.len)
        qsort(r.items, patch->runs.len, sizeof *r.items, by_old);
    for (size_t i = 0; i < patch->runs.len; i++)
        add_change(&r, &r.items[i]);
    return r.made;
}
