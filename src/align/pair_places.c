/* Leaves by place: what stands between the same neighbours in both documents was edited there, when it stands alone and is
   short or when it has some words in common. */
#include "align/bags.h"

#include <stdlib.h>

enum {
    SHORT_BYTES = 40,    /* may be replaced as a whole and be the same item still */
    SOME_LIKENESS = 180, /* of a thousand */
    MORE_LIKENESS = 250, /* where one side has more of them */
    MOST_CELLS = 1024    /* so many pairs of a gap are looked at */
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
            if (end > at && find_gap(pairer, at, old, new, &gap))
                vec_add(pairer->scratch, gaps, gap);
        }
    }
}

static int by_unit(const void *left, const void *right)
{
    const Bag *a = left, *b = right;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* Without a bag: what lost its mate since they were made, and what nobody wants to know of. */
static const Bag *bag_of(const Bags *bags, PairSide side, uint32_t unit)
{
    Bag key = {.unit = unit};
    return bags->count[side] ? bsearch(&key, bags->at[side], bags->count[side], sizeof key, by_unit)
                             : NULL;
}

static uint32_t length_of(const Gap *gap, int side)
{
    return gap->at[side].end - gap->at[side].start;
}

static uint32_t leaf_of(const Pairer *pairer, const Gap *gap, int side, uint32_t i)
{
    return pairer->leaves[side].list[gap->at[side].start + i];
}

/* Of a thousand; 0 for what is of another kind. */
static uint32_t likeness_of(const Pairer *pairer, const Bags *bags, uint32_t old, uint32_t new)
{
    const Bag *a = bag_of(bags, PAIR_OLD, old), *b = bag_of(bags, PAIR_NEW, new);
    bool is_kind =
        pairer->p->docs[PAIR_OLD]->units[old].kind == pairer->p->docs[PAIR_NEW]->units[new].kind;
    return a && b && is_kind ? bags_likeness(bags, a, b) : 0;
}

static bool is_short(const Pairer *pairer, uint32_t old, uint32_t new)
{
    return pairer->p->unit_prints[PAIR_OLD][old].weight <= SHORT_BYTES &&
           pairer->p->unit_prints[PAIR_NEW][new].weight <= SHORT_BYTES &&
           pairer->p->docs[PAIR_OLD]->units[old].kind == pairer->p->docs[PAIR_NEW]->units[new].kind;
}

/* The n-th with the n-th; one alone needs nothing in common but shortness. */
static void fill_level(Pairer *pairer, const Bags *bags, const Gap *gap)
{
    uint32_t count = length_of(gap, PAIR_OLD);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t old = leaf_of(pairer, gap, PAIR_OLD, i), new = leaf_of(pairer, gap, PAIR_NEW, i);
        if (!bag_of(bags, PAIR_OLD, old) || !bag_of(bags, PAIR_NEW, new))
            continue;
        uint32_t likeness = likeness_of(pairer, bags, old, new);
        if (likeness >= SOME_LIKENESS || (count == 1 && is_short(pairer, old, new)))
            pairer_unit(pairer, old, new, PAIR_PLACE, (float)likeness / 1000);
    }
}

/* A table over the pairs of a gap, with a row and a column more that stay empty. */
typedef struct Table {
    uint32_t olds, news, width;
    uint32_t *likeness; /* 0 where the two are too little alike */
    uint32_t *best;     /* what the rest from there on can have together */
} Table;

static Table measure_gap(Pairer *pairer, const Bags *bags, const Gap *gap)
{
    Table t = {.olds = length_of(gap, PAIR_OLD), .news = length_of(gap, PAIR_NEW)};
    t.width = t.news + 1;
    t.likeness = ARENA_ARRAY(pairer->scratch, uint32_t, (size_t)(t.olds + 1) * t.width);
    t.best = ARENA_ARRAY(pairer->scratch, uint32_t, (size_t)(t.olds + 1) * t.width);
    for (uint32_t i = t.olds; i-- > 0;)
        for (uint32_t j = t.news; j-- > 0;) {
            uint32_t at = i * t.width + j, below = t.best[at + t.width], beside = t.best[at + 1];
            uint32_t alike = likeness_of(pairer, bags, leaf_of(pairer, gap, PAIR_OLD, i),
                                         leaf_of(pairer, gap, PAIR_NEW, j));
            uint32_t paired = alike < MORE_LIKENESS ? 0 : alike + t.best[at + t.width + 1];
            t.likeness[at] = alike < MORE_LIKENESS ? 0 : alike;
            t.best[at] = below > beside ? below : beside;
            if (paired > t.best[at])
                t.best[at] = paired;
        }
    return t;
}

/* In order, so that the pairs together are as alike as can be. */
static void fill_uneven(Pairer *pairer, const Bags *bags, const Gap *gap)
{
    if ((uint64_t)length_of(gap, PAIR_OLD) * length_of(gap, PAIR_NEW) > MOST_CELLS)
        return;
    Table t = measure_gap(pairer, bags, gap);
    for (uint32_t i = 0, j = 0; i < t.olds && j < t.news;) {
        uint32_t at = i * t.width + j;
        if (t.likeness[at] && t.best[at] == t.best[at + t.width + 1] + t.likeness[at]) {
            pairer_unit(pairer, leaf_of(pairer, gap, PAIR_OLD, i++),
                        leaf_of(pairer, gap, PAIR_NEW, j++), PAIR_PLACE,
                        (float)t.likeness[at] / 1000);
        } else if (t.best[at] == t.best[at + t.width]) {
            i++;
        } else {
            j++;
        }
    }
}

void pair_placed_leaves(Pairer *pairer)
{
    GapVec gaps = {0};
    find_gaps(pairer, &gaps);
    for (size_t i = 0; i < gaps.len; i++) {
        bool is_level = length_of(&gaps.at[i], PAIR_OLD) == length_of(&gaps.at[i], PAIR_NEW);
        (is_level ? fill_level : fill_uneven)(pairer, pairer->bags, &gaps.at[i]);
    }
}
