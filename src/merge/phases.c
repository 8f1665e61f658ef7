#include "merge/phases.h"

/* Below this likeness a step says nothing about where it belongs and stays near its neighbours. */
static const float LIKE_PHASE = 0.15f;

typedef struct Procedure {
    Layout *l;
    IndexVec phases; /* groups, in order */
    uint32_t doc;    /* whose procedure it is */
} Procedure;

static bool is_step(const Layout *l, uint32_t unit)
{
    const Unit *u = variants_unit(l->v, unit);
    return u->kind == UNIT_ITEM && u->is_ordered && u->parent == NONE &&
           l->groups->of_unit[unit] != NONE;
}

/* The steps that stand directly in one section, if they are one list. */
static IndexVec steps_of(const Layout *l, uint32_t node)
{
    const Node *n = &l->v->alignment->nodes[node];
    Range units = l->v->docs[n->doc]->sections[n->section].units;
    IndexVec steps = {0};
    for (uint32_t u = units.start; u < units.end; u++) {
        uint32_t number = l->v->first_unit[n->doc] + u;
        if (variants_unit(l->v, number)->section == n->section && is_step(l, number))
            vec_add(l->v->scratch, &steps, number);
    }
    return steps;
}

static uint32_t count_phases(const Layout *l, const IndexVec *steps)
{
    uint32_t count = 0;
    for (size_t i = 0; i < steps->len; i++)
        count += !variants_is_leaf(l->v, steps->at[i]);
    return count;
}

static bool is_phased(const Layout *l, const IndexVec *steps)
{
    return steps->len >= 2 && count_phases(l, steps) * 2 > steps->len;
}

static uint32_t phase_index(const Procedure *p, uint32_t group)
{
    for (uint32_t i = 0; i < p->phases.len; i++)
        if (p->phases.at[i] == group)
            return i;
    return NONE;
}

/* The phase a step already has because it was united with the phase or with one of its steps. */
static uint32_t anchor(const Procedure *p, uint32_t unit)
{
    uint32_t group = p->l->groups->of_unit[unit], parent = p->l->parent_of[group];
    uint32_t own = phase_index(p, group);
    return own != NONE ? own : parent == NONE ? NONE : phase_index(p, parent);
}

/* Likeness of a step to a phase: to its title or to the most alike of its steps. */
static float likeness(const Procedure *p, uint32_t unit, uint32_t phase)
{
    const Variants *v = p->l->v;
    uint32_t head = p->l->groups->list[p->phases.at[phase]].center;
    uint32_t end = head + (variants_unit(v, head)->end - (head - v->first_unit[v->doc_of[head]]));
    float best = 0;
    for (uint32_t u = head; u < end; u++) {
        float cosine =
            lexicon_overlap(v->lexicon, variants_said(v, unit), variants_said(v, u)).cosine;
        best = cosine > best ? cosine : best;
    }
    return best;
}

static uint32_t most_alike(const Procedure *p, uint32_t unit, uint32_t from, uint32_t to)
{
    uint32_t best = from;
    float most = LIKE_PHASE;
    for (uint32_t phase = from; phase <= to; phase++) {
        float like = likeness(p, unit, phase);
        if (like > most)
            best = phase, most = like;
    }
    return best;
}

/* May the step be moved: it stands only for itself and holds nothing? */
static bool is_free(const Procedure *p, uint32_t unit)
{
    const Group *group = &p->l->groups->list[p->l->groups->of_unit[unit]];
    return p->l->place_of[p->l->groups->of_unit[unit]] != NONE && group->center == unit &&
           variants_is_leaf(p->l->v, unit);
}

/* The last phase that step `i` may go to without overtaking a later step that has one. */
static uint32_t latest(const Procedure *p, const IndexVec *steps, size_t i)
{
    for (; i < steps->len; i++)
        if (anchor(p, steps->at[i]) != NONE)
            return anchor(p, steps->at[i]);
    return (uint32_t)p->phases.len - 1;
}

static void adopt(Procedure *p, const IndexVec *steps)
{
    Arena *arena = p->l->v->scratch;
    IndexVec *runs = ARENA_ARRAY(arena, IndexVec, p->phases.len);
    uint32_t earliest = 0;
    for (size_t i = 0; i < steps->len; i++) {
        uint32_t unit = steps->at[i], phase = anchor(p, unit), last = latest(p, steps, i);
        if (phase == NONE && !is_free(p, unit))
            continue;
        if (phase == NONE) {
            phase = most_alike(p, unit, earliest, last < earliest ? earliest : last);
            p->l->parent_of[p->l->groups->of_unit[unit]] = p->phases.at[phase];
        }
        earliest = phase > earliest ? phase : earliest;
        vec_add(arena, &runs[phase], unit);
    }
    for (size_t i = 0; i < p->phases.len; i++)
        if (runs[i].len)
            vec_add(arena, &p->l->adopted[p->phases.at[i]], runs[i]);
}

static Procedure procedure_of(Layout *l, const IndexVec *steps)
{
    Procedure p = {.l = l, .doc = l->v->doc_of[steps->at[0]]};
    for (size_t i = 0; i < steps->len; i++) {
        uint32_t group = l->groups->of_unit[steps->at[i]];
        if (l->place_of[group] != NONE && l->parent_of[group] == NONE &&
            l->groups->list[group].center == steps->at[i])
            vec_add(l->v->scratch, &p.phases, group);
    }
    return p;
}

static void adopt_in(Layout *l, const IndexVec *members)
{
    Procedure procedure = {0};
    for (size_t i = 0; i < members->len && !procedure.phases.len; i++) {
        IndexVec steps = steps_of(l, members->at[i]);
        if (is_phased(l, &steps))
            procedure = procedure_of(l, &steps);
    }
    for (size_t i = 0; i < members->len && procedure.phases.len; i++) {
        IndexVec steps = steps_of(l, members->at[i]);
        if (steps.len && l->v->doc_of[steps.at[0]] != procedure.doc && !count_phases(l, &steps))
            adopt(&procedure, &steps);
    }
}

void phases_adopt(Layout *l)
{
    for (uint32_t c = 0; c < l->v->alignment->cluster_count; c++)
        if (l->v->alignment->clusters[c].len > 1)
            adopt_in(l, &l->v->alignment->clusters[c]);
}
