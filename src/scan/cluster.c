#include "scan/cluster.h"

#include "scan/tree.h"

#include <stdlib.h>

static const double LEAST_LINKED = 0.5, TINY = 1e-9;

/* Two texts, each named by the first file that has it. */
typedef struct Link {
    uint32_t a, b; /* a < b */
    float strength;
} Link;

typedef struct Group {
    uint32_t size; /* texts */
    double weight; /* of them together */
    uint32_t last; /* of the chain that starts with the group's number */
    bool has_variants;
} Group;

typedef struct Clustering {
    Collection *c;
    Arena *arena;
    uint32_t *group; /* by text */
    uint32_t *next;  /* text in the same group, or NONE */
    double *weight;  /* by text */
    Group *groups;   /* by number: the first text that was in it */
    Link *links;     /* by a, b */
    uint32_t link_count;
    uint32_t *first; /* neighbours of each text */
    uint32_t *neighbours;
} Clustering;

static int by_texts(const void *left, const void *right)
{
    const Link *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return x->strength > y->strength ? -1 : x->strength < y->strength;
}

static int by_strength(const void *left, const void *right)
{
    const Link *x = left, *y = right;
    if (x->strength != y->strength)
        return x->strength > y->strength ? -1 : 1;
    return by_texts(left, right);
}

static bool ties(const Collection *c, const Pair *pair)
{
    return pair->kind != PAIR_CONTAINS || c->files[pair->b].shingles >= CLUSTER_LEAST_HELD;
}

static void find_links(Clustering *k)
{
    k->links = ARENA_ARRAY(k->arena, Link, k->c->pairs.len);
    uint32_t made = 0;
    for (size_t p = 0; p < k->c->pairs.len; p++) {
        const Pair *pair = &k->c->pairs.at[p];
        uint32_t a = k->c->texts[pair->a], b = k->c->texts[pair->b];
        if (a != b && ties(k->c, pair))
            k->links[made++] = (Link){a < b ? a : b, a < b ? b : a, pair_strength(pair)};
    }
    if (made)
        qsort(k->links, made, sizeof *k->links, by_texts);
    for (uint32_t i = 0; i < made; i++) /* the strongest of each two texts comes first */
        if (!k->link_count || k->links[k->link_count - 1].a != k->links[i].a ||
            k->links[k->link_count - 1].b != k->links[i].b)
            k->links[k->link_count++] = k->links[i];
}

static void find_neighbours(Clustering *k)
{
    uint32_t files = k->c->file_count;
    k->first = ARENA_ARRAY(k->arena, uint32_t, files + 2);
    k->neighbours = ARENA_ARRAY(k->arena, uint32_t, (size_t)k->link_count * 2);
    for (uint32_t i = 0; i < k->link_count; i++) {
        k->first[k->links[i].a + 2]++;
        k->first[k->links[i].b + 2]++;
    }
    for (uint32_t f = 1; f < files + 1; f++)
        k->first[f + 1] += k->first[f];
    for (uint32_t i = 0; i < k->link_count; i++) {
        k->neighbours[k->first[k->links[i].a + 1]++] = k->links[i].b;
        k->neighbours[k->first[k->links[i].b + 1]++] = k->links[i].a;
    }
}

static bool are_linked(const Clustering *k, uint32_t smaller, uint32_t larger)
{
    uint32_t count = 0;
    double asked = 0, linked = 0;
    for (uint32_t text = smaller; text != NONE && count < CLUSTER_SAMPLE; text = k->next[text]) {
        count++;
        asked += k->weight[text];
        for (uint32_t n = k->first[text]; n < k->first[text + 1]; n++)
            if (k->group[k->neighbours[n]] == larger)
                linked += k->weight[text] * k->weight[k->neighbours[n]];
    }
    return linked + TINY >= LEAST_LINKED * asked * k->groups[larger].weight;
}

static void unite(Clustering *k, uint32_t larger, uint32_t smaller, bool by_variant)
{
    Group *into = &k->groups[larger], *from = &k->groups[smaller];
    for (uint32_t text = smaller; text != NONE; text = k->next[text])
        k->group[text] = larger;
    k->next[into->last] = smaller;
    into->last = from->last;
    into->size += from->size;
    into->weight += from->weight;
    into->has_variants |= from->has_variants || by_variant;
}

static void start_groups(Clustering *k)
{
    uint32_t files = k->c->file_count;
    k->group = ARENA_ARRAY(k->arena, uint32_t, files);
    k->next = ARENA_ARRAY(k->arena, uint32_t, files);
    k->weight = ARENA_ARRAY(k->arena, double, files);
    k->groups = ARENA_ARRAY(k->arena, Group, files);
    for (uint32_t f = 0; f < files; f++) {
        k->group[f] = f;
        k->next[f] = NONE;
        k->weight[f] = 1;
        k->groups[f] = (Group){.size = 1, .weight = 1, .last = f};
    }
}

/* Copies of one text are one witness, not several, when it comes to what is a variant of them. */
static void weigh_copies(Clustering *k)
{
    for (uint32_t f = 0; f < k->c->file_count; f++) {
        k->weight[f] = 1.0 / k->groups[k->group[f]].size;
        if (k->group[f] == f)
            k->groups[f].weight = 1;
    }
}

