#include "align/assign.h"

#include <stdlib.h>

/* ---- components ---- */

typedef struct Components {
    uint32_t *of; /* union-find over left nodes, then right ones */
} Components;

static uint32_t root_of(Components *c, uint32_t node)
{
    while (c->of[node] != node) {
        c->of[node] = c->of[c->of[node]];
        node = c->of[node];
    }
    return node;
}

/* The smaller root stays, so that a component is named by its first left node. */
static void unite(Components *c, uint32_t a, uint32_t b)
{
    a = root_of(c, a), b = root_of(c, b);
    if (a < b)
        c->of[b] = a;
    else
        c->of[a] = b;
}

typedef struct Grouped {
    uint32_t component;
    Edge edge;
} Grouped;

static int by_component(const void *left, const void *right)
{
    const Grouped *a = left, *b = right;
    if (a->component != b->component)
        return a->component < b->component ? -1 : 1;
    if (a->edge.score != b->edge.score)
        return a->edge.score > b->edge.score ? -1 : 1;
    if (a->edge.left != b->edge.left)
        return a->edge.left < b->edge.left ? -1 : 1;
    return (a->edge.right > b->edge.right) - (a->edge.right < b->edge.right);
}

static Grouped *group(Arena *arena, const EdgeVec *edges, uint32_t left_count, uint32_t right_count)
{
    Components c = {ARENA_ARRAY(arena, uint32_t, (size_t)left_count + right_count)};
    for (uint32_t n = 0; n < left_count + right_count; n++)
        c.of[n] = n;
    for (size_t i = 0; i < edges->len; i++)
        unite(&c, edges->at[i].left, left_count + edges->at[i].right);
    Grouped *grouped = ARENA_ARRAY(arena, Grouped, edges->len);
    for (size_t i = 0; i < edges->len; i++)
        grouped[i] = (Grouped){root_of(&c, edges->at[i].left), edges->at[i]};
    qsort(grouped, edges->len, sizeof *grouped, by_component);
    return grouped;
}

/* ---- one component ---- */

typedef struct Matching {
    Arena *arena;
    uint32_t *right_of, *left_of; /* the answer so far, both ways */
    uint32_t *local[2];           /* number of a node in its component, by side */
} Matching;

static void match_greedily(Matching *m, const Grouped *edges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Edge edge = edges[i].edge;
        if (m->right_of[edge.left] != NONE || m->left_of[edge.right] != NONE)
            continue;
        m->right_of[edge.left] = edge.right;
        m->left_of[edge.right] = edge.left;
    }
}

/* The Hungarian method in the form of shortest augmenting paths (Jonker and Volgenant 1987). Rows are 1..rows; each
   row has a column of its own, at cost 0, for staying alone; columns are numbered from 1. */
typedef struct Hungarian {
    uint32_t rows, columns;
    int64_t *cost; /* rows x columns, below 0 for a pair that is worth something */
    int64_t *row_price, *column_price, *least;
    uint32_t *row_at, *way;
    bool *is_used;
} Hungarian;

static int64_t cost_at(const Hungarian *h, uint32_t row, uint32_t column)
{
    return column <= h->columns ? h->cost[(size_t)(row - 1) * h->columns + column - 1] : 0;
}

/* Takes the cheapest column not used yet into the tree; gives it. */
static uint32_t grow_tree(Hungarian *h, uint32_t column)
{
    uint32_t row = h->row_at[column], width = h->columns + h->rows, next = 0;
    int64_t delta = INT64_MAX;
    h->is_used[column] = true;
    for (uint32_t j = 1; j <= width; j++) {
        if (h->is_used[j])
            continue;
        int64_t reduced = cost_at(h, row, j) - h->row_price[row] - h->column_price[j];
        if (reduced < h->least[j])
            h->least[j] = reduced, h->way[j] = column;
        if (h->least[j] < delta)
            delta = h->least[j], next = j;
    }
    for (uint32_t j = 0; j <= width; j++) {
        if (h->is_used[j])
            h->row_price[h->row_at[j]] += delta, h->column_price[j] -= delta;
        else
            h->least[j] -= delta;
    }
    return next;
}

