#include "merge/variants.h"

#include "align/likeness.h"

#include <stdlib.h>

typedef struct Candidate {
    Doc *doc;
    Statement *statements;
    uint32_t input; /* the first with these bytes */
    uint32_t copies;
    bool is_preferred;
    float likeness;
} Candidate;

static int by_bytes(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    return span_cmp(a->doc->source.raw.text, b->doc->source.raw.text);
}

static int by_rank(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    if (a->is_preferred != b->is_preferred)
        return a->is_preferred ? -1 : 1;
    if (a->likeness != b->likeness)
        return a->likeness > b->likeness ? -1 : 1;
    return by_bytes(left, right);
}

static uint32_t collapse(Candidate *list, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (kept && by_bytes(&list[kept - 1], &list[i]) == 0) {
            list[kept - 1].copies++;
            list[kept - 1].is_preferred |= list[i].is_preferred;
        } else {
            list[kept++] = list[i];
        }
    }
    return kept;
}

/* Likeness to the others: the sum of the cosines, copies counted. */
static void measure_likeness(Arena *arena, const Lexicon *lexicon, Candidate *list, uint32_t count)
{
    Doc **docs = ARENA_ARRAY(arena, Doc *, count);
    Statement **statements = ARENA_ARRAY(arena, Statement *, count);
    for (uint32_t i = 0; i < count; i++) {
        docs[i] = list[i].doc;
        statements[i] = list[i].statements;
    }
    const double *cosines = likeness_matrix(arena, lexicon, docs, statements, count);
    for (uint32_t i = 0; i < count; i++) {
        double sum = list[i].copies - 1;
        for (uint32_t j = 0; j < count; j++)
            sum += j == i ? 0 : cosines[(size_t)i * count + j] * list[j].copies;
        list[i].likeness = (float)sum;
    }
}

static void take_ranked(Variants *v, const Candidate *list)
{
    Arena *arena = v->arena;
    v->docs = ARENA_ARRAY(arena, Doc *, v->doc_count);
    v->copies = ARENA_ARRAY(arena, uint32_t, v->doc_count);
    v->first_unit = ARENA_ARRAY(arena, uint32_t, v->doc_count + 1);
    for (uint32_t d = 0; d < v->doc_count; d++) {
        v->docs[d] = list[d].doc;
        v->copies[d] = list[d].copies;
        v->lexicon->of_doc[d] = list[d].statements;
        v->first_unit[d + 1] = v->first_unit[d] + list[d].doc->unit_count;
    }
    v->unit_count = v->first_unit[v->doc_count];
}

static void number_units(Variants *v)
{
    v->doc_of = ARENA_ARRAY(v->arena, uint32_t, v->unit_count);
    v->units = ARENA_ARRAY(v->arena, const Unit *, v->unit_count);
    v->said = ARENA_ARRAY(v->arena, const Statement *, v->unit_count);
    for (uint32_t d = 0, number = 0; d < v->doc_count; d++)
        for (uint32_t u = 0; u < v->docs[d]->unit_count; u++, number++) {
            v->doc_of[number] = d;
            v->units[number] = &v->docs[d]->units[u];
            v->said[number] = &v->lexicon->of_doc[d][u];
        }
}

static void note_ranks(Variants *v, Doc *const *inputs, uint32_t input_count)
{
    v->rank_of_input = ARENA_ARRAY(v->arena, uint32_t, input_count);
    for (uint32_t i = 0; i < input_count; i++)
        for (uint32_t d = 0; d < v->doc_count; d++)
            if (span_eq(inputs[i]->source.raw.text, v->docs[d]->source.raw.text))
                v->rank_of_input[i] = d;
}

Variants *variants_new(Arena *arena, Doc *const *inputs, uint32_t input_count, const Style *style,
                       uint32_t preferred)
{
    Variants *v = ARENA_NEW(arena, Variants);
    *v = (Variants){.arena = arena, .style = style};
    Candidate *list = ARENA_ARRAY(arena, Candidate, input_count);
    for (uint32_t i = 0; i < input_count; i++)
        list[i] =
            (Candidate){.doc = inputs[i], .input = i, .copies = 1, .is_preferred = i == preferred};
    qsort(list, input_count, sizeof *list, by_bytes);
    v->doc_count = collapse(list, input_count);
    Doc **by_content = ARENA_ARRAY(arena, Doc *, v->doc_count);
    for (uint32_t d = 0; d < v->doc_count; d++)
        by_content[d] = list[d].doc;
    v->lexicon = lexicon_new(arena, by_content, v->doc_count);
    for (uint32_t d = 0; d < v->doc_count; d++)
        list[d].statements = v->lexicon->of_doc[d];
    measure_likeness(arena, v->lexicon, list, v->doc_count);
    qsort(list, v->doc_count, sizeof *list, by_rank);
    take_ranked(v, list);
    number_units(v);
    note_ranks(v, inputs, input_count);
    v->alignment = align_nodes(arena, v->docs, v->doc_count, style, v->lexicon);
    return v;
}
