#include "diff/moves.h"

#include <stdlib.h>

/* A thing of both documents. Only things of one group, the children of one pair of parents, are compared by place. */
typedef struct Placed {
    uint32_t group, parent;
    uint32_t old, new;
    uint32_t weight;
} Placed;

typedef VEC(Placed) PlacedVec;

typedef struct Finder {
    Arena *scratch;
    const Pairing *p;
    uint32_t *source
        [2]; /* by section without a mate: the other side's section most of its text stands in, or NONE */
} Finder;

/* ---- the longest increasing run ---- */

/* How many things a run keeps, and their weight. */
typedef struct Kept {
    uint64_t value;
    uint32_t last; /* its last thing + 1; 0 for the empty run */
} Kept;

static Kept better(Kept a, Kept b)
{
    return b.value > a.value ? b : a;
}

static int by_new(const void *left, const void *right)
{
    const uint32_t(*a)[2] = left, (*b)[2] = right;
    return ((*a)[0] > (*b)[0]) - ((*a)[0] < (*b)[0]);
}

/* Place of each thing on the new side, from 1. */
static uint32_t *ranks_of(Arena *arena, const Placed *things, uint32_t count)
{
    uint32_t(*order)[2] = arena_alloc(arena, count, sizeof *order);
    uint32_t *ranks = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        order[i][0] = things[i].new, order[i][1] = i;
    qsort(order, count, sizeof *order, by_new);
    for (uint32_t i = 0; i < count; i++)
        ranks[order[i][1]] = i + 1;
    return ranks;
}

static bool is_ascending(const Placed *things, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (things[i].new < things[i - 1].new)
            return false;
    return true;
}

/* Things come in old order; those that the heaviest longest run leaves out have moved. A tree of prefix maxima (Fenwick
   1994) makes it n log n. */
static void mark_moved(Arena *arena, const Placed *things, uint32_t count, bool *is_moved)
{
    if (is_ascending(things, count))
        return;
    uint32_t *ranks = ranks_of(arena, things, count);
    uint32_t *before = ARENA_ARRAY(arena, uint32_t, count);
    Kept *best = ARENA_ARRAY(arena, Kept, (size_t)count + 1), longest = {0, 0};
    for (uint32_t i = 0; i < count; i++) {
        Kept kept = {0, 0};
        for (uint32_t at = ranks[i] - 1; at; at &= at - 1)
            kept = better(kept, best[at]);
        before[i] = kept.last;
        kept = (Kept){kept.value + ((uint64_t)1 << 40) + things[i].weight, i + 1};
        for (uint32_t at = ranks[i]; at <= count; at += at & -at)
            best[at] = better(best[at], kept);
        longest = better(longest, kept);
        is_moved[things[i].old] = true;
    }
    for (uint32_t at = longest.last; at; at = before[at - 1])
        is_moved[things[at - 1].old] = false;
}

static int by_group(const void *left, const void *right)
{
    const Placed *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return (a->old > b->old) - (a->old < b->old);
}

static void mark_groups(Arena *arena, PlacedVec *things, bool *is_moved)
{
    if (!things->len)
        return;
    qsort(things->at, things->len, sizeof *things->at, by_group);
    for (size_t from = 0, to; from < things->len; from = to) {
        for (to = from; to < things->len && things->at[to].group == things->at[from].group &&
                        things->at[to].parent == things->at[from].parent;)
            to++;
        mark_moved(arena, &things->at[from], (uint32_t)(to - from), is_moved);
    }
}

/* ---- sections ---- */

/* The nearest section above that both documents have; NONE at the top. */
static uint32_t shared_parent(const Pairing *p, int side, uint32_t section)
{
    uint32_t at = p->section_prints[side][section].parent;
    while (at != NONE && p->sections[side][at].index == NONE)
        at = p->section_prints[side][at].parent;
    return at;
}

static bool is_pair(const Mate *mates, uint32_t old, uint32_t new)
{
    return old == NONE || new == NONE ? old == new : mates[old].index == new;
}

/* The section with a mate that is next before `section`, or next after all it holds. */
static uint32_t next_outside(const Pairing *p, int side, uint32_t section, bool is_after)
{
    uint32_t at = is_after ? p->docs[side]->sections[section].end : section - 1;
    while (at && at < p->docs[side]->section_count && p->sections[side][at].index == NONE)
        at += is_after ? 1 : UINT32_MAX;
    return at < p->docs[side]->section_count ? at : NONE;
}

/* Between the same neighbours: a heading that was put above it, or taken away, gave it another parent. */
static bool stands_still(const Pairing *p, uint32_t old, uint32_t new)
{
    uint32_t above[2] = {p->section_prints[PAIR_OLD][old].parent,
                         p->section_prints[PAIR_NEW][new].parent};
    bool is_cut = false;
    for (int side = 0; side < 2; side++)
        is_cut = is_cut || (above[side] != NONE && p->sections[side][above[side]].index == NONE);
    for (int is_after = 0; is_cut && is_after < 2; is_after++)
        if (is_pair(p->sections[PAIR_OLD], next_outside(p, PAIR_OLD, old, is_after),
                    next_outside(p, PAIR_NEW, new, is_after)))
            return true;
    return false;
}

