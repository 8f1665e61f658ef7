/* Leaves by likeness: an edited statement is found by the words it kept, best as a whole: an optimal assignment. */
#include "align/assign.h"
#include "align/bags.h"

/* Shares of a thousand. */
enum {
    NEAR_LIKENESS = 340, /* in paired sections */
    FAR_LIKENESS = 620,  /* anywhere: it was moved and edited */
    FAR_CONTENT = 4,     /* words that say something, at least, on both sides */
    NEAR_BONUS = 150,
    PARENT_BONUS = 40,
    NEIGHBOUR_BONUS = 40,
};

/* Words that more units than this hold lead to no candidates, and a unit has so many candidates at most. */
enum { COMMON_WORD = 60, CANDIDATE_LIMIT = 24 };

/* Which new bags hold a word. */
typedef struct Postings {
    uint32_t *list, *first;
} Postings;

typedef struct Search {
    Pairer *pairer;
    Bags bags;
    Postings postings;
    uint32_t *shared; /* by new bag: weight in common with the old one at hand, roughly */
    IndexVec touched;
    uint32_t
        unseen; /* weight of the old bag's words that led to no candidates, and of repeated ones */
    EdgeVec edges;
} Search;

static bool is_first(const Bag *bag, uint32_t i)
{
    return !i || bag->words[i] != bag->words[i - 1];
}

static Postings postings_new(Arena *arena, const Bags *bags)
{
    Postings p = {.first = ARENA_ARRAY(arena, uint32_t, (size_t)bags->word_count + 2)};
    uint32_t *next = p.first + 1;
    const Bag *news = bags->at[PAIR_NEW];
    for (uint32_t b = 0; b < bags->count[PAIR_NEW]; b++)
        for (uint32_t i = 0; i < news[b].count; i++)
            if (is_first(&news[b], i))
                next[news[b].words[i] + 1]++;
    for (uint32_t w = 0; w < bags->word_count; w++)
        next[w + 1] += next[w];
    p.list = ARENA_ARRAY(arena, uint32_t, next[bags->word_count]);
    for (uint32_t b = 0; b < bags->count[PAIR_NEW]; b++)
        for (uint32_t i = 0; i < news[b].count; i++)
            if (is_first(&news[b], i))
                p.list[next[news[b].words[i]]++] = b;
    return p;
}

static void find_touched(Search *s, const Bag *old)
{
    s->touched.len = s->unseen = 0;
    for (uint32_t i = 0; i < old->count; i++) {
        uint32_t word = old->words[i];
        uint32_t from = s->postings.first[word], to = s->postings.first[word + 1];
        if (!is_first(old, i) || to - from > COMMON_WORD) {
            s->unseen += s->bags.weight[word];
            continue;
        }
        for (uint32_t at = from; at < to; at++) {
            uint32_t b = s->postings.list[at];
            if (!s->shared[b])
                vec_add(s->pairer->scratch, &s->touched, b);
            s->shared[b] += s->bags.weight[word];
        }
    }
}

/* Drops those that would not be alike enough even if they shared all that is unseen. */
static void drop_unlike(Search *s, const Bag *old)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->touched.len; i++) {
        uint32_t b = s->touched.at[i];
        uint64_t most = s->shared[b] + s->unseen;
        if (2000 * most >= NEAR_LIKENESS * ((uint64_t)old->weight + s->bags.at[PAIR_NEW][b].weight))
            s->touched.at[kept++] = b;
        else
            s->shared[b] = 0;
    }
    s->touched.len = kept;
}

/* Keeps the candidates that share most. */
static void limit_touched(Search *s)
{
    uint32_t *at = s->touched.at;
    for (size_t i = 0; i < CANDIDATE_LIMIT && i < s->touched.len; i++)
        for (size_t j = i + 1; j < s->touched.len; j++)
            if (s->shared[at[j]] > s->shared[at[i]]) {
                uint32_t swap = at[i];
                at[i] = at[j], at[j] = swap;
            }
    for (size_t i = 0; i < s->touched.len; i++)
        s->shared[at[i]] = 0;
    if (s->touched.len > CANDIDATE_LIMIT)
        s->touched.len = CANDIDATE_LIMIT;
}