static void unite_all(Clustering *k)
{
    bool is_weighed = false;
    start_groups(k);
    if (k->link_count)
        qsort(k->links, k->link_count, sizeof *k->links, by_strength);
    for (uint32_t i = 0; i < k->link_count; i++) {
        bool by_variant = k->links[i].strength <= 1;
        if (by_variant && !is_weighed) {
            weigh_copies(k);
            is_weighed = true;
        }
        uint32_t a = k->group[k->links[i].a], b = k->group[k->links[i].b];
        bool a_is_larger = k->groups[a].size >= k->groups[b].size;
        uint32_t larger = a_is_larger ? a : b, smaller = a_is_larger ? b : a;
        if (a != b && are_linked(k, smaller, larger))
            unite(k, larger, smaller, by_variant);
    }
}

/* Clusters in the order of their first files, of two files at least. */
static void collect(Clustering *k)
{
    Collection *c = k->c;
    uint32_t *number = ARENA_ARRAY(k->arena, uint32_t, c->file_count);
    uint32_t *files = ARENA_ARRAY(k->arena, uint32_t, c->file_count);
    for (uint32_t f = 0; f < c->file_count; f++) {
        files[k->group[k->c->texts[f]]]++;
        number[f] = NONE;
    }
    for (uint32_t f = 0; f < c->file_count; f++) {
        uint32_t group = k->group[k->c->texts[f]];
        if (files[group] < 2)
            continue;
        if (number[group] == NONE) {
            number[group] = (uint32_t)c->clusters.len;
            PairKind kind = k->groups[group].has_variants ? PAIR_VARIANT : PAIR_COPY;
            vec_add(c->arena, &c->clusters, (Cluster){.kind = kind});
        }
        vec_add(c->arena, &c->clusters.at[number[group]].files, f);
    }
    for (size_t p = 0; p < c->pairs.len; p++) {
        const Pair *pair = &c->pairs.at[p];
        uint32_t group = k->group[k->c->texts[pair->a]];
        if (group != k->group[k->c->texts[pair->b]])
            continue;
        vec_add(c->arena, &c->clusters.at[number[group]].pairs, (uint32_t)p);
    }
}

/* What consolidating variants leaves of them was measured: about this share. It comes within 15 % in four of five families. */
static const double VARIANTS_LEFT = 0.9;

static uint32_t count_distinct(Arena *arena, const Collection *c, const IndexVec *texts,
                               uint32_t listed)
{
    uint32_t *all = ARENA_ARRAY(arena, uint32_t, listed), count = 0, distinct = 0;
    for (size_t i = 0; i < texts->len; i++) {
        Tokens body = c->files[texts->at[i]].body;
        if (body.count)
            memcpy(all + count, body.at, body.count * sizeof *all);
        count += body.count;
    }
    tokens_sort(arena, all, count);
    for (uint32_t i = 0; i < count; i++)
        distinct += !i || all[i] != all[i - 1];
    return distinct;
}

/* Of the texts' shingles those that no other text has are not there, but counted. */
static double distinct_share(Arena *arena, const Collection *c, const IndexVec *texts)
{
    size_t shingles = 0, listed = 0;
    for (size_t i = 0; i < texts->len; i++) {
        shingles += c->files[texts->at[i]].shingles;
        listed += c->files[texts->at[i]].body.count;
    }
    size_t distinct = shingles - listed + count_distinct(arena, c, texts, (uint32_t)listed);
    return shingles ? (double)distinct / (double)shingles : 1;
}

/* The distinct texts together, less what they have in common word for word. */
static void estimate(const Clustering *k, Cluster *cluster)
{
    const Collection *c = k->c;
    Arena *scratch = arena_new();
    IndexVec texts = {0};
    uint64_t bytes = 0;
    for (size_t i = 0; i < cluster->files.len; i++) {
        uint32_t f = cluster->files.at[i];
        cluster->bytes += c->files[f].bytes;
        cluster->text_count += c->texts[f] == f;
        if (c->texts[f] != f)
            continue;
        bytes += c->files[f].bytes;
        vec_add(scratch, &texts, f);
    }
    double left = distinct_share(scratch, c, &texts);
    if (cluster->kind == PAIR_VARIANT)
        left *= VARIANTS_LEFT;
    cluster->expected = (uint64_t)((double)bytes * left);
    arena_free(scratch);
}

static void estimate_range(void *context, uint32_t worker, Range clusters)
{
    (void)worker;
    const Clustering *k = context;
    for (uint32_t i = clusters.start; i < clusters.end; i++)
        estimate(k, &k->c->clusters.at[i]);
}

static uint64_t saving_of(const Cluster *cluster)
{
    return cluster->bytes > cluster->expected ? cluster->bytes - cluster->expected : 0;
}

static int by_saving(const void *left, const void *right)
{
    const Cluster *a = left, *b = right;
    uint64_t saves_a = saving_of(a), saves_b = saving_of(b);
    if (saves_a != saves_b)
        return saves_a > saves_b ? -1 : 1;
    return a->files.at[0] < b->files.at[0] ? -1 : a->files.at[0] > b->files.at[0];
}

void cluster_find(Collection *c)
{
    Arena *scratch = arena_new();
    Clustering k = {.c = c, .arena = scratch};
    find_links(&k);
    find_neighbours(&k);
    unite_all(&k);
    collect(&k);
    parallel_run(c->policy.threads, (uint32_t)c->clusters.len, estimate_range, &k);
    for (size_t i = 0; i < c->clusters.len; i++)
        tree_grow(c, &c->clusters.at[i]);
    if (c->clusters.len)
        qsort(c->clusters.at, c->clusters.len, sizeof *c->clusters.at, by_saving);
    arena_free(scratch);
}
