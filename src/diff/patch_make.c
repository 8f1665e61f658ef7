#include "diff/patch.h"

#include "base/sha256.h"
#include "diff/addresses.h"
#include "diff/copies.h"

enum { CONTEXT = 3 };

/* A line on the way from the old file to the new one. */
typedef struct Step {
    PatchSign sign;
    uint32_t block;
    uint32_t
        place; /* the old file's line; of an added one, the next of its block that has not been told */
    uint32_t spot; /* the same of what did not move */
    uint32_t new;  /* the new file's line; NONE of a removed one */
} Step;

typedef VEC(Step) StepVec;

/* The lines of one block that have not been told yet; the old ones are places in old_of. */
typedef struct Cursor {
    uint32_t old, old_end;
    uint32_t new_left;
} Cursor;

typedef struct Maker {
    Arena *arena;
    const Doc *old, *new;
    const Copies *copies;
    uint32_t *old_of; /* the old file's lines, block by block */
    Cursor *cursors;  /* by block */
    StepVec steps;
    Addresses *addresses; /* of the old file */
    Patch *patch;
} Maker;

/* ---- all lines in the new file's order ---- */

static void start_cursors(Maker *m)
{
    const Copies *c = m->copies;
    m->cursors = ARENA_ARRAY(m->arena, Cursor, (size_t)c->block_count + 1);
    m->old_of = ARENA_ARRAY(m->arena, uint32_t, c->old.count);
    for (uint32_t n = 0; n < c->old.count; n++)
        m->cursors[c->old.block[n]].old_end++;
    for (uint32_t n = 0; n < c->new.count; n++)
        m->cursors[c->new.block[n]].new_left++;
    uint32_t start = 0;
    for (uint32_t b = 0; b <= c->block_count; b++) {
        uint32_t count = m->cursors[b].old_end;
        m->cursors[b].old = m->cursors[b].old_end = start;
        start += count;
    }
    for (uint32_t n = 0; n < c->old.count; n++)
        m->old_of[m->cursors[c->old.block[n]].old_end++] = n;
}

static uint32_t place_in(const Maker *m, uint32_t block)
{
    const Cursor *cursor = &m->cursors[block];
    if (cursor->old < cursor->old_end)
        return m->old_of[cursor->old];
    return block ? m->old_of[cursor->old_end - 1] + 1 : m->copies->old.count;
}

static void tell(Maker *m, PatchSign sign, uint32_t block, uint32_t new)
{
    vec_add(m->arena, &m->steps, (Step){sign, block, place_in(m, block), place_in(m, 0), new});
    if (sign != PATCH_ADDED)
        m->cursors[block].old++;
}

/* What the block loses before its next line that is kept. */
static void tell_removed(Maker *m, uint32_t block)
{
    const Cursor *cursor = &m->cursors[block];
    while (cursor->old < cursor->old_end && m->copies->old.mate[m->old_of[cursor->old]] == NONE)
        tell(m, PATCH_REMOVED, block, NONE);
}

static void tell_line(Maker *m, uint32_t new)
{
    uint32_t block = m->copies->new.block[new];
    bool is_added = m->copies->new.mate[new] == NONE;
    tell_removed(m, block);
    tell(m, is_added ? PATCH_ADDED : block ? PATCH_MOVED : PATCH_SAME, block, new);
    if (--m->cursors[block].new_left == 0)
        tell_removed(m, block);
}

static void tell_all(Maker *m)
{
    start_cursors(m);
    for (uint32_t new = 0; new < m->copies->new.count; new ++)
        tell_line(m, new);
    tell_removed(m, 0);
}

/* ---- which steps are one change ---- */

static bool is_same(const Step *step)
{
    return step->sign == PATCH_SAME;
}

/* Does the step follow when what did not move has been told up to `spot`? Not when lines between have moved away. */
static bool follows(const Step *step, uint32_t spot)
{
    return step->block || step->sign == PATCH_ADDED || step->place == spot;
}

/* What did not move has been told up to here after the step. */
static uint32_t spot_after(const Step *step)
{
    return step->spot + (!step->block && step->sign != PATCH_ADDED);
}

/* Back from the first changed step over at most CONTEXT lines that stay. */
static size_t change_start(const Maker *m, size_t first, size_t done)
{
    const Step *steps = m->steps.at;
    size_t start = first;
    while (start > done && first - start < CONTEXT && is_same(&steps[start - 1]) &&
           follows(&steps[start], spot_after(&steps[start - 1])))
        start--;
    return start;
}

/* On to where the next changed step is too far away, and over at most CONTEXT lines behind the last one. */
static size_t change_end(const Maker *m, size_t start, size_t first)
{
    const Step *steps = m->steps.at;
    size_t last = first;
    uint32_t spot = steps[start].spot;
    size_t at = start;
    for (; at < m->steps.len && follows(&steps[at], spot); at++) {
        if (!is_same(&steps[at]))
            last = at > last ? at : last;
        else if (at > last + CONTEXT)
            break;
        spot = !steps[at].block && steps[at].sign != PATCH_ADDED ? steps[at].place + 1 : spot;
    }
    return at - last - 1 < CONTEXT ? at : last + 1 + CONTEXT;
}

