/* Average-linkage clusters of sections. Pairs are taken strongest first; two clusters join when their members are alike
   on the average, when no section would meet its own ancestor, and when no two sections of one document would meet. */
#include "align/passes.h"
#include "base/ids.h"

#include <stdlib.h>

static const float JOIN = 0.5f;      /* average score from which clusters join */
static const float POSSIBLE = 0.38f; /* from here on a pair is worth showing */

typedef struct Pair {
    uint32_t a, b;
    float score;
    AlignReason reason;
} Pair;

typedef VEC(Pair) PairVec;

typedef struct Clusters {
    Arena *arena;
    Arena *scratch; /* for all but the clusters */
    Alignment *alignment;
    const ConstraintVec *constraints;
    uint32_t *of_node;
    IndexVec *members;
    float *scores; /* matrix of all pairs, the lower number first, or NULL beyond the limit */
} Clusters;

static int by_strength(const void *left, const void *right)
{
    const Pair *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static float score_of(const Clusters *c, uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    return c->scores ? c->scores[(size_t)low * c->alignment->node_count + high] : JOIN;
}

static bool is_apart(const Clusters *c, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < c->constraints->len; i++) {
        const Constraint *k = &c->constraints->at[i];
        if (k->is_apart && ((k->a == a && k->b == b) || (k->a == b && k->b == a)))
            return true;
    }
    return false;
}

/* Average score between two clusters, or below zero when they must not join. */
static float linkage(const Clusters *c, uint32_t x, uint32_t y)
{
    float sum = 0;
    for (size_t i = 0; i < c->members[x].len; i++)
        for (size_t j = 0; j < c->members[y].len; j++) {
            uint32_t a = c->members[x].at[i], b = c->members[y].at[j];
            if (c->alignment->nodes[a].doc == c->alignment->nodes[b].doc || is_apart(c, a, b))
                return -1;
            sum += score_of(c, a, b);
        }
    return sum / (float)(c->members[x].len * c->members[y].len);
}

static void join(Clusters *c, uint32_t a, uint32_t b)
{
    uint32_t to = c->of_node[a], from = c->of_node[b];
    for (size_t i = 0; i < c->members[from].len; i++) {
        uint32_t node = c->members[from].at[i];
        c->of_node[node] = to;
        vec_add(c->arena, &c->members[to], node);
    }
    c->members[from].len = 0;
}

static void note_reason(Alignment *alignment, const Pair *pair)
{
    uint32_t ends[2] = {pair->a, pair->b};
    for (int side = 0; side < 2; side++) {
        Node *node = &alignment->nodes[ends[side]];
        if (node->partner != NONE)
            continue;
        node->partner = ends[1 - side];
        node->reason = pair->reason;
        node->score = pair->score;
    }
}

static void link_pairs(Clusters *c, const PairVec *pairs)
{
    for (size_t i = 0; i < pairs->len; i++) {
        const Pair *pair = &pairs->at[i];
        uint32_t x = c->of_node[pair->a], y = c->of_node[pair->b];
        bool is_joined = x == y;
        if (!is_joined && (pair->reason == ALIGN_TOGETHER || linkage(c, x, y) >= JOIN)) {
            join(c, pair->a, pair->b);
            is_joined = true;
        }
        if (is_joined)
            note_reason(c->alignment, pair);
    }
}

/* Which nodes hold a stem, in their order, and with what weight: a pair then costs no more than the stems it shares. */
typedef struct Posting {
    uint32_t node;
    float weight;
} Posting;

typedef struct Postings {
    Posting *list;
    uint32_t *first; /* by stem, and one past the last */
} Postings;

static Postings postings_new(Arena *arena, const Alignment *alignment, uint32_t stems)
{
    Postings p = {.first = ARENA_ARRAY(arena, uint32_t, stems + 2)};
    uint32_t *next =
        p.first + 1; /* where the next posting of a stem goes: its end, once all are in */
    for (uint32_t n = 0; n < alignment->node_count; n++)
        for (uint32_t i = 0; i < alignment->nodes[n].term_count; i++)
            next[alignment->nodes[n].terms[i] + 1]++;
    for (uint32_t s = 0; s < stems; s++)
        next[s + 1] += next[s];
    p.list = ARENA_ARRAY(arena, Posting, next[stems]);
    for (uint32_t n = 0; n < alignment->node_count; n++) {
        const Node *node = &alignment->nodes[n];
        for (uint32_t i = 0; i < node->term_count; i++)
            p.list[next[node->terms[i]]++] = (Posting){n, node->weights[i]};
    }
    return p;
}

/* Cosines of a node with each node from `from` on. */
static void fill_cosines(float *cosines, const Postings *p, const Node *node, uint32_t from,
                         uint32_t count)
{
    memset(cosines + from, 0, (count - from) * sizeof *cosines);
    for (uint32_t i = 0; i < node->term_count; i++) {
        uint32_t stem = node->terms[i];
        for (uint32_t at = p->first[stem + 1]; at-- > p->first[stem] && p->list[at].node >= from;)
            cosines[p->list[at].node] += node->weights[i] * p->list[at].weight;
    }
}

