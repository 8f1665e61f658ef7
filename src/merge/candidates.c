#include "merge/candidates.h"

/* A pair is a candidate from this cosine or containment on; verdicts are stricter. */
static const float CANDIDATE_SHARE = 0.45f;

/* Stems that more units hold than this say too little to look each other up by; it bounds the work on huge inputs. */
enum { POSTING_LIMIT = 600 };

typedef struct Index {
    Arena *arena;
    const Variants *v;
    uint32_t *postings;   /* units by stem, ascending, */
    uint32_t *first;      /* where those of a stem start, */
    uint32_t *count;      /* and how many there are so far */
    float *weight;        /* of what a unit says, */
    float *shared;        /* and of what the unit at hand says of it */
    uint32_t *touched;    /* the units that share some, each once, since no weight is 0, */
    size_t touched_count; /* and how many there are */
} Index;

/* Units with the same words are pairs already. */
static bool is_candidate(const Index *index, uint32_t a, uint32_t b)
{
    float smaller = index->weight[a] < index->weight[b] ? index->weight[a] : index->weight[b];
    return index->shared[b] >= CANDIDATE_SHARE * smaller &&
           variants_said(index->v, a)->text != variants_said(index->v, b)->text;
}

/* Units of the same document come last in a posting and are passed by. */
static void look_up(Index *index, uint32_t unit)
{
    const Variants *v = index->v;
    const Statement *s = variants_said(v, unit);
    uint32_t first = v->first_unit[v->doc_of[unit]];
    for (uint32_t i = 0; i < s->term_count; i++) {
        uint32_t stem = s->terms[i], count = index->count[stem];
        const uint32_t *other = &index->postings[index->first[stem]];
        float weight = v->lexicon->idf[stem];
        for (count = count <= POSTING_LIMIT ? count : 0; count && *other < first;
             other++, count--) {
            index->touched[index->touched_count] = *other;
            index->touched_count += index->shared[*other] == 0;
            index->shared[*other] += weight;
        }
    }
}

static void take_touched(Index *index, uint32_t unit, UnitPairVec *pairs)
{
    for (size_t i = 0; i < index->touched_count; i++) {
        uint32_t other = index->touched[i];
        if (is_candidate(index, unit, other))
            vec_add(index->arena, pairs, (UnitPair){other, unit});
        index->shared[other] = 0;
    }
    index->touched_count = 0;
}

static void post(Index *index, uint32_t unit)
{
    const Statement *s = variants_said(index->v, unit);
    for (uint32_t i = 0; i < s->term_count; i++) {
        uint32_t stem = s->terms[i];
        index->postings[index->first[stem] + index->count[stem]++] = unit;
    }
}

/* Room for each stem as often as units hold it. */
static Index index_new(Arena *arena, const Variants *v)
{
    uint32_t stems = intern_count(v->lexicon->stems);
    Index index = {.arena = arena, .v = v};
    index.first = ARENA_ARRAY(arena, uint32_t, stems + 1);
    index.count = ARENA_ARRAY(arena, uint32_t, stems);
    index.weight = ARENA_ARRAY(arena, float, v->unit_count);
    index.shared = ARENA_ARRAY(arena, float, v->unit_count);
    index.touched = ARENA_ARRAY(arena, uint32_t, v->unit_count + 1);
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Statement *s = variants_said(v, u);
        index.weight[u] = s->weight;
        for (uint32_t i = 0; i < s->term_count; i++)
            index.first[s->terms[i] + 1]++;
    }
    for (uint32_t s = 0; s < stems; s++)
        index.first[s + 1] += index.first[s];
    index.postings = ARENA_ARRAY(arena, uint32_t, index.first[stems]);
    return index;
}

/* Units with the same words, however common: neighbours in each text's list of units, document by document. */
static void pair_equals(Arena *arena, const Variants *v, const bool *reserved, UnitPairVec *pairs)
{
    IndexVec *with_text = ARENA_ARRAY(arena, IndexVec, v->lexicon->text_count);
    for (uint32_t u = 0; u < v->unit_count; u++) {
        if (reserved[u] || variants_unit(v, u)->kind == UNIT_HEADING)
            continue;
        IndexVec *equals = &with_text[variants_said(v, u)->text];
        for (size_t i = 0; i < equals->len && i < POSTING_LIMIT; i++)
            if (v->doc_of[equals->at[i]] != v->doc_of[u])
                vec_add(arena, pairs, (UnitPair){equals->at[i], u});
        vec_add(arena, equals, u);
    }
}

/* Items with one key in sections that were brought together, however little else they share. */
static void pair_keys(Arena *arena, const Variants *v, const bool *reserved, UnitPairVec *pairs)
{
    Intern *keys = intern_new(arena);
    VEC(IndexVec) with_key = {0};
    for (uint32_t u = 0; u < v->unit_count; u++) {
        const Statement *s = variants_said(v, u);
        if (reserved[u] || !s->key_count || variants_unit(v, u)->kind != UNIT_ITEM)
            continue;
        uint32_t place[] = {variants_cluster(v, u), s->tokens[s->key_count - 1].stem};
        uint32_t id = intern_id(keys, (Span){(const char *)place, sizeof place});
        if (id == with_key.len)
            vec_add(arena, &with_key, (IndexVec){0});
        IndexVec *equals = &with_key.at[id];
        for (size_t i = 0; i < equals->len && i < POSTING_LIMIT; i++)
            if (v->doc_of[equals->at[i]] != v->doc_of[u])
                vec_add(arena, pairs, (UnitPair){equals->at[i], u});
        vec_add(arena, equals, u);
    }
}

UnitPairVec candidates_find(Arena *arena, const Variants *v, const bool *reserved)
{
    UnitPairVec pairs = {0};
    Index index = index_new(arena, v);
    pair_equals(arena, v, reserved, &pairs);
    pair_keys(arena, v, reserved, &pairs);
    for (uint32_t u = 0; u < v->unit_count; u++) {
        if (reserved[u] || variants_unit(v, u)->kind == UNIT_HEADING)
            continue;
        look_up(&index, u);
        take_touched(&index, u, &pairs);
        post(&index, u);
    }
    return pairs;
}
