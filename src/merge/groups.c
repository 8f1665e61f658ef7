#include "merge/groups.h"

#include "base/ids.h"
#include "merge/candidates.h"
#include "merge/gutted.h"
#include "merge/judge.h"
#include "merge/terms.h"

#include <stdlib.h>

typedef struct Link {
    uint32_t a, b;
    float score;
    bool is_union;
} Link;

typedef struct Matcher {
    Arena *scratch; /* for all but the groups */
    const Variants *v;
    Groups *groups;
    VEC(Link) links;
    VEC(Contradiction) contradictions;
} Matcher;

static void judge(Matcher *m, const UnitPair *pair)
{
    Judgement j = judge_units(m->v, pair->a, pair->b);
    if (j.kind == JUDGE_CONTRADICT)
        vec_add(m->scratch, &m->contradictions, (Contradiction){j.conflict, pair->a, pair->b});
    else if (j.kind != JUDGE_APART)
        vec_add(m->scratch, &m->links, (Link){pair->a, pair->b, j.score, j.kind == JUDGE_UNION});
}

static int by_strength(const void *left, const void *right)
{
    const Link *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static bool covers_all(const Variants *v, uint32_t center, const Group *group)
{
    for (size_t i = 0; i < group->members.len; i++)
        if (!judge_covers(v, center, group->members.at[i]))
            return false;
    return true;
}

/* Would words that one document repeats on purpose stand there once less? */
static bool swallows_repeat(const Variants *v, const Group *x, const Group *y)
{
    for (size_t i = 0; i < x->members.len; i++)
        for (size_t j = 0; j < y->members.len; j++) {
            uint32_t a = x->members.at[i], b = y->members.at[j];
            if (v->doc_of[a] != v->doc_of[b])
                continue;
            if (variants_said(v, a)->text == variants_said(v, b)->text)
                return true;
        }
    return false;
}

/* The fullest of the units that could stand for both groups; NONE when none says it all. */
static uint32_t common_center(const Variants *v, const Link *link, const Group *x, const Group *y)
{
    uint32_t choices[] = {x->center, y->center, link->a, link->b}, best = NONE;
    for (size_t i = 0; i < 4; i++) {
        uint32_t c = choices[i];
        if (best != NONE &&
            (variants_said(v, c)->weight < variants_said(v, best)->weight ||
             (variants_said(v, c)->weight == variants_said(v, best)->weight && c >= best)))
            continue;
        if (covers_all(v, c, x) && covers_all(v, c, y))
            best = c;
    }
    return best;
}

static bool has_key_of(const Variants *v, uint32_t unit, uint32_t other)
{
    uint32_t shared;
    return unit == other || terms_match(v, unit, other, &shared);
}

/* Can both groups be one item with the terms of all? Each member has the link's key, no document twice, or is said by
   the center of its group. */
static bool all_union(const Variants *v, const Link *link, const Group *x, const Group *y)
{
    const Group *both[2] = {x, y};
    bool *is_in = ARENA_ARRAY(v->scratch, bool, v->doc_count);
    for (int side = 0; side < 2; side++) {
        if (!has_key_of(v, link->a, both[side]->center))
            return false;
        for (size_t i = 0; i < both[side]->members.len; i++) {
            uint32_t unit = both[side]->members.at[i];
            if (!has_key_of(v, link->a, unit)) {
                if (!judge_covers(v, both[side]->center, unit))
                    return false;
                continue;
            }
            if (is_in[v->doc_of[unit]])
                return false;
            is_in[v->doc_of[unit]] = true;
        }
    }
    return true;
}

/* The first in rank of those with the fuller key. */
static uint32_t union_center(const Variants *v, const Group *x, const Group *y)
{
    uint32_t one = variants_said(v, x->center)->key_count,
             other = variants_said(v, y->center)->key_count;
    if (one != other)
        return one > other ? x->center : y->center;
    return x->center < y->center ? x->center : y->center;
}

static void join(Matcher *m, uint32_t into, uint32_t from, uint32_t center, bool is_union)
{
    Group *x = &m->groups->list[into], *y = &m->groups->list[from];
    for (size_t i = 0; i < y->members.len; i++) {
        vec_add(m->v->arena, &x->members, y->members.at[i]);
        m->groups->of_unit[y->members.at[i]] = into;
    }
    ids_sort(x->members.at, x->members.len);
    x->is_union = is_union;
    x->center = center;
    y->members.len = 0;
}

/* A union takes in what its center says anyway. */
static uint32_t union_for(const Variants *v, const Link *link, const Group *x, const Group *y)
{
    if (all_union(v, link, x, y))
        return union_center(v, x, y);
    const Group *all = x->is_union ? x : y, *other = x->is_union ? y : x;
    bool is_said = !link->is_union && !other->is_union && !swallows_repeat(v, x, y) &&
                   covers_all(v, all->center, other);
    return is_said ? all->center : NONE;
}

static void try_link(Matcher *m, const Link *link)
{
    uint32_t into = m->groups->of_unit[link->a], from = m->groups->of_unit[link->b];
    if (into != from) {
        Group *x = &m->groups->list[into], *y = &m->groups->list[from];
        bool is_union = link->is_union || x->is_union || y->is_union;
        if (!is_union && swallows_repeat(m->v, x, y))
            return;
        uint32_t center = is_union ? union_for(m->v, link, x, y) : common_center(m->v, link, x, y);
        if (center == NONE)
            return;
        join(m, into, from, center, is_union);
    }
    float score = link->score < 1 ? link->score : 1;
    if (score > m->groups->score[link->a])
        m->groups->score[link->a] = score;
    if (score > m->groups->score[link->b])
        m->groups->score[link->b] = score;
}

static bool has_member_of(const Variants *v, const Group *group, uint32_t doc)
{
    for (size_t i = 0; i < group->members.len; i++)
        if (v->doc_of[group->members.at[i]] == doc)
            return true;
    return false;
}

/* Lines of a series that differ in a number are no contradiction when each has its like on the other side. */
static void settle(Matcher *m, const Contradiction *c)
{
    const Variants *v = m->v;
    Groups *groups = m->groups;
    uint32_t winner = groups->of_unit[c->winner], loser = groups->of_unit[c->loser];
    if (winner == loser || groups->list[winner].lost_to != NONE ||
        groups->list[loser].lost_to != NONE ||
        has_member_of(v, &groups->list[winner], v->doc_of[c->loser]) ||
        has_member_of(v, &groups->list[loser], v->doc_of[c->winner]))
        return;
    Contradiction settled = *c;
    if (groups->list[loser].members.at[0] < groups->list[winner].members.at[0]) {
        uint32_t swap = winner;
        winner = loser, loser = swap;
        settled.winner = c->loser, settled.loser = c->winner;
    }
    groups->list[loser].lost_to = winner;
    vec_add(v->arena, &groups->contradictions, settled);
}

static Groups *start(const Variants *v, const bool *reserved)
{
    Groups *groups = ARENA_NEW(v->arena, Groups);
    groups->list = ARENA_ARRAY(v->arena, Group, 2 * v->unit_count); /* units may be detached */
    groups->of_unit = ARENA_ARRAY(v->arena, uint32_t, v->unit_count);
    groups->score = ARENA_ARRAY(v->arena, float, v->unit_count);
    for (uint32_t u = 0; u < v->unit_count; u++) {
        groups->of_unit[u] = NONE;
        if (reserved[u] || variants_unit(v, u)->kind == UNIT_HEADING)
            continue;
        Group *group = &groups->list[groups->count];
        *group = (Group){.center = u, .anchor = u, .lost_to = NONE};
        vec_add(v->arena, &group->members, u);
        groups->of_unit[u] = groups->count++;
    }
    return groups;
}

/* A section that members stand in, by how many inputs. */
typedef struct Home {
    uint32_t cluster, votes;
    uint32_t first; /* member there; the center where it is one */
} Home;

enum { HOMES = 32 };

static Home *home_of(const Variants *v, Home *homes, uint32_t *count, uint32_t unit)
{
    uint32_t cluster = variants_cluster(v, unit);
    for (uint32_t i = 0; i < *count; i++)
        if (homes[i].cluster == cluster)
            return &homes[i];
    if (*count == HOMES)
        return NULL;
    homes[*count] = (Home){cluster, 0, NONE};
    return &homes[(*count)++];
}

/* In the place of the other, would it still read as what it is? */
static bool is_written_alike(const Unit *a, const Unit *b)
{
    return a->kind == b->kind && a->is_ordered == b->is_ordered && !a->task == !b->task &&
           !a->key.len == !b->key.len;
}

/* Most inputs say where it stands; among equals the one whose words it has. */
static uint32_t anchor_of(const Variants *v, const Group *group)
{
    const Unit *center = variants_unit(v, group->center);
    Home homes[HOMES];
    uint32_t count = 0, best = 0;
    if (group->members.len < 3)
        return group->center;
    home_of(v, homes, &count, group->center)->first = group->center;
    for (size_t i = 0; i < group->members.len; i++) {
        uint32_t unit = group->members.at[i];
        Home *home = home_of(v, homes, &count, unit);
        if (!home || !is_written_alike(variants_unit(v, unit), center))
            continue;
        home->votes += v->copies[v->doc_of[unit]];
        if (home->first == NONE)
            home->first = unit;
    }
    for (uint32_t i = 1; i < count; i++)
        if (homes[i].votes > homes[best].votes)
            best = i;
    return homes[best].first;
}

/* The same words twice in one list are a slip, not a purpose, once the list is written anew. */
static void unite_siblings(Matcher *m)
{
    const Variants *v = m->v;
    uint32_t *last =
        ARENA_ARRAY(m->scratch, uint32_t, v->lexicon->text_count); /* 1 + unit, by text */
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Unit *unit = variants_unit(v, u);
        if (unit->kind != UNIT_ITEM || m->groups->of_unit[u] == NONE || !variants_is_leaf(v, u))
            continue;
        uint32_t *seen = &last[variants_said(v, u)->text], before = *seen - 1;
        *seen = u + 1;
        if (before == NONE || v->doc_of[before] != v->doc_of[u] ||
            variants_unit(v, before)->list != unit->list)
            continue;
        uint32_t into = m->groups->of_unit[before], from = m->groups->of_unit[u];
        if (into != from && !m->groups->list[into].is_union && !m->groups->list[from].is_union &&
            covers_all(v, m->groups->list[into].center, &m->groups->list[from]))
            join(m, into, from, m->groups->list[into].center, false);
    }
}

