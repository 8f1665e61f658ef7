#include "merge/procedures.h"

/* Fewer steps are mixed with any others; below this share of common steps two procedures are two. */
enum { FEWEST_STEPS = 3 };
static const float COMMON_SHARE = 0.34f;

typedef struct Splitter {
    const Variants *v;
    const Groups *groups;
    uint32_t *seen; /* by group: the last search that met it */
    uint32_t search;
    SplitVec splits;
} Splitter;

typedef struct Procedure {
    uint32_t node;
    IndexVec steps; /* groups */
    bool is_phased; /* most steps have steps of their own */
} Procedure;

static bool is_step(const Unit *unit, uint32_t section)
{
    return unit->kind == UNIT_ITEM && unit->is_ordered && unit->parent == NONE &&
           unit->section == section;
}

static Procedure procedure_of(const Variants *v, const Groups *groups, uint32_t node)
{
    const Node *n = &v->alignment->nodes[node];
    Range units = v->docs[n->doc]->sections[n->section].units;
    Procedure p = {.node = node};
    uint32_t phases = 0;
    for (uint32_t u = units.start; u < units.end; u++) {
        uint32_t number = v->first_unit[n->doc] + u;
        if (!is_step(variants_unit(v, number), n->section) || groups->of_unit[number] == NONE)
            continue;
        vec_add(v->scratch, &p.steps, groups->of_unit[number]);
        phases += !variants_is_leaf(v, number);
    }
    p.is_phased = phases * 2 > p.steps.len;
    return p;
}

static float common_share(Splitter *s, const Procedure *a, const Procedure *b)
{
    uint32_t common = 0;
    s->search++;
    for (size_t i = 0; i < a->steps.len; i++)
        s->seen[a->steps.at[i]] = s->search;
    for (size_t i = 0; i < b->steps.len; i++)
        common += s->seen[b->steps.at[i]] == s->search;
    size_t fewer = a->steps.len < b->steps.len ? a->steps.len : b->steps.len;
    return (float)common / (float)fewer;
}

/* Single steps find their place below the phases of another. */
static bool fits(Splitter *s, const Procedure *main, const Procedure *other)
{
    return (main->is_phased && !other->is_phased) || common_share(s, main, other) >= COMMON_SHARE;
}

static bool has_own_title(const Variants *v, const IndexVec *members, uint32_t node)
{
    const Node *nodes = v->alignment->nodes;
    SectionKind kind = v->docs[nodes[node].doc]->sections[nodes[node].section].kind;
    bool is_own = nodes[node].title != NONE && !nodes[node].is_title &&
                  (kind == SECTION_HEADING || kind == SECTION_LABEL);
    for (size_t i = 0; i < members->len && is_own; i++)
        is_own = members->at[i] == node || nodes[members->at[i]].title != nodes[node].title;
    return is_own;
}

static void take_out(Splitter *s, uint32_t cluster, uint32_t node)
{
    Alignment *alignment = s->v->alignment;
    IndexVec *members = &alignment->clusters[cluster];
    size_t kept = 0;
    for (size_t i = 0; i < members->len; i++)
        if (members->at[i] != node)
            members->at[kept++] = members->at[i];
    members->len = kept;
    uint32_t own = alignment->cluster_count++;
    alignment->clusters[own] = (IndexVec){0};
    vec_add(s->v->arena, &alignment->clusters[own], node);
    alignment->nodes[node].cluster = own;
    vec_add(s->v->scratch, &s->splits, (Split){own, cluster});
}

static void split_cluster(Splitter *s, uint32_t cluster)
{
    VEC(Procedure) procedures = {0};
    const IndexVec *members = &s->v->alignment->clusters[cluster];
    for (size_t i = 0; i < members->len; i++) {
        Procedure p = procedure_of(s->v, s->groups, members->at[i]);
        if (p.steps.len >= FEWEST_STEPS)
            vec_add(s->v->scratch, &procedures, p);
    }
    for (size_t i = 1; i < procedures.len; i++) {
        const Procedure *p = &procedures.at[i];
        bool has_place = !has_own_title(s->v, members, p->node);
        for (size_t j = 0; j < i && !has_place; j++)
            has_place = s->v->alignment->nodes[procedures.at[j].node].cluster == cluster &&
                        fits(s, &procedures.at[j], p);
        if (!has_place)
            take_out(s, cluster, p->node);
    }
}

/* The fence right below a section's title, or NONE. */
static uint32_t template_of(const Variants *v, uint32_t node)
{
    const Node *n = &v->alignment->nodes[node];
    const Section *section = &v->docs[n->doc]->sections[n->section];
    if (section->unit == NONE || section->units.end - section->unit < 2)
        return NONE;
    uint32_t below = variants_title(v, node) + 1;
    return variants_unit(v, below)->kind == UNIT_CODE ? below : NONE;
}

/* Behind what others say of the same, a template would seem to be part of it. */
static bool is_torn(const Splitter *s, const IndexVec *members, size_t at)
{
    const Variants *v = s->v;
    const Node *node = &v->alignment->nodes[members->at[at]],
               *first = &v->alignment->nodes[members->at[0]];
    uint32_t code = template_of(v, members->at[at]);
    uint32_t group = code == NONE ? NONE : s->groups->of_unit[code];
    return node->role == ROLE_OUTPUT && group != NONE && s->groups->list[group].members.len == 1 &&
           v->docs[first->doc]->sections[first->section].kind == SECTION_HEADING &&
           has_own_title(v, members, members->at[at]);
}

static void split_templates(Splitter *s, uint32_t cluster)
{
    IndexVec torn = {0};
    const IndexVec *members = &s->v->alignment->clusters[cluster];
    for (size_t i = 1; i < members->len; i++)
        if (is_torn(s, members, i))
            vec_add(s->v->scratch, &torn, members->at[i]);
    for (size_t i = 0; i < torn.len; i++)
        take_out(s, cluster, torn.at[i]);
}

SplitVec procedures_split(const Variants *v, const Groups *groups)
{
    Splitter s = {.v = v, .groups = groups};
    s.seen = ARENA_ARRAY(v->scratch, uint32_t, groups->count);
    uint32_t count = v->alignment->cluster_count;
    for (uint32_t c = 0; c < count; c++)
        if (v->alignment->clusters[c].len > 1) {
            split_cluster(&s, c);
            split_templates(&s, c);
        }
    return s.splits;
}
