#include "merge/groups.h"

#include "base/ids.h"
#include "merge/candidates.h"
#include "merge/prose.h"
#include "merge/terms.h"

#include <stdlib.h>

/* Across sections only near-identical units unite: standing elsewhere is evidence of meaning something else. A short
   unit says too little there to be swallowed by a longer one. */
static const float FAR_SCORE = 0.78f;
static const float UNION_SCORE = 0.95f;  /* one key is better evidence than like words */
static const float UNION_SHARED = 0.75f; /* of the shorter list, for one key in two sections */
enum { FAR_SAME_TERMS = 2, FAR_CONTAINED_TERMS = 3 };

/* A list is gutted when more than this share of its items would go. */
static const float GUTTED = 0.6f;

typedef struct Link {
    uint32_t a, b;
    float score;
    bool is_union;
} Link;

typedef struct Matcher {
    const Variants *v;
    Groups *groups;
    VEC(Link) links;
    VEC(Contradiction) contradictions;
} Matcher;

/* Blocks that are kept as they are or not at all. */
static bool is_atomic(const Unit *unit)
{
    return unit->kind == UNIT_CODE || unit->kind == UNIT_HTML || unit->kind == UNIT_QUOTE ||
           !prose_can_unwrap(unit->text);
}

static uint32_t line_count(const Unit *unit)
{
    return unit->lines.end - unit->lines.start;
}

static bool is_copy(const Variants *v, uint32_t a, uint32_t b)
{
    return variants_said(v, a)->text == variants_said(v, b)->text &&
           line_count(variants_unit(v, a)) == line_count(variants_unit(v, b));
}

/* An example of what a user says is no statement of the agent's. */
static bool is_quotation(const Unit *unit)
{
    return unit->text.len && (unit->text.ptr[0] == '"' || span_starts(unit->text, SPAN("\u201c")));
}

/* A statement may be an item here and a paragraph there; rows and atomic blocks only meet their own kind. */
static bool kinds_fit(const Unit *a, const Unit *b)
{
    if (is_quotation(a) != is_quotation(b))
        return false;
    bool is_prose = (a->kind == UNIT_ITEM || a->kind == UNIT_PARAGRAPH) &&
                    (b->kind == UNIT_ITEM || b->kind == UNIT_PARAGRAPH);
    return a->kind == b->kind || is_prose;
}

static bool is_near(const Variants *v, uint32_t a, uint32_t b)
{
    return variants_cluster(v, a) == variants_cluster(v, b);
}

/* May the verdict on units of different sections be acted on? */
static bool is_sure_from_afar(const Variants *v, uint32_t a, uint32_t b, const Verdict *verdict)
{
    const Statement *x = variants_said(v, a), *y = variants_said(v, b);
    if (variants_unit(v, a)->is_ordered != variants_unit(v, b)->is_ordered)
        return false; /* a step of a procedure is not said by a remark elsewhere */
    uint32_t fewer = x->term_count < y->term_count ? x->term_count : y->term_count;
    return variants_is_leaf(v, a) && variants_is_leaf(v, b) && verdict->score >= FAR_SCORE &&
           fewer >= (verdict->kind == VERDICT_SAME ? FAR_SAME_TERMS : FAR_CONTAINED_TERMS);
}

static bool unites(const Variants *v, uint32_t a, uint32_t b, const Verdict *verdict)
{
    if (verdict->kind != VERDICT_SAME && verdict->kind != VERDICT_CONTAINS &&
        verdict->kind != VERDICT_CONTAINED)
        return false;
    if ((is_atomic(variants_unit(v, a)) || is_atomic(variants_unit(v, b))) && !is_copy(v, a, b))
        return false;
    return is_near(v, a, b) || is_sure_from_afar(v, a, b, verdict);
}

