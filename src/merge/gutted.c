#include "merge/gutted.h"

#include "merge/judge.h"

/* A list is gutted when more than this share of its items would go. */
static const float GUTTED = 0.6f;

/* Is the unit to be left out because another section says it? */
static bool is_gone(const Variants *v, const Groups *groups, uint32_t unit)
{
    uint32_t group = groups->of_unit[unit];
    return group != NONE && !groups->list[group].is_union &&
           !judge_is_near(v, groups->list[group].center, unit);
}

static void detach(const Variants *v, Groups *groups, uint32_t unit)
{
    Group *group = &groups->list[groups->of_unit[unit]];
    size_t kept = 0;
    for (size_t i = 0; i < group->members.len; i++)
        if (group->members.at[i] != unit)
            group->members.at[kept++] = group->members.at[i];
    group->members.len = kept;
    Group *alone = &groups->list[groups->count];
    *alone = (Group){.center = unit, .lost_to = NONE};
    vec_add(v->arena, &alone->members, unit);
    groups->of_unit[unit] = groups->count++;
    groups->score[unit] = 0;
}

static void spare_list(const Variants *v, Groups *groups, uint32_t from, uint32_t to)
{
    uint32_t count = 0, gone = 0;
    const Unit *first = variants_unit(v, from);
    for (uint32_t u = from; u < to; u++)
        if (variants_unit(v, u)->kind == UNIT_ITEM && variants_unit(v, u)->list == first->list) {
            count++;
            gone += is_gone(v, groups, u);
        }
    for (uint32_t u = from; u < to && (float)gone > GUTTED * (float)count; u++)
        if (variants_unit(v, u)->kind == UNIT_ITEM && variants_unit(v, u)->list == first->list &&
            is_gone(v, groups, u))
            detach(v, groups, u);
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

void gutted_spare(const Variants *v, Groups *groups)
{
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Unit *unit = variants_unit(v, u);
        bool is_first = unit->kind == UNIT_ITEM &&
                        (u == v->first_unit[v->doc_of[u]] || (unit - 1)->kind != UNIT_ITEM ||
                         (unit - 1)->list != unit->list);
        if (is_first && (unit->parent == NONE || (unit - 1)->list != unit->list))
            spare_list(v, groups, u, list_end(v, u));
    }
}
