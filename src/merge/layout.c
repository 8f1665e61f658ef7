#include "merge/layout.h"

#include "merge/phases.h"

/* The group that stands for `group` in the text. */
static uint32_t survivor(const Groups *groups, uint32_t group)
{
    return groups->list[group].lost_to == NONE ? group : groups->list[group].lost_to;
}

static uint32_t parent_group(const Layout *l, uint32_t group)
{
    uint32_t parent = variants_parent(l->v, l->groups->list[group].anchor);
    if (parent == NONE || l->groups->of_unit[parent] == NONE)
        return NONE;
    return survivor(l->groups, l->groups->of_unit[parent]);
}

static bool is_written(const Layout *l, uint32_t group)
{
    const Group *g = &l->groups->list[group];
    return g->members.len && g->lost_to == NONE && !l->is_counted[group] &&
           groups_support(l->v, g) >= l->min_support;
}

static bool closes_circle(const Layout *l, uint32_t group)
{
    uint32_t steps = 0;
    for (uint32_t at = l->parent_of[group]; at != NONE; at = l->parent_of[at])
        if (at == group || ++steps > 1000)
            return true;
    return false;
}

static void place_groups(Layout *l)
{
    for (uint32_t g = 0; g < l->groups->count; g++)
        l->parent_of[g] = NONE;
    for (uint32_t g = 0; g < l->groups->count; g++) {
        l->place_of[g] = NONE;
        if (!is_written(l, g))
            continue;
        uint32_t parent = parent_group(l, g);
        l->place_of[g] = variants_cluster(l->v, l->groups->list[g].anchor);
        if (parent != NONE && is_written(l, parent))
            l->parent_of[g] = parent;
        if (closes_circle(l, g))
            l->parent_of[g] = NONE;
    }
}

static void mark_content(Layout *l)
{
    for (uint32_t g = 0; g < l->groups->count; g++)
        if (l->place_of[g] != NONE && l->parent_of[g] == NONE)
            for (uint32_t p = l->place_of[g]; p != NONE && !l->has_content[p];
                 p = l->outline->places[p].parent)
                l->has_content[p] = true;
}

Layout layout_new(const Variants *v, const Groups *groups, const Outline *outline,
                  const EnumerationVec *enumerations, uint32_t min_support)
{
    Layout l = {.v = v, .groups = groups, .outline = outline, .min_support = min_support};
    l.place_of = ARENA_ARRAY(v->scratch, uint32_t, groups->count);
    l.parent_of = ARENA_ARRAY(v->scratch, uint32_t, groups->count);
    l.adopted = ARENA_ARRAY(v->scratch, RunVec, groups->count);
    l.has_content = ARENA_ARRAY(v->scratch, bool, outline->count);
    l.scratch = ARENA_ARRAY(v->scratch, uint32_t, groups->count + outline->count);
    l.losers = ARENA_ARRAY(v->scratch, IndexVec, groups->count);
    for (uint32_t g = 0; g < groups->count; g++)
        if (groups->list[g].lost_to != NONE)
            vec_add(v->scratch, &l.losers[groups->list[g].lost_to], g);
    l.is_counted = ARENA_ARRAY(v->scratch, bool, groups->count);
    for (size_t i = 0; i < enumerations->len; i++)
        l.is_counted[enumerations->at[i].group] = true;
    place_groups(&l);
    phases_adopt(&l);
    mark_content(&l);
    return l;
}