Groups *groups_new(const Variants *v, const bool *reserved)
{
    Matcher m = {.scratch = arena_new(), .v = v, .groups = start(v, reserved)};
    UnitPairVec pairs = candidates_find(m.scratch, v, reserved);
    for (size_t i = 0; i < pairs.len; i++)
        judge(&m, &pairs.at[i]);
    if (m.links.len)
        qsort(m.links.at, m.links.len, sizeof *m.links.at, by_strength);
    for (size_t i = 0; i < m.links.len; i++)
        try_link(&m, &m.links.at[i]);
    for (uint32_t g = 0; g < m.groups->count; g++)
        m.groups->list[g].anchor = anchor_of(v, &m.groups->list[g]);
    gutted_spare(v, m.groups);
    unite_siblings(&m);
    for (size_t i = 0; i < m.contradictions.len; i++)
        settle(&m, &m.contradictions.at[i]);
    arena_free(m.scratch);
    return m.groups;
}

uint32_t groups_support(const Variants *v, const Group *group)
{
    uint32_t support = 0, last = NONE;
    for (size_t i = 0; i < group->members.len; i++) {
        uint32_t doc = v->doc_of[group->members.at[i]];
        support += doc == last ? 0 : v->copies[doc];
        last = doc;
    }
    return support;
}
