/* Leaves by place: what stands alone between the same neighbours in both documents was edited there, when it is short or has
   some words in common. */
#include "align/bags.h"

#include <stdlib.h>

enum {
    SHORT_BYTES = 40,   /* may be replaced as a whole and be the same item still */
    SOME_LIKENESS = 180 /* of a thousand */
};

/* A gap between paired leaves: ranges in the lists of leaves, none of whose leaves has a mate. */
typedef struct Gap {
    Range at[2];
} Gap;

typedef VEC(Gap) GapVec;

static uint32_t run_end(const Pairer *pairer, PairSide side, uint32_t at, uint32_t end)
{
    while (at < end && pairer_is_free(pairer, side, pairer->leaves[side].list[at]))
        at++;
    return at;
}

/* Where the mate of an old leaf stands in the list of the new ones; NONE outside of `range`. */
static uint32_t place_of_mate(const Pairer *pairer, uint32_t at, Range range)
{
    uint32_t mate = pairer->p->units[PAIR_OLD][pairer->leaves[PAIR_OLD].list[at]].index;
    uint32_t place = mate == NONE ? NONE : pairer->leaves[PAIR_NEW].place[mate];
    return place >= range.start && place < range.end ? place : NONE;
}

/* The gap that begins at `at`; false when the other side has none in its place. */
static bool find_gap(const Pairer *pairer, uint32_t at, Range old, Range new, Gap *gap)
{
    uint32_t end = run_end(pairer, PAIR_OLD, at, old.end), from = new.start;
    if (at > old.start) {
        from = place_of_mate(pairer, at - 1, new);
        if (from++ == NONE)
            return false;
    }
    uint32_t to = run_end(pairer, PAIR_NEW, from, new.end);
    uint32_t closing = end < old.end ? place_of_mate(pairer, end, new) : new.end;
    *gap = (Gap){{{at, end}, {from, to}}};
    return to > from && closing == to;
}

static void find_gaps(Pairer *pairer, GapVec *gaps)
{
    const Leaves *leaves = pairer->leaves;
    for (uint32_t s = 0; s < pairer->p->docs[PAIR_OLD]->section_count; s++) {
        uint32_t mate = pairer->p->sections[PAIR_OLD][s].index;
        if (mate == NONE)
            continue;
        Range old = {leaves[PAIR_OLD].first[s], leaves[PAIR_OLD].first[s + 1]};
        Range new = {leaves[PAIR_NEW].first[mate], leaves[PAIR_NEW].first[mate + 1]};
        for (uint32_t at = old.start, end; at<old.end; at = end> at ? end : at + 1) {
            Gap gap;
            end = run_end(pairer, PAIR_OLD, at, old.end);
            if (end > at && find_gap(pairer, at, old, new, &gap) &&
                gap.at[0].end - gap.at[0].start == gap.at[1].end - gap.at[1].start)
                vec_add(pairer->scratch, gaps, gap);
        }
    }
}

static int by_unit(const void *left, const void *right)
{
    const Bag *a = left, *b = right;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static const Bag *bag_of(const Bags *bags, PairSide side, uint32_t unit)
{
    Bag key = {.unit = unit};
    return bsearch(&key, bags->at[side], bags->count[side], sizeof key, by_unit);
}

/* The n-th with the n-th; one alone needs nothing in common but shortness. */
static void fill_gap(Pairer *pairer, const Bags *bags, const Gap *gap)
{
    uint32_t count = gap->at[0].end - gap->at[0].start;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t old = pairer->leaves[PAIR_OLD].list[gap->at[0].start + i];
        uint32_t new = pairer->leaves[PAIR_NEW].list[gap->at[1].start + i];
        const Bag *a = bag_of(bags, PAIR_OLD, old), *b = bag_of(bags, PAIR_NEW, new);
        if (!a || !b) /* nobody wants to know */
            continue;
        uint32_t likeness = bags_likeness(bags, a, b);
        bool is_short = pairer->p->unit_prints[PAIR_OLD][old].weight <= SHORT_BYTES &&
                        pairer->p->unit_prints[PAIR_NEW][new].weight <= SHORT_BYTES;
        bool is_kind = pairer->p->docs[PAIR_OLD]->units[old].kind ==
                       pairer->p->docs[PAIR_NEW]->units[new].kind;
        if (is_kind && (likeness >= SOME_LIKENESS || (count == 1 && is_short)))
            pairer_unit(pairer, old, new, PAIR_PLACE, (float)likeness / 1000);
    }
}

void pair_placed_leaves(Pairer *pairer)
{
    GapVec gaps = {0};
    find_gaps(pairer, &gaps);
    if (!gaps.len)
        return;
    Bags bags = bags_new(pairer);
    for (size_t i = 0; i < gaps.len; i++)
        fill_gap(pairer, &bags, &gaps.at[i]);
}