static void score_pairs(Clusters *c, const Lexicon *lexicon, PairVec *pairs)
{
    const Alignment *alignment = c->alignment;
    uint32_t count = alignment->node_count;
    Postings postings = postings_new(c->scratch, alignment, intern_count(lexicon->stems));
    float *cosines = ARENA_ARRAY(c->scratch, float, count);
    for (uint32_t a = 0; a < count; a++) {
        const Node *left = &alignment->nodes[a];
        uint32_t from = alignment->first[left->doc + 1];
        fill_cosines(cosines, &postings, left, from, count);
        for (uint32_t b = from; b < count; b++) {
            Pair pair = {a, b, 0, ALIGN_ALONE};
            pair.score = passes_score(alignment, lexicon, left, &alignment->nodes[b], cosines[b],
                                      &pair.reason);
            c->scores[(size_t)a * count + b] = pair.score;
            if (pair.score >= POSSIBLE)
                vec_add(c->scratch, pairs, pair);
        }
    }
}

typedef struct Place {
    uint32_t address, node;
} Place;

static int by_address(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/* Beyond the limit: the first sections of each document with one address. */
static void pair_addresses(Clusters *c, PairVec *pairs)
{
    const Alignment *alignment = c->alignment;
    Place *places = ARENA_ARRAY(c->scratch, Place, alignment->node_count);
    for (uint32_t i = 0; i < alignment->node_count; i++)
        places[i] = (Place){alignment->nodes[i].address, i};
    qsort(places, alignment->node_count, sizeof *places, by_address);
    for (uint32_t i = 1; i < alignment->node_count; i++) {
        const Node *a = &alignment->nodes[places[i - 1].node],
                   *b = &alignment->nodes[places[i].node];
        if (places[i - 1].address == places[i].address && a->doc != b->doc)
            vec_add(c->scratch, pairs,
                    (Pair){places[i - 1].node, places[i].node, 0.8f, ALIGN_ADDRESS});
    }
}

static void add_wishes(Clusters *c, PairVec *pairs)
{
    for (size_t i = 0; i < c->constraints->len; i++) {
        const Constraint *k = &c->constraints->at[i];
        if (!k->is_apart)
            vec_add(c->scratch, pairs, (Pair){k->a, k->b, 2, ALIGN_TOGETHER});
    }
}

/* Clusters in order of their first node. */
static void publish(Clusters *c)
{
    Alignment *alignment = c->alignment;
    uint32_t *number = ARENA_ARRAY(c->scratch, uint32_t, alignment->node_count);
    alignment->clusters = ARENA_ARRAY(c->arena, IndexVec, alignment->node_count);
    memset(number, 0xff, alignment->node_count * sizeof *number);
    for (uint32_t i = 0; i < alignment->node_count; i++) {
        uint32_t cluster = c->of_node[i];
        if (number[cluster] == NONE) {
            number[cluster] = alignment->cluster_count++;
            alignment->clusters[number[cluster]] = c->members[cluster];
            ids_sort(c->members[cluster].at, c->members[cluster].len);
        }
        alignment->nodes[i].cluster = number[cluster];
    }
}

static void note_possible(Clusters *c, const PairVec *pairs)
{
    Alignment *alignment = c->alignment;
    alignment->possible = arena_alloc(c->arena, pairs->len + 1, sizeof *alignment->possible);
    for (size_t i = 0; i < pairs->len; i++) {
        const Pair *pair = &pairs->at[i];
        const Node *a = &alignment->nodes[pair->a], *b = &alignment->nodes[pair->b];
        if (a->cluster == b->cluster || a->partner != NONE || b->partner != NONE)
            continue;
        alignment->possible[alignment->possible_count].a = pair->a;
        alignment->possible[alignment->possible_count].b = pair->b;
        alignment->possible[alignment->possible_count++].score = pair->score;
    }
}

void align_cluster(Arena *arena, Alignment *alignment, const Lexicon *lexicon,
                   const ConstraintVec *constraints)
{
    uint32_t count = alignment->node_count;
    Clusters c = {
        .arena = arena, .scratch = arena_new(), .alignment = alignment, .constraints = constraints};
    c.of_node = ARENA_ARRAY(c.scratch, uint32_t, count);
    c.members = ARENA_ARRAY(arena, IndexVec, count);
    for (uint32_t i = 0; i < count; i++) {
        c.of_node[i] = i;
        vec_add(arena, &c.members[i], i);
    }
    PairVec pairs = {0};
    if (count <= ALIGN_PAIRWISE_LIMIT) {
        c.scores = ARENA_ARRAY(c.scratch, float, (size_t)count *count);
        score_pairs(&c, lexicon, &pairs);
    } else {
        pair_addresses(&c, &pairs);
    }
    add_wishes(&c, &pairs);
    if (pairs.len)
        qsort(pairs.at, pairs.len, sizeof *pairs.at, by_strength);
    link_pairs(&c, &pairs);
    publish(&c);
    note_possible(&c, &pairs);
    arena_free(c.scratch);
}
