#include "merge/gutted.h"

#include "merge/judge.h"

/* A list is gutted when more than this share of its items would go. */
static const float GUTTED = 0.6f;

/* Is the unit to be left out because another section says it? */
static bool is_gone(const Variants *v, const Groups *groups, uint32_t unit)
{
    uint32_t group = groups->of_unit[unit];
    return group != NONE && !groups->list[group].is_union &&
           !judge_is_near(v, groups->list[group].anchor, unit);
}

/* The unit stays where it is: on its own or, if its words stand for the others, with them. */
static void detach(const Variants *v, Groups *groups, uint32_t unit)
{
    Group *group = &groups->list[groups->of_unit[unit]];
    if (group->center == unit) {
        group->anchor = unit;
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < group->members.len; i++)
        if (group->members.at[i] != unit)
            group->members.at[kept++] = group->members.at[i];
    group->members.len = kept;
    Group *alone = &groups->list[groups->count];
    *alone = (Group){.center = unit, .anchor = unit, .lost_to = NONE};
    vec_add(v->arena, &alone->members, unit);
    groups->of_unit[unit] = groups->count++;
    groups->score[unit] = 0;
}

/* The items of one document's lists, and how many of each would go. */
typedef struct Tally {
    uint32_t count, gone;
} Tally;

static Tally *tally_lists(const Variants *v, const Groups *groups, uint32_t doc)
{
    Tally *tally = ARENA_ARRAY(v->scratch, Tally, v->docs[doc]->list_count);
    for (uint32_t u = v->first_unit[doc]; u < v->first_unit[doc + 1]; u++) {
        const Unit *unit = variants_unit(v, u);
        if (unit->kind != UNIT_ITEM)
            continue;
        tally[unit->list].count++;
        tally[unit->list].gone += is_gone(v, groups, u);
    }
    return tally;
}

void gutted_spare(const Variants *v, Groups *groups)
{
    for (uint32_t doc = 0; doc < v->doc_count; doc++) {
        const Tally *tally = tally_lists(v, groups, doc);
        for (uint32_t u = v->first_unit[doc]; u < v->first_unit[doc + 1]; u++) {
            const Unit *unit = variants_unit(v, u);
            bool is_gutted = unit->kind == UNIT_ITEM && (float)tally[unit->list].gone >
                                                            GUTTED * (float)tally[unit->list].count;
            if (is_gutted && is_gone(v, groups, u))
                detach(v, groups, u);
        }
    }
}