static bool same_parent(const Pairer *pairer, uint32_t old, uint32_t new)
{
    uint32_t a = pairer->p->docs[PAIR_OLD]->units[old].parent;
    uint32_t b = pairer->p->docs[PAIR_NEW]->units[new].parent;
    return a == NONE || b == NONE ? a == b : pairer->p->units[PAIR_OLD][a].index == b;
}

/* The units before both, or after both, are a pair. */
static bool same_neighbour(const Pairer *pairer, uint32_t old, uint32_t new)
{
    const Mate *mates = pairer->p->units[PAIR_OLD];
    bool is_before = old > 0 && mates[old - 1].index == new - 1 && new > 0;
    bool is_after =
        old + 1 < pairer->p->docs[PAIR_OLD]->unit_count && mates[old + 1].index == new + 1;
    return is_before || is_after;
}

static void add_edge(Search *s, uint32_t old, uint32_t new)
{
    const Bag *a = &s->bags.at[PAIR_OLD][old], *b = &s->bags.at[PAIR_NEW][new];
    uint32_t likeness = bags_likeness(&s->bags, a, b);
    bool is_near = pairer_is_near(s->pairer, a->unit, b->unit);
    bool is_short = a->content < FAR_CONTENT || b->content < FAR_CONTENT;
    if (likeness < (is_near ? NEAR_LIKENESS : FAR_LIKENESS) || (is_short && !is_near))
        return;
    uint32_t bonus = is_near * NEAR_BONUS;
    bonus += same_parent(s->pairer, a->unit, b->unit) * PARENT_BONUS;
    bonus += same_neighbour(s->pairer, a->unit, b->unit) * NEIGHBOUR_BONUS;
    vec_add(s->pairer->scratch, &s->edges, (Edge){old, new, likeness + bonus});
}

static bool is_heading(const Pairer *pairer, PairSide side, uint32_t unit)
{
    return pairer->p->docs[side]->units[unit].kind == UNIT_HEADING;
}

/* Two labels stand for their sections; a label that became a paragraph, or was one, has lost its section, or got one. */
static void pair_edge(Search *s, const Edge *edge)
{
    const Doc *const *docs = s->pairer->p->docs;
    uint32_t old = s->bags.at[PAIR_OLD][edge->left].unit;
    uint32_t new = s->bags.at[PAIR_NEW][edge->right].unit;
    float score = (float)(edge->score > 1000 ? 1000 : edge->score) / 1000;
    if (is_heading(s->pairer, PAIR_OLD, old) && is_heading(s->pairer, PAIR_NEW, new))
        pairer_section(s->pairer, docs[PAIR_OLD]->units[old].section,
                       docs[PAIR_NEW]->units[new].section, PAIR_LIKENESS, score);
    else
        pairer_unit(s->pairer, old, new, PAIR_LIKENESS, score);
}

void pair_alike_leaves(Pairer *pairer)
{
    if (!pairer->has_news)
        return;
    pairer->has_news = false;
    Bags *bags = ARENA_NEW(pairer->scratch, Bags);
    *bags = bags_new(pairer);
    pairer->bags = bags;
    Search s = {.pairer = pairer, .bags = *bags};
    if (!s.bags.count[PAIR_OLD] || !s.bags.count[PAIR_NEW])
        return;
    s.postings = postings_new(pairer->scratch, &s.bags);
    s.shared = ARENA_ARRAY(pairer->scratch, uint32_t, s.bags.count[PAIR_NEW]);
    for (uint32_t old = 0; old < s.bags.count[PAIR_OLD]; old++) {
        find_touched(&s, &s.bags.at[PAIR_OLD][old]);
        drop_unlike(&s, &s.bags.at[PAIR_OLD][old]);
        limit_touched(&s);
        for (size_t i = 0; i < s.touched.len; i++)
            add_edge(&s, old, s.touched.at[i]);
    }
    const uint32_t *mate_of =
        assign_best(pairer->scratch, &s.edges, s.bags.count[PAIR_OLD], s.bags.count[PAIR_NEW]);
    for (size_t i = 0; i < s.edges.len; i++)
        if (mate_of[s.edges.at[i].left] == s.edges.at[i].right)
            pair_edge(&s, &s.edges.at[i]);
}
