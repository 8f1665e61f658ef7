#include "merge/fates.h"

void fates_set(Consolidation *result, uint32_t unit, Fate fate, DropRule rule, uint32_t target)
{
    result->fates[unit] = (UnitFate){fate, rule, target, 1, false};
}

void fates_start(Consolidation *result)
{
    result->fates = ARENA_ARRAY(result->arena, UnitFate, result->variants->unit_count);
    for (uint32_t u = 0; u < result->variants->unit_count; u++)
        fates_set(result, u, FATE_KEPT, DROP_NONE, NONE);
}

static void note_contradiction(Consolidation *result, const Contradiction *c)
{
    const Groups *groups = result->groups;
    const Group *loser = &groups->list[groups->of_unit[c->loser]];
    const Group *winner = &groups->list[groups->of_unit[c->winner]];
    for (size_t m = 0; m < loser->members.len; m++) {
        Conflict conflict = {.kind = span_of(verdict_conflict_name(c->kind)),
                             .winner = c->winner,
                             .loser = loser->members.at[m],
                             .field_winner = NONE,
                             .field_loser = NONE,
                             .support = groups_support(result->variants, winner)};
        vec_add(result->arena, &result->conflicts, conflict);
        fates_set(result, loser->members.at[m], FATE_CONFLICT, DROP_NONE, NONE);
    }
}

/* "10+ years" against "15+ years": the voice's stands in the opening, the other is named. */
static void note_opening_conflicts(Consolidation *result, const Passage *passage)
{
    const Variants *v = result->variants;
    for (size_t i = 0; i < passage->others.len; i++)
        for (size_t p = 0; p < passage->paragraphs.len; p++) {
            uint32_t winner = passage->paragraphs.at[p], loser = passage->others.at[i];
            if (!verdict_numbers_differ(variants_said(v, winner), variants_said(v, loser)))
                continue;
            Conflict conflict = {SPAN("number"), winner, loser, NONE, NONE, 1};
            vec_add(result->arena, &result->conflicts, conflict);
        }
}

/* A line whose terms stand as a list is said by that section. */
static void settle_enumeration(Consolidation *result, const Outline *outline, const Enumeration *e)
{
    uint32_t title = variants_title(result->variants, outline->places[e->cluster].title);
    uint32_t target = result->fates[title].target;
    const IndexVec *members = &result->groups->list[e->group].members;
    for (size_t m = 0; m < members->len; m++)
        result->fates[members->at[m]] = (UnitFate){FATE_DUPLICATE, DROP_NONE, target, 1, true};
}

static DropRule rule_for(const Consolidation *result, uint32_t unit)
{
    uint32_t group = result->groups->of_unit[unit];
    bool is_weak = group != NONE && groups_support(result->variants, &result->groups->list[group]) <
                                        result->policy->min_support;
    return is_weak ? DROP_SUPPORT : DROP_STRUCTURE;
}

static void settle_rest(Consolidation *result)
{
    for (uint32_t u = 0; u < result->variants->unit_count; u++) {
        const UnitFate *fate = &result->fates[u];
        if (fate->fate == FATE_KEPT && fate->target == NONE)
            fates_set(result, u, FATE_DROPPED, rule_for(result, u), NONE);
    }
}

void fates_finish(Consolidation *result, const Passage *opening, const Outline *outline,
                  const EnumerationVec *enumerations)
{
    for (size_t i = 0; i < result->groups->contradictions.len; i++)
        note_contradiction(result, &result->groups->contradictions.at[i]);
    note_opening_conflicts(result, opening);
    for (size_t i = 0; i < enumerations->len; i++)
        settle_enumeration(result, outline, &enumerations->at[i]);
    settle_rest(result);
}