static float fewer_terms(const Variants *v, uint32_t a, uint32_t b)
{
    SpanVec x = {0}, y = {0};
    terms_split(v->arena, variants_unit(v, a)->value, &x);
    terms_split(v->arena, variants_unit(v, b)->value, &y);
    return (float)(x.len < y.len ? x.len : y.len);
}

static bool can_union(const Variants *v, uint32_t a, uint32_t b)
{
    const Unit *x = variants_unit(v, a), *y = variants_unit(v, b);
    uint32_t shared = 0;
    if (x->kind != UNIT_ITEM || y->kind != UNIT_ITEM || x->task || y->task || x->is_ordered ||
        y->is_ordered || !variants_is_leaf(v, a) || !variants_is_leaf(v, b) ||
        !terms_match(v, a, b, &shared))
        return false;
    return is_near(v, a, b) || shared >= UNION_SHARED * fewer_terms(v, a, b);
}

static void judge(Matcher *m, const UnitPair *pair)
{
    const Variants *v = m->v;
    const Unit *x = variants_unit(v, pair->a), *y = variants_unit(v, pair->b);
    if (!kinds_fit(x, y))
        return;
    Verdict verdict = verdict_of(v->lexicon, variants_said(v, pair->a), variants_said(v, pair->b),
                                 is_near(v, pair->a, pair->b));
    if (verdict.kind == VERDICT_CONTRADICTS) {
        if (is_near(v, pair->a, pair->b) && !is_atomic(x) && !is_atomic(y) && x->kind != UNIT_ROW)
            vec_add(v->arena, &m->contradictions,
                    (Contradiction){verdict.conflict, pair->a, pair->b});
    } else if (verdict.score < 1 && can_union(v, pair->a, pair->b)) {
        vec_add(v->arena, &m->links, (Link){pair->a, pair->b, UNION_SCORE, true});
    } else if (unites(v, pair->a, pair->b, &verdict)) {
        float near_first = is_near(v, pair->a, pair->b) ? 0.1f : 0;
        vec_add(v->arena, &m->links, (Link){pair->a, pair->b, verdict.score + near_first, false});
    }
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

/* Does `center` say all that `unit` says? */
static bool covers(const Variants *v, uint32_t center, uint32_t unit)
{
    if (center == unit)
        return true;
    if (is_atomic(variants_unit(v, center)) || is_atomic(variants_unit(v, unit)))
        return is_copy(v, center, unit);
    Verdict verdict = verdict_of(v->lexicon, variants_said(v, center), variants_said(v, unit),
                                 is_near(v, center, unit));
    return verdict.kind == VERDICT_SAME || verdict.kind == VERDICT_CONTAINS;
}

static bool covers_all(const Variants *v, uint32_t center, const Group *group)
{
    for (size_t i = 0; i < group->members.len; i++)
        if (!covers(v, center, group->members.at[i]))
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
    bool *is_in = ARENA_ARRAY(v->arena, bool, v->doc_count);
    for (int side = 0; side < 2; side++) {
        if (!has_key_of(v, link->a, both[side]->center))
            return false;
        for (size_t i = 0; i < both[side]->members.len; i++) {
            uint32_t unit = both[side]->members.at[i];
            if (!has_key_of(v, link->a, unit)) {
                if (!covers(v, both[side]->center, unit))
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

static uint32_t union_center(const Group *x, const Group *y)
{
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

static void try_link(Matcher *m, const Link *link)
{
    uint32_t into = m->groups->of_unit[link->a], from = m->groups->of_unit[link->b];
    if (into != from) {
        Group *x = &m->groups->list[into], *y = &m->groups->list[from];
        bool is_union = link->is_union || x->is_union || y->is_union;
        if (is_union ? !all_union(m->v, link, x, y) : swallows_repeat(m->v, x, y))
            return;
        uint32_t center = is_union ? union_center(x, y) : common_center(m->v, link, x, y);
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
        *group = (Group){.center = u, .lost_to = NONE};
        vec_add(v->arena, &group->members, u);
        groups->of_unit[u] = groups->count++;
    }
    return groups;
}

/* The same words twice in one list are a slip, not a purpose, once the list is written anew. */
static void unite_siblings(Matcher *m)
{
    const Variants *v = m->v;
    uint32_t *last =
        ARENA_ARRAY(v->arena, uint32_t, intern_count(v->lexicon->texts)); /* 1 + unit, by text */
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

/* ---- lists that would be gutted ---- */

/* Is the unit to be left out because another section says it? */
static bool is_gone(const Matcher *m, uint32_t unit)
{
    uint32_t group = m->groups->of_unit[unit];
    return group != NONE && !m->groups->list[group].is_union &&
           !is_near(m->v, m->groups->list[group].center, unit);
}

static void detach(Matcher *m, uint32_t unit)
{
    Group *group = &m->groups->list[m->groups->of_unit[unit]];
    size_t kept = 0;
    for (size_t i = 0; i < group->members.len; i++)
        if (group->members.at[i] != unit)
            group->members.at[kept++] = group->members.at[i];
    group->members.len = kept;
    Group *alone = &m->groups->list[m->groups->count];
    *alone = (Group){.center = unit, .lost_to = NONE};
    vec_add(m->v->arena, &alone->members, unit);
    m->groups->of_unit[unit] = m->groups->count++;
    m->groups->score[unit] = 0;
}

/* A list says something as a whole, too: what another section says counts as a repeat only while most of it stays. */
static void spare_list(Matcher *m, uint32_t from, uint32_t to)
{
    uint32_t count = 0, gone = 0;
    const Unit *first = variants_unit(m->v, from);
    for (uint32_t u = from; u < to; u++)
        if (variants_unit(m->v, u)->kind == UNIT_ITEM &&
            variants_unit(m->v, u)->list == first->list) {
            count++;
            gone += is_gone(m, u);
        }
    for (uint32_t u = from; u < to && (float)gone > GUTTED * (float)count; u++)
        if (variants_unit(m->v, u)->kind == UNIT_ITEM &&
            variants_unit(m->v, u)->list == first->list && is_gone(m, u))
            detach(m, u);
}

/* One past the last unit of the list that starts at `unit`. */
static uint32_t list_end(const Variants *v, uint32_t unit)
{
    const Unit *first = variants_unit(v, unit);
    uint32_t end = unit, last = v->first_unit[v->doc_of[unit] + 1];
    while (end < last) {
        const Unit *u = variants_unit(v, end);
        if (u->kind != UNIT_ITEM || u->list != first->list)
            break;
        end += u->end - (end - v->first_unit[v->doc_of[unit]]);
    }
    return end;
}

static void spare_lists(Matcher *m)
{
    const Variants *v = m->v;
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Unit *unit = variants_unit(v, u);
        bool is_first = unit->kind == UNIT_ITEM &&
                        (u == v->first_unit[v->doc_of[u]] || (unit - 1)->kind != UNIT_ITEM ||
                         (unit - 1)->list != unit->list);
        if (is_first && (unit->parent == NONE || (unit - 1)->list != unit->list))
            spare_list(m, u, list_end(v, u));
    }
}

Groups *groups_new(const Variants *v, const bool *reserved)
{
    Matcher m = {.v = v, .groups = start(v, reserved)};
    UnitPairVec pairs = candidates_find(v, reserved);
    for (size_t i = 0; i < pairs.len; i++)
        judge(&m, &pairs.at[i]);
    if (m.links.len)
        qsort(m.links.at, m.links.len, sizeof *m.links.at, by_strength);
    for (size_t i = 0; i < m.links.len; i++)
        try_link(&m, &m.links.at[i]);
    spare_lists(&m);
    unite_siblings(&m);
    for (size_t i = 0; i < m.contradictions.len; i++)
        settle(&m, &m.contradictions.at[i]);
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
