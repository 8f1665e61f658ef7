#include "merge/neighbours.h"

/* Below this likeness two items have a word in common and no more. */
static const float LIKE = 0.35f;

typedef struct Gathering {
    const Variants *v;
    const Groups *groups;
    const IndexVec *order;
    uint32_t *host; /* by place in the order: where the item it stands behind is, or NONE */
} Gathering;

static uint32_t rank_of(const Gathering *g, uint32_t place)
{
    return g->v->doc_of[g->groups->list[g->order->at[place]].members.at[0]];
}

static float likeness(const Gathering *g, uint32_t a, uint32_t b)
{
    const Statement *x = variants_said(g->v, g->groups->list[g->order->at[a]].center),
                    *y = variants_said(g->v, g->groups->list[g->order->at[b]].center);
    return lexicon_overlap(g->v->lexicon, x, y).cosine;
}

static bool is_leaf(const Gathering *g, uint32_t place)
{
    const Group *group = &g->groups->list[g->order->at[place]];
    for (size_t i = 0; i < group->members.len; i++)
        if (!variants_is_leaf(g->v, group->members.at[i]))
            return false;
    return true;
}

/* The most alike of the items of higher rank that stand for themselves. */
static uint32_t find_host(const Gathering *g, uint32_t place)
{
    uint32_t best = NONE, rank = rank_of(g, place);
    float most = LIKE;
    for (uint32_t p = 0; p < g->order->len; p++) {
        if (g->host[p] != NONE || rank_of(g, p) >= rank)
            continue;
        float like = likeness(g, place, p);
        if (like > most)
            best = p, most = like;
    }
    return best;
}

static uint32_t next_rank(const Gathering *g, uint32_t after)
{
    uint32_t next = NONE;
    for (uint32_t p = 0; p < g->order->len; p++) {
        uint32_t rank = rank_of(g, p);
        if ((after == NONE || rank > after) && rank < next)
            next = rank;
    }
    return next;
}

void neighbours_gather(const Variants *v, const Groups *groups, IndexVec *order)
{
    if (order->len > NEIGHBOURS_LIMIT)
        return;
    Gathering g = {v, groups, order, ARENA_ARRAY(v->scratch, uint32_t, order->len)};
    memset(g.host, 0xff, order->len * sizeof *g.host);
    for (uint32_t rank = next_rank(&g, NONE); rank != NONE; rank = next_rank(&g, rank))
        for (uint32_t p = 0; p < order->len; p++)
            if (rank_of(&g, p) == rank && is_leaf(&g, p))
                g.host[p] = find_host(&g, p);
    IndexVec gathered = {0};
    for (uint32_t p = 0; p < order->len; p++) {
        if (g.host[p] != NONE)
            continue;
        vec_add(v->scratch, &gathered, order->at[p]);
        for (uint32_t q = 0; q < order->len; q++)
            if (g.host[q] == p)
                vec_add(v->scratch, &gathered, order->at[q]);
    }
    *order = gathered;
}
