#include "merge/order.h"

typedef struct Graph {
    Arena *arena;
    uint32_t count;
    IndexVec *after;      /* after[x]: elements that must come later than x */
    uint32_t *waits_for;  /* how many placed-later-than edges still hold x back */
    uint32_t *first_seen; /* place in the concatenation of all sequences: rank, then position */
    uint32_t *mark;       /* of the last search that met x */
    uint32_t search;
    uint32_t last; /* preference of what was placed last; the lowest before anything was */
} Graph;

/* Depth-first over `after`, without recursion. */
static bool reaches(Graph *g, uint32_t from, uint32_t to)
{
    IndexVec stack = {0};
    vec_add(g->arena, &stack, from);
    g->search++;
    while (stack.len) {
        uint32_t x = stack.at[--stack.len];
        if (x == to)
            return true;
        if (g->mark[x] == g->search)
            continue;
        g->mark[x] = g->search;
        for (size_t i = 0; i < g->after[x].len; i++)
            vec_add(g->arena, &stack, g->after[x].at[i]);
    }
    return false;
}

static void add_edge(Graph *g, uint32_t before, uint32_t after)
{
    if (g->count <= ORDER_EXACT_LIMIT && reaches(g, after, before))
        return;
    vec_add(g->arena, &g->after[before], after);
    g->waits_for[after]++;
}

static Graph *graph_new(Arena *arena, uint32_t count)
{
    Graph *g = ARENA_NEW(arena, Graph);
    *g = (Graph){.arena = arena, .count = count};
    g->after = ARENA_ARRAY(arena, IndexVec, count);
    g->waits_for = ARENA_ARRAY(arena, uint32_t, count);
    g->first_seen = ARENA_ARRAY(arena, uint32_t, count);
    g->mark = ARENA_ARRAY(arena, uint32_t, count);
    memset(g->first_seen, 0xff, count * sizeof *g->first_seen);
    return g;
}

static void add_sequences(Graph *g, const IndexVec *sequences, uint32_t sequence_count)
{
    uint32_t seen = 0;
    for (uint32_t s = 0; s < sequence_count; s++)
        for (size_t i = 0; i < sequences[s].len; i++) {
            uint32_t x = sequences[s].at[i];
            bool is_new = g->first_seen[x] == NONE;
            if (is_new)
                g->first_seen[x] = seen++;
            /* Beyond the limit only edges to new elements, which cannot close a circle. */
            if (i && (is_new || g->count <= ORDER_EXACT_LIMIT))
                add_edge(g, sequences[s].at[i - 1], x);
        }
}

static bool comes_before(const Graph *g, uint32_t x, uint32_t y, const uint32_t *preference)
{
    if (preference && preference[x] != preference[y]) {
        if (preference[x] == g->last || preference[y] == g->last)
            return preference[x] == g->last;
        return preference[x] < preference[y];
    }
    return g->first_seen[x] < g->first_seen[y];
}

/* With preferences the best of all that are free, what is alike together; without, the best of those that were freed by
   what was just placed. */
static size_t choose(const Graph *g, const IndexVec *ready, size_t freed_from,
                     const uint32_t *preference)
{
    size_t from = !preference && freed_from < ready->len ? freed_from : 0, best = from;
    for (size_t i = from + 1; i < ready->len; i++)
        if (comes_before(g, ready->at[i], ready->at[best], preference))
            best = i;
    return best;
}

static void take(IndexVec *ready, size_t at)
{
    memmove(&ready->at[at], &ready->at[at + 1], (ready->len - at - 1) * sizeof *ready->at);
    ready->len--;
}

IndexVec order_merge(Arena *arena, const IndexVec *sequences, uint32_t sequence_count,
                     uint32_t count, const uint32_t *preference)
{
    Graph *g = graph_new(arena, count);
    add_sequences(g, sequences, sequence_count);
    IndexVec ready = {0}, order = {0};
    for (uint32_t x = 0; x < count; x++)
        if (g->first_seen[x] != NONE && !g->waits_for[x])
            vec_add(arena, &ready, x);
    size_t freed_from = ready.len;
    while (ready.len) {
        size_t chosen = choose(g, &ready, freed_from, preference);
        uint32_t x = ready.at[chosen];
        take(&ready, chosen);
        g->last = preference ? preference[x] : 0;
        vec_add(arena, &order, x);
        freed_from = ready.len;
        for (size_t i = 0; i < g->after[x].len; i++)
            if (--g->waits_for[g->after[x].at[i]] == 0)
                vec_add(arena, &ready, g->after[x].at[i]);
    }
    return order;
}
