#include "scan/tree.h"

#include <stdlib.h>

/* As much of a text as stays when a word of it is changed here and there. */
static const float HELD_WHOLE = 0.95f;

typedef struct Edge {
    float strength;
    uint32_t pair, a, b; /* a, b: places in the cluster */
    bool is_top;         /* one of them is the root's, which goes first among equals */
} Edge;

typedef struct Growth {
    const Collection *c;
    Cluster *cluster;
    Arena *arena;
    Edge *edges; /* strongest first */
    uint32_t *root;
    IndexVec *chosen; /* by place: edges of the tree */
} Growth;

static uint32_t place_of(const Cluster *cluster, uint32_t file)
{
    uint32_t low = 0, high = (uint32_t)cluster->files.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cluster->files.at[middle] < file)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int by_strength(const void *left, const void *right)
{
    const Edge *x = left, *y = right;
    if (x->strength != y->strength)
        return x->strength > y->strength ? -1 : 1;
    if (x->is_top != y->is_top)
        return x->is_top ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

static void read_edges(Growth *g)
{
    const Cluster *cluster = g->cluster;
    g->edges = ARENA_ARRAY(g->arena, Edge, cluster->pairs.len);
    for (size_t i = 0; i < cluster->pairs.len; i++) {
        const Pair *pair = &g->c->pairs.at[cluster->pairs.at[i]];
        g->edges[i] = (Edge){.strength = pair_strength(pair),
                             .pair = cluster->pairs.at[i],
                             .a = place_of(cluster, pair->a),
                             .b = place_of(cluster, pair->b)};
    }
}

static void choose_voice(Growth *g)
{
    const Cluster *cluster = g->cluster;
    double *likeness = ARENA_ARRAY(g->arena, double, cluster->files.len);
    for (size_t i = 0; i < cluster->pairs.len; i++) {
        likeness[g->edges[i].a] += (double)g->edges[i].strength;
        likeness[g->edges[i].b] += (double)g->edges[i].strength;
    }
    size_t best = 0;
    for (size_t i = 1; i < cluster->files.len; i++) {
        const Feature *file = &g->c->files[cluster->files.at[i]];
        const Feature *leader = &g->c->files[cluster->files.at[best]];
        if (likeness[i] > likeness[best] ||
            (likeness[i] == likeness[best] && file->shingles < leader->shingles))
            best = i;
    }
    g->cluster->voice = cluster->files.at[best];
}

/* Among files of one date, such as those of a first commit, the voice goes first, then the one that is first by name. */
static uint32_t oldest(const Growth *g)
{
    const int64_t *dates = g->c->dates;
    uint32_t root = g->cluster->voice;
    for (size_t i = 0; i < g->cluster->files.len; i++)
        if (dates[g->cluster->files.at[i]] < dates[root])
            root = g->cluster->files.at[i];
    return root;
}

/* Texts grow: of 447 real edits after which one version holds the other, 379 have added. So what the voice has whole and more
   comes before it, unless it is so short (and no copy then) that it may as well be an excerpt. */
static uint32_t shortest_held(const Growth *g)
{
    const Cluster *cluster = g->cluster;
    uint32_t root = cluster->voice;
    for (size_t i = 0; i < cluster->pairs.len; i++) {
        const Pair *pair = &g->c->pairs.at[cluster->pairs.at[i]];
        if (pair->kind != PAIR_COPY || pair->held < HELD_WHOLE ||
            (pair->a != cluster->voice && pair->b != cluster->voice))
            continue;
        uint32_t other = pair->a == cluster->voice ? pair->b : pair->a;
        if (g->c->files[other].shingles < g->c->files[root].shingles)
            root = other;
    }
    return root;
}

/* A cluster none of whose files has a date hangs as one of a collection without dates. */
static void choose_top(Growth *g)
{
    const int64_t *dates = g->c->dates;
    uint32_t root = dates ? oldest(g) : g->cluster->voice;
    bool is_dated = dates && dates[root] != COLLECTION_UNDATED;
    g->cluster->root = is_dated ? root : shortest_held(g);
    g->cluster->root_rule = g->cluster->root == g->cluster->voice ? ROOT_VOICE
                            : is_dated                            ? ROOT_OLDEST
                                                                  : ROOT_SHORTEST;
}

static uint32_t find_root(const Growth *g, uint32_t place)
{
    while (g->root[place] != place)
        place = g->root[place] = g->root[g->root[place]];
    return place;
}

static void sort_edges(Growth *g)
{
    uint32_t top = place_of(g->cluster, g->cluster->root);
    size_t count = g->cluster->pairs.len;
    for (size_t i = 0; i < count; i++)
        g->edges[i].is_top = g->edges[i].a == top || g->edges[i].b == top;
    qsort(g->edges, count, sizeof *g->edges, by_strength);
}

static void choose_edges(Growth *g)
{
    size_t files = g->cluster->files.len;
    g->root = ARENA_ARRAY(g->arena, uint32_t, files);
    g->chosen = ARENA_ARRAY(g->arena, IndexVec, files);
    for (uint32_t i = 0; i < files; i++)
        g->root[i] = i;
    for (uint32_t e = 0; e < g->cluster->pairs.len; e++) {
        uint32_t a = find_root(g, g->edges[e].a), b = find_root(g, g->edges[e].b);
        if (a == b)
            continue;
        g->root[a] = b;
        vec_add(g->arena, &g->chosen[g->edges[e].a], e);
        vec_add(g->arena, &g->chosen[g->edges[e].b], e);
    }
}

/* A file that waits to be hung up. */
typedef struct Branch {
    uint32_t place, edge, depth;
} Branch;

typedef VEC(Branch) BranchVec;

static void push_branches(Growth *g, BranchVec *stack, Branch parent)
{
    const IndexVec *chosen = &g->chosen[parent.place];
    for (size_t i = chosen->len; i-- > 0;) {
        uint32_t e = chosen->at[i];
        uint32_t child = g->edges[e].a == parent.place ? g->edges[e].b : g->edges[e].a;
        if (e != parent.edge)
            vec_add(g->arena, stack, (Branch){child, e, parent.depth + 1});
    }
}

/* From the root outwards, branch by branch, the nearest first. */
static void hang_up(Growth *g)
{
    Cluster *cluster = g->cluster;
    BranchVec stack = {0};
    push_branches(g, &stack, (Branch){place_of(cluster, cluster->root), NONE, 0});
    while (stack.len) {
        Branch branch = stack.at[--stack.len];
        const Edge *edge = &g->edges[branch.edge];
        uint32_t above = edge->a == branch.place ? edge->b : edge->a;
        vec_add(g->c->arena, &cluster->tree,
                (Derivation){cluster->files.at[above], cluster->files.at[branch.place], edge->pair,
                             branch.depth});
        push_branches(g, &stack, branch);
    }
}

void tree_grow(const Collection *collection, Cluster *cluster)
{
    Arena *scratch = arena_new();
    Growth g = {.c = collection, .cluster = cluster, .arena = scratch};
    read_edges(&g);
    choose_voice(&g);
    choose_top(&g);
    sort_edges(&g);
    choose_edges(&g);
    hang_up(&g);
    arena_free(scratch);
}
