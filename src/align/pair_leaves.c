/* Leaves that are the same, by their text or by their key. */
#include "align/pairer.h"
#include "base/ids.h"
#include "text/seq.h"

#include <stdlib.h>

/* A text shorter than this may stand in two places by accident: it is not taken for moved. */
enum { MOVED_BYTES = 20 };

typedef struct Run {
    Range old, new; /* in the lists of leaves */
} Run;

static uint32_t leaf_at(const Pairer *pairer, PairSide side, uint32_t i)
{
    return pairer->leaves[side].list[i];
}

static uint32_t said_at(const Pairer *pairer, PairSide side, uint32_t i)
{
    return pairer->p->unit_prints[side][leaf_at(pairer, side, i)].said;
}

/* Pairs two places of the lists when they say the same and are free. */
static void pair_places(Pairer *pairer, uint32_t old, uint32_t new)
{
    uint32_t a = leaf_at(pairer, PAIR_OLD, old), b = leaf_at(pairer, PAIR_NEW, new);
    if (pairer_is_free(pairer, PAIR_OLD, a) && pairer_is_free(pairer, PAIR_NEW, b))
        pairer_unit(pairer, a, b, PAIR_IDENTICAL, 1);
}

/* ---- in order ---- */

static bool same_at(const Pairer *pairer, uint32_t old, uint32_t new)
{
    return said_at(pairer, PAIR_OLD, old) == said_at(pairer, PAIR_NEW, new);
}

static bool is_open(const Run *run)
{
    return run->old.start < run->old.end && run->new.start < run->new.end;
}

static Run trim_run(Pairer *pairer, Run run)
{
    while (is_open(&run) && same_at(pairer, run.old.start, run.new.start))
        pair_places(pairer, run.old.start++, run.new.start++);
    while (is_open(&run) && same_at(pairer, run.old.end - 1, run.new.end - 1))
        pair_places(pairer, --run.old.end, --run.new.end);
    return run;
}

