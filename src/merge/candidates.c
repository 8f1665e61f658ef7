#include "merge/candidates.h"

/* A pair is a candidate from this cosine or containment on; verdicts are stricter. */
static const float CANDIDATE_SHARE = 0.45f;

/* Stems that more units hold than this say too little to look each other up by; it bounds the work on huge inputs. */
enum { POSTING_LIMIT = 600 };

typedef struct Index {
    const Variants *v;
    IndexVec *postings; /* of a stem: units, ascending */
    float *shared;      /* weight shared with the unit at hand */
    IndexVec touched;
} Index;

/* Units with the same words are pairs already. */
static bool is_candidate(const Statement *a, const Statement *b, float shared)
{
    float smaller = a->weight < b->weight ? a->weight : b->weight;
    return shared >= CANDIDATE_SHARE * smaller && a->text != b->text;
}

/* Units of the same document come last in a posting and are passed by. */
static void look_up(Index *index, uint32_t unit)
{
    const Variants *v = index->v;
    const Statement *s = variants_said(v, unit);
    uint32_t first = v->first_unit[v->doc_of[unit]];
    for (uint32_t i = 0; i < s->term_count; i++) {
        const IndexVec *posting = &index->postings[s->terms[i]];
        float weight = v->lexicon->idf[s->terms[i]];
        size_t count = posting->len <= POSTING_LIMIT ? posting->len : 0;
        for (const uint32_t *other = posting->at; count && *other < first; other++, count--) {
            if (index->shared[*other] == 0)
                vec_add(v->scratch, &index->touched, *other);
            index->shared[*other] += weight;
        }
    }
}

static void take_touched(Index *index, uint32_t unit, UnitPairVec *pairs)
{
    for (size_t i = 0; i < index->touched.len; i++) {
        uint32_t other = index->touched.at[i];
        if (is_candidate(variants_said(index->v, unit), variants_said(index->v, other),
                         index->shared[other]))
            vec_add(index->v->scratch, pairs, (UnitPair){other, unit});
        index->shared[other] = 0;
    }
    index->touched.len = 0;
}

static void post(Index *index, uint32_t unit)
{
    const Statement *s = variants_said(index->v, unit);
    for (uint32_t i = 0; i < s->term_count; i++)
        if (index->postings[s->terms[i]].len <= POSTING_LIMIT)
            vec_add(index->v->scratch, &index->postings[s->terms[i]], unit);
}

/* Units with the same words, however common: neighbours in each text's list of units, document by document. */
static void pair_equals(const Variants *v, const bool *reserved, UnitPairVec *pairs)
{
    IndexVec *with_text = ARENA_ARRAY(v->scratch, IndexVec, intern_count(v->lexicon->texts));
    for (uint32_t u = 0; u < v->unit_count; u++) {
        if (reserved[u] || variants_unit(v, u)->kind == UNIT_HEADING)
            continue;
        IndexVec *equals = &with_text[variants_said(v, u)->text];
        for (size_t i = 0; i < equals->len && i < POSTING_LIMIT; i++)
            if (v->doc_of[equals->at[i]] != v->doc_of[u])
                vec_add(v->scratch, pairs, (UnitPair){equals->at[i], u});
        vec_add(v->scratch, equals, u);
    }
}

/* Items with one key in sections that were brought together, however little else they share. */
static void pair_keys(const Variants *v, const bool *reserved, UnitPairVec *pairs)
{
    Intern *keys = intern_new(v->scratch);
    VEC(IndexVec) with_key = {0};
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Statement *s = variants_said(v, u);
        if (reserved[u] || !s->key_count || variants_unit(v, u)->kind != UNIT_ITEM)
            continue;
        uint32_t place[] = {variants_cluster(v, u), s->tokens[s->key_count - 1].stem};
        uint32_t id = intern_id(keys, (Span){(const char *)place, sizeof place});
        if (id == with_key.len)
            vec_add(v->scratch, &with_key, (IndexVec){0});
        IndexVec *equals = &with_key.at[id];
        for (size_t i = 0; i < equals->len && i < POSTING_LIMIT; i++)
            if (v->doc_of[equals->at[i]] != v->doc_of[u])
                vec_add(v->scratch, pairs, (UnitPair){equals->at[i], u});
        vec_add(v->scratch, equals, u);
    }
    intern_free(keys);
}

UnitPairVec candidates_find(const Variants *v, const bool *reserved)
{
    UnitPairVec pairs = {0};
    Index index = {.v = v};
    index.postings = ARENA_ARRAY(v->scratch, IndexVec, intern_count(v->lexicon->stems));
    index.shared = ARENA_ARRAY(v->scratch, float, v->unit_count);
    pair_equals(v, reserved, &pairs);
    pair_keys(v, reserved, &pairs);
    for (uint32_t u = 0; u < v->unit_count; u++) {
        if (reserved[u] || variants_unit(v, u)->kind == UNIT_HEADING)
            continue;
        look_up(&index, u);
        take_touched(&index, u, &pairs);
        post(&index, u);
    }
    return pairs;
}