static void find_sections(Finder *f, bool *is_moved)
{
    const Pairing *p = f->p;
    PlacedVec things = {0};
    for (uint32_t s = 0; s < p->docs[PAIR_OLD]->section_count; s++) {
        uint32_t mate = p->sections[PAIR_OLD][s].index;
        if (mate == NONE || p->section_prints[PAIR_OLD][s].host == 0)
            continue;
        uint32_t old = shared_parent(p, PAIR_OLD, s), new = shared_parent(p, PAIR_NEW, mate);
        uint32_t weight = p->section_prints[PAIR_OLD][s].weight;
        if (is_pair(p->sections[PAIR_OLD], old, new))
            vec_add(f->scratch, &things, (Placed){old, 0, s, mate, weight});
        else
            is_moved[s] = !stands_still(p, s, mate);
    }
    mark_groups(f->scratch, &things, is_moved);
}

/* ---- units ---- */

static uint32_t host_of(const Pairing *p, int side, uint32_t unit)
{
    return p->section_prints[side][p->docs[side]->units[unit].section].host;
}

/* The next section with a mate, before (step -1) or after; NONE beyond the ends. */
static uint32_t next_paired(const Pairing *p, int side, uint32_t section, int step)
{
    uint32_t at = section + (uint32_t)step;
    while (at < p->docs[side]->section_count && p->sections[side][at].index == NONE)
        at += (uint32_t)step;
    return at < p->docs[side]->section_count ? p->section_prints[side][at].host : NONE;
}

/* Most of a section's text, by a vote in one pass (Boyer and Moore 1981); whoever has no majority is no source. */
static void find_sources(Finder *f, int side)
{
    const Pairing *p = f->p;
    uint32_t count = p->docs[side]->section_count;
    uint32_t *source = ARENA_ARRAY(f->scratch, uint32_t, count);
    int64_t *lead = ARENA_ARRAY(f->scratch, int64_t, count);
    memset(source, 0xFF, count * sizeof *source);
    for (uint32_t u = 0; u < p->docs[side]->unit_count; u++) {
        uint32_t section = host_of(p, side, u), mate = p->units[side][u].index;
        if (p->docs[side]->units[u].kind == UNIT_HEADING || mate == NONE)
            continue;
        uint32_t other = host_of(p, 1 - side, mate);
        uint32_t weight = p->unit_prints[side][u].weight;
        if (source[section] == other)
            lead[section] += weight;
        else if ((lead[section] -= weight) < 0)
            source[section] = other, lead[section] = -lead[section];
    }
    f->source[side] = source;
}

/* Was `section`, which has no mate, cut out of `other` on the other side, right beside what is left of it? */
static bool is_cut(const Finder *f, int side, uint32_t section, uint32_t other)
{
    const Pairing *p = f->p;
    if (p->sections[side][section].index != NONE || f->source[side][section] != other)
        return false;
    uint32_t rest = p->sections[1 - side][other].index;
    return rest != NONE &&
           (next_paired(p, side, section, -1) == rest || next_paired(p, side, section, 1) == rest);
}

/* The new section that a pair of units may be compared in; NONE when it is in no section that both have. */
static uint32_t group_of(const Finder *f, uint32_t old, uint32_t new)
{
    uint32_t from = host_of(f->p, PAIR_OLD, old), to = host_of(f->p, PAIR_NEW, new);
    if (f->p->sections[PAIR_OLD][from].index == to)
        return to;
    if (is_cut(f, PAIR_NEW, to, from))
        return f->p->sections[PAIR_OLD][from].index;
    return is_cut(f, PAIR_OLD, from, to) ? to : NONE;
}

/* The item of both documents that it stands in; a section that was an item, or became one, is one still. */
static uint32_t shared_item(const Pairing *p, int side, uint32_t unit)
{
    const Doc *doc = p->docs[side];
    uint32_t at = doc->units[unit].parent;
    while (at != NONE && p->units[side][at].index == NONE)
        at = doc->units[at].parent;
    uint32_t section = doc->units[unit].section, title = doc->sections[section].unit;
    bool is_former = at == NONE && title != NONE && p->sections[side][section].index == NONE &&
                     p->units[side][title].reason == PAIR_TITLE;
    return is_former ? title : at;
}

static void find_units(Finder *f, bool *is_moved)
{
    const Pairing *p = f->p;
    PlacedVec things = {0};
    for (uint32_t u = 0; u < p->docs[PAIR_OLD]->unit_count; u++) {
        uint32_t mate = p->units[PAIR_OLD][u].index;
        if (mate == NONE || p->docs[PAIR_OLD]->units[u].kind == UNIT_HEADING ||
            p->docs[PAIR_NEW]->units[mate].kind == UNIT_HEADING ||
            p->unit_prints[PAIR_OLD][u].is_closing)
            continue;
        uint32_t old = shared_item(p, PAIR_OLD, u), new = shared_item(p, PAIR_NEW, mate);
        uint32_t group = group_of(f, u, mate);
        if (group != NONE && is_pair(p->units[PAIR_OLD], old, new))
            vec_add(f->scratch, &things,
                    (Placed){group, old, u, mate, p->unit_prints[PAIR_OLD][u].weight});
        else
            is_moved[u] = !(old != NONE && is_pair(p->units[PAIR_OLD], old, new));
    }
    mark_groups(f->scratch, &things, is_moved);
}

Moves moves_find(Arena *arena, const Pairing *pairing)
{
    const Doc *old = pairing->docs[PAIR_OLD];
    Moves moves = {ARENA_ARRAY(arena, bool, old->section_count),
                   ARENA_ARRAY(arena, bool, old->unit_count)};
    Arena *scratch = arena_new();
    Finder finder = {.scratch = scratch, .p = pairing};
    find_sources(&finder, PAIR_OLD);
    find_sources(&finder, PAIR_NEW);
    find_sections(&finder, moves.sections);
    find_units(&finder, moves.units);
    arena_free(scratch);
    return moves;
}