/* ---- writing down the changes ---- */

/* Added text belongs to what it follows, not to the title below it. */
static Span address_of(const Maker *m, const Step *step)
{
    uint32_t line = step->place;
    if (step->sign == PATCH_ADDED && line > 0)
        line--;
    return line < m->copies->old.count ? addresses_of_line(m->addresses, line) : SPAN("");
}

static void add_line(Maker *m, const Step *step)
{
    bool is_added = step->sign == PATCH_ADDED;
    const Lines *lines = is_added ? &m->new->source.raw : &m->old->source.raw;
    vec_add(m->arena, &m->patch->lines,
            (PatchLine){step->sign, lines_with_ending(lines, is_added ? step->new : step->place),
                        is_added ? NONE : step->place, 0});
    m->patch->runs.at[m->patch->runs.len - 1].lines.end++;
}

static void add_run(Maker *m, const Step *step, bool is_moved, const Step *named)
{
    uint32_t line = (uint32_t)m->patch->lines.len;
    vec_add(m->arena, &m->patch->runs,
            (PatchRun){.is_moved = is_moved,
                       .old = is_moved ? step->place : step->spot,
                       .address = address_of(m, named),
                       .lines = {line, line}});
    m->patch->changes.at[m->patch->changes.len - 1].runs.end++;
}

/* Is the run, which has come to line `end` of the old file, all of a section? Blank lines below it do not count. */
static bool is_whole(const Maker *m, const PatchRun *run, uint32_t end)
{
    Range section = addresses_section(m->addresses, run->old);
    while (section.end > end && span_is_blank(lines_line(&m->old->source.text, section.end - 1)))
        section.end--;
    return run->is_moved && section.end > section.start && section.end <= end;
}

static void close_run(Maker *m, uint32_t end)
{
    PatchRun *run = &m->patch->runs.at[m->patch->runs.len - 1];
    run->is_whole = is_whole(m, run, end);
}

/* Does the step go on where the run has come to? */
static bool continues(const Step *step, const Step *before, uint32_t place)
{
    return step->block == before->block && (step->sign == PATCH_ADDED || step->place == place);
}

static void add_change(Maker *m, size_t start, size_t first, size_t end)
{
    const Step *steps = m->steps.at;
    uint32_t number = (uint32_t)m->patch->changes.len + 1, run = (uint32_t)m->patch->runs.len;
    vec_add(m->arena, &m->patch->changes, (PatchChange){number, {run, run}});
    add_run(m, &steps[start], false, &steps[first]);
    uint32_t place = steps[start].spot;
    for (size_t at = start; at < end; at++) {
        const Step *step = &steps[at];
        bool goes_on = at > start ? continues(step, &steps[at - 1], place) : !step->block;
        if (!goes_on) {
            close_run(m, place);
            add_run(m, step, step->block != 0, step);
            place = step->block ? step->place : step->spot;
        }
        add_line(m, step);
        if (step->sign != PATCH_ADDED)
            place = step->place + 1;
    }
    close_run(m, place);
}

static void add_changes(Maker *m)
{
    size_t done = 0;
    for (size_t at = 0; at < m->steps.len; at++) {
        if (is_same(&m->steps.at[at]))
            continue;
        size_t start = change_start(m, at, done);
        done = change_end(m, start, at);
        add_change(m, start, at, done);
        at = done - 1;
    }
}

/* ---- the patch ---- */

static PatchFile file_of(Arena *arena, const Doc *doc)
{
    Span bytes = doc->source.raw.text;
    return (PatchFile){doc->source.name, bytes.len, sha256_hex(arena, bytes)};
}

static BlockVec moves_of(Arena *arena, const Diff *diff)
{
    BlockVec moves = {0};
    for (size_t i = 0; i < diff->changes.len; i++) {
        const Change *change = &diff->changes.at[i];
        if (change->kind == CHANGE_MOVED)
            vec_add(arena, &moves, (Block){change->old.lines, change->new.lines});
    }
    return moves;
}

Patch *patch_make(Arena *arena, const Diff *diff)
{
    const Doc *old = diff->pairing->docs[PAIR_OLD], *new = diff->pairing->docs[PAIR_NEW];
    Maker m = {.arena = arena, .old = old, .new = new, .patch = ARENA_NEW(arena, Patch)};
    *m.patch = (Patch){.old = file_of(arena, old),
                       .new = file_of(arena, new),
                       .line_end = new->source.is_crlf ? SPAN("\r\n") : SPAN("\n")};
    if (span_eq(old->source.raw.text, new->source.raw.text))
        return m.patch;
    BlockVec moves = moves_of(arena, diff);
    m.copies = copies_find(arena, &old->source.raw, &new->source.raw, &moves);
    m.addresses = addresses_new(arena, old);
    tell_all(&m);
    add_changes(&m);
    return m.patch;
}