static void add_row(Hungarian *h, uint32_t row)
{
    uint32_t width = h->columns + h->rows, column = 0;
    h->row_at[0] = row;
    for (uint32_t j = 0; j <= width; j++)
        h->least[j] = INT64_MAX, h->is_used[j] = false;
    do
        column = grow_tree(h, column);
    while (h->row_at[column]);
    while (column) {
        h->row_at[column] = h->row_at[h->way[column]];
        column = h->way[column];
    }
}

static Hungarian hungarian_new(Arena *arena, uint32_t rows, uint32_t columns)
{
    size_t width = (size_t)rows + columns + 1;
    return (Hungarian){.rows = rows,
                       .columns = columns,
                       .cost = ARENA_ARRAY(arena, int64_t, (size_t)rows * columns),
                       .row_price = ARENA_ARRAY(arena, int64_t, (size_t)rows + 1),
                       .column_price = ARENA_ARRAY(arena, int64_t, width),
                       .least = ARENA_ARRAY(arena, int64_t, width),
                       .row_at = ARENA_ARRAY(arena, uint32_t, width),
                       .way = ARENA_ARRAY(arena, uint32_t, width),
                       .is_used = ARENA_ARRAY(arena, bool, width)};
}

static void match_best(Matching *m, const Grouped *edges, size_t count, const IndexVec nodes[2])
{
    Hungarian h = hungarian_new(m->arena, (uint32_t)nodes[0].len, (uint32_t)nodes[1].len);
    for (size_t i = 0; i < count; i++) {
        Edge edge = edges[i].edge;
        h.cost[(size_t)m->local[0][edge.left] * h.columns + m->local[1][edge.right]] =
            -(int64_t)edge.score;
    }
    for (uint32_t row = 1; row <= h.rows; row++)
        add_row(&h, row);
    for (uint32_t column = 1; column <= h.columns; column++) {
        uint32_t row = h.row_at[column];
        if (!row || cost_at(&h, row, column) >= 0)
            continue;
        m->right_of[nodes[0].at[row - 1]] = nodes[1].at[column - 1];
        m->left_of[nodes[1].at[column - 1]] = nodes[0].at[row - 1];
    }
}

static void note(Matching *m, IndexVec *nodes, int side, uint32_t node)
{
    if (m->local[side][node] != NONE)
        return;
    m->local[side][node] = (uint32_t)nodes[side].len;
    vec_add(m->arena, &nodes[side], node);
}

static void match(Matching *m, const Grouped *edges, size_t count)
{
    IndexVec nodes[2] = {{0}, {0}};
    if (count == 1) {
        match_greedily(m, edges, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        note(m, nodes, 0, edges[i].edge.left);
        note(m, nodes, 1, edges[i].edge.right);
    }
    if (nodes[0].len * nodes[1].len > ASSIGN_LIMIT)
        match_greedily(m, edges, count);
    else
        match_best(m, edges, count, nodes);
}

static uint32_t *all_none(Arena *arena, uint32_t count)
{
    uint32_t *list = ARENA_ARRAY(arena, uint32_t, count);
    memset(list, 0xFF, count * sizeof *list);
    return list;
}

uint32_t *assign_best(Arena *arena, const EdgeVec *edges, uint32_t left_count, uint32_t right_count)
{
    Matching m = {.arena = arena,
                  .right_of = all_none(arena, left_count),
                  .left_of = all_none(arena, right_count),
                  .local = {all_none(arena, left_count), all_none(arena, right_count)}};
    if (!edges->len)
        return m.right_of;
    Grouped *grouped = group(arena, edges, left_count, right_count);
    for (size_t from = 0, to; from < edges->len; from = to) {
        for (to = from + 1; to < edges->len && grouped[to].component == grouped[from].component;)
            to++;
        match(&m, grouped + from, to - from);
    }
    return m.right_of;
}