static uint32_t place_of(const uint32_t *ids, uint32_t count, uint32_t id)
{
    uint32_t low = 0;
    for (uint32_t high = count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The ids of both ranges, numbered from 0 anew: the edit script takes memory for the largest. */
static void number_anew(Pairer *pairer, Run run, Seq *old, Seq *new)
{
    uint32_t old_count = run.old.end - run.old.start, new_count = run.new.end - run.new.start;
    uint32_t *all = ARENA_ARRAY(pairer->scratch, uint32_t, (size_t)old_count + new_count);
    uint32_t *ids = ARENA_ARRAY(pairer->scratch, uint32_t, (size_t)old_count + new_count);
    for (uint32_t i = 0; i < old_count; i++)
        ids[i] = all[i] = said_at(pairer, PAIR_OLD, run.old.start + i);
    for (uint32_t i = 0; i < new_count; i++)
        ids[old_count + i] = all[old_count + i] = said_at(pairer, PAIR_NEW, run.new.start + i);
    uint32_t distinct = ids_sort_distinct(all, (size_t)old_count + new_count);
    for (uint32_t i = 0; i < old_count + new_count; i++)
        ids[i] = place_of(all, distinct, ids[i]);
    *old = (Seq){ids, old_count};
    *new = (Seq){ids + old_count, new_count};
}

static void pair_between(Pairer *pairer, uint32_t old, uint32_t new, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        pair_places(pairer, old + i, new + i);
}

/* What a shortest edit script leaves in its place. */
static void pair_in_order(Pairer *pairer, Run run)
{
    run = trim_run(pairer, run);
    if (!is_open(&run))
        return;
    Seq old, new;
    HunkVec hunks = {0};
    number_anew(pairer, run, &old, &new);
    seq_diff(pairer->scratch, old, new, &hunks);
    uint32_t at = 0, new_at = 0;
    for (size_t i = 0; i < hunks.len; i++) {
        pair_between(pairer, run.old.start + at, run.new.start + new_at,
                     hunks.at[i].old.start - at);
        at = hunks.at[i].old.end, new_at = hunks.at[i].new.end;
    }
    pair_between(pairer, run.old.start + at, run.new.start + new_at, old.count - at);
}

/* ---- in any order ---- */

/* A leaf by what it is to be the same in. */
typedef struct Keyed {
    uint32_t key, unit;
} Keyed;

typedef VEC(Keyed) KeyedVec;

static int by_key(const void *left, const void *right)
{
    const Keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static size_t count_key(const KeyedVec *list, size_t from)
{
    size_t to = from;
    while (to < list->len && list->at[to].key == list->at[from].key)
        to++;
    return to - from;
}

/* Pairs the n-th of a key with the n-th where both sides have as many, or where `is_loose`. */
static void pair_by_key(Pairer *pairer, KeyedVec lists[2], bool is_loose, PairReason reason)
{
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        if (lists[side].len > 1)
            qsort(lists[side].at, lists[side].len, sizeof *lists[side].at, by_key);
    const KeyedVec *old = &lists[PAIR_OLD], *new = &lists[PAIR_NEW];
    for (size_t i = 0, j = 0; i < old->len && j < new->len;) {
        if (old->at[i].key < new->at[j].key) {
            i++;
        } else if (old->at[i].key > new->at[j].key) {
            j++;
        } else {
            size_t a = count_key(old, i), b = count_key(new, j);
            for (size_t n = 0; n < a && n < b && (is_loose || a == b); n++)
                pairer_unit(pairer, old->at[i + n].unit, new->at[j + n].unit, reason, 1);
            i += a, j += b;
        }
    }
}

typedef uint32_t (*KeyOf)(Pairer *pairer, PairSide side, uint32_t unit);

static uint32_t said_of(Pairer *pairer, PairSide side, uint32_t unit)
{
    return pairer->p->unit_prints[side][unit].said;
}

static KeyedVec free_in_section(Pairer *pairer, PairSide side, uint32_t section, KeyOf key_of)
{
    KeyedVec list = {0};
    const Leaves *leaves = &pairer->leaves[side];
    for (uint32_t i = leaves->first[section]; i < leaves->first[section + 1]; i++) {
        uint32_t unit = leaves->list[i], key = NONE;
        if (pairer_is_free(pairer, side, unit))
            key = key_of(pairer, side, unit);
        if (key != NONE)
            vec_add(pairer->scratch, &list, (Keyed){key, unit});
    }
    return list;
}

static void pair_in_sections(Pairer *pairer, KeyOf key_of, bool is_loose, PairReason reason)
{
    for (uint32_t s = 0; s < pairer->p->docs[PAIR_OLD]->section_count; s++) {
        uint32_t mate = pairer->p->sections[PAIR_OLD][s].index;
        if (mate == NONE)
            continue;
        KeyedVec lists[2] = {free_in_section(pairer, PAIR_OLD, s, key_of), {0}};
        if (!lists[0].len)
            continue;
        lists[1] = free_in_section(pairer, PAIR_NEW, mate, key_of);
        pair_by_key(pairer, lists, is_loose, reason);
    }
}

void pair_same_leaves(Pairer *pairer)
{
    const Leaves *old = &pairer->leaves[PAIR_OLD], *new = &pairer->leaves[PAIR_NEW];
    for (uint32_t s = 0; s < pairer->p->docs[PAIR_OLD]->section_count; s++) {
        uint32_t mate = pairer->p->sections[PAIR_OLD][s].index;
        if (mate != NONE)
            pair_in_order(pairer, (Run){{old->first[s], old->first[s + 1]},
                                        {new->first[mate], new->first[mate + 1]}});
    }
    pair_in_sections(pairer, said_of, true, PAIR_IDENTICAL);
}

static uint32_t weighty_said(Pairer *pairer, PairSide side, uint32_t unit)
{
    const UnitPrint *print = &pairer->p->unit_prints[side][unit];
    return print->weight >= MOVED_BYTES ? print->said : NONE;
}

/* Two words at least: a lone word in two places is an accident. */
static uint32_t some_said(Pairer *pairer, PairSide side, uint32_t unit)
{
    Span text = span_trim(pairer->p->docs[side]->units[unit].text);
    bool has_words = span_has(text, ' ');
    return has_words ? pairer->p->unit_prints[side][unit].said : NONE;
}

static void pair_anywhere(Pairer *pairer, KeyOf key_of, bool is_loose)
{
    KeyedVec lists[2] = {{0}, {0}};
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        IndexVec free = pairer_free_leaves(pairer, side);
        for (size_t i = 0; i < free.len; i++) {
            uint32_t key = key_of(pairer, side, free.at[i]);
            if (key != NONE)
                vec_add(pairer->scratch, &lists[side], (Keyed){key, free.at[i]});
        }
    }
    pair_by_key(pairer, lists, is_loose, PAIR_IDENTICAL);
}

void pair_moved_leaves(Pairer *pairer)
{
    pair_anywhere(pairer, weighty_said, false);
}

void pair_left_leaves(Pairer *pairer)
{
    pair_anywhere(pairer, some_said, true);
}

static bool is_free_leaf(const Pairer *pairer, PairSide side, uint32_t unit)
{
    return unit < pairer->p->docs[side]->unit_count && pairer_is_free(pairer, side, unit) &&
           pairer->p->docs[side]->units[unit].kind != UNIT_HEADING &&
           !pairer->p->unit_prints[side][unit].is_closing;
}

static bool may_pair(Pairer *pairer, uint32_t old, uint32_t new)
{
    return is_free_leaf(pairer, PAIR_OLD, old) && is_free_leaf(pairer, PAIR_NEW, new) &&
           said_of(pairer, PAIR_OLD, old) == said_of(pairer, PAIR_NEW, new);
}

/* However short they are: what stood beside a pair and still does has not moved. */
void pair_next_leaves(Pairer *pairer)
{
    const Mate *mates = pairer->p->units[PAIR_OLD];
    uint32_t count = pairer->p->docs[PAIR_OLD]->unit_count;
    for (uint32_t u = 0; u + 1 < count; u++)
        if (mates[u].index != NONE && may_pair(pairer, u + 1, mates[u].index + 1))
            pairer_unit(pairer, u + 1, mates[u].index + 1, PAIR_IDENTICAL, 1);
    for (uint32_t u = count; u-- > 1;)
        if (mates[u].index != NONE && mates[u].index && may_pair(pairer, u - 1, mates[u].index - 1))
            pairer_unit(pairer, u - 1, mates[u].index - 1, PAIR_IDENTICAL, 1);
}

/* A row is known by its first cell. */
static Span key_text(const Unit *unit)
{
    if (unit->kind == UNIT_ROW)
        return unit->row->cells.len > 1 ? unit->row->cells.at[0] : (Span){0};
    return unit->key_style != KEY_NONE ? unit->key : (Span){0};
}

static uint32_t key_of(Pairer *pairer, PairSide side, uint32_t unit)
{
    return pairer_fold(pairer, key_text(&pairer->p->docs[side]->units[unit]));
}

void pair_keyed_leaves(Pairer *pairer)
{
    pair_in_sections(pairer, key_of, false, PAIR_KEY);
}
