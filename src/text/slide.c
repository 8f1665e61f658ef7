#include "text/slide.h"

/* git's compaction (xdiff): runs of equal elements may be cut in several places, and people expect one of them. */

/* One side: its elements, and which of them the other has not; false behind the last. */
typedef struct SlideSide {
    Seq seq;
    bool *is_changed;
} SlideSide;

/* A run of changed elements of one side between two that both sides have; empty where nothing changed. The n-th group of
   one side and the n-th of the other make up a hunk, if not both are empty. */
typedef struct Group {
    const SlideSide *side;
    Range at;
} Group;

static bool is_empty(const Group *group)
{
    return group->at.start == group->at.end;
}

static Group first_group(const SlideSide *side)
{
    Group group = {side, {0, 0}};
    while (side->is_changed[group.at.end])
        group.at.end++;
    return group;
}

static bool next_group(Group *group)
{
    if (group->at.end == group->side->seq.count)
        return false;
    group->at.start = ++group->at.end;
    while (group->side->is_changed[group->at.end])
        group->at.end++;
    return true;
}

static void previous_group(Group *group)
{
    group->at.end = --group->at.start;
    while (group->at.start && group->side->is_changed[group->at.start - 1])
        group->at.start--;
}

/* One place up or down, joining the group that it meets; false when what stands there is another element. */
static bool slide_up(Group *group)
{
    const uint32_t *ids = group->side->seq.ids;
    bool *is_changed = group->side->is_changed;
    if (group->at.start == 0 || ids[group->at.start - 1] != ids[group->at.end - 1])
        return false;
    is_changed[--group->at.start] = true;
    is_changed[--group->at.end] = false;
    while (group->at.start && is_changed[group->at.start - 1])
        group->at.start--;
    return true;
}

static bool slide_down(Group *group)
{
    const uint32_t *ids = group->side->seq.ids;
    bool *is_changed = group->side->is_changed;
    if (group->at.end == group->side->seq.count || ids[group->at.start] != ids[group->at.end])
        return false;
    is_changed[group->at.start++] = false;
    is_changed[group->at.end++] = true;
    while (is_changed[group->at.end])
        group->at.end++;
    return true;
}

/* Up and then down as far as it goes, until it meets no more groups. Gives whether it met a place where the other side
   has a group too. */
static bool slide_through(Group *group, Group *other)
{
    for (;;) {
        uint32_t length = group->at.end - group->at.start;
        while (slide_up(group))
            previous_group(other);
        bool has_match = !is_empty(other);
        while (slide_down(group)) {
            next_group(other);
            has_match = has_match || !is_empty(other);
        }
        if (length == group->at.end - group->at.start)
            return has_match;
    }
}

/* Each group of `side` where it stands best: where the other side has one too, else as far down as it goes. */
static void settle(const SlideSide *side, const SlideSide *other_side)
{
    Group group = first_group(side), other = first_group(other_side);
    do {
        if (is_empty(&group) || !slide_through(&group, &other))
            continue;
        while (is_empty(&other)) {
            slide_up(&group);
            previous_group(&other);
        }
    } while (next_group(&group) && next_group(&other));
}

void slide_settle(Seq old, bool *is_old_changed, Seq new, bool *is_new_changed)
{
    SlideSide a = {old, is_old_changed}, b = {new, is_new_changed};
    settle(&a, &b);
    settle(&b, &a);
}
