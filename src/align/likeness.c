#include "align/likeness.h"

#include <math.h>

/* A document's vector of weights over all stems, of length 1. */
static void fill_vector(const Lexicon *lexicon, const Doc *doc, const Statement *statements,
                        float *vector, uint32_t stems)
{
    for (uint32_t u = 0; u < doc->unit_count; u++)
        for (uint32_t i = 0; i < statements[u].term_count; i++)
            vector[statements[u].terms[i]] += lexicon->idf[statements[u].terms[i]];
    double squares = 0;
    for (uint32_t s = 0; s < stems; s++) {
        vector[s] = sqrtf(vector[s]);
        squares += (double)vector[s] * vector[s];
    }
    float length = (float)sqrt(squares);
    for (uint32_t s = 0; s < stems && squares > 0; s++)
        vector[s] /= length;
}

double *likeness_matrix(Arena *arena, const Lexicon *lexicon, Doc *const *docs,
                        Statement *const *statements, uint32_t count)
{
    uint32_t stems = intern_count(lexicon->stems);
    double *cosines = ARENA_ARRAY(arena, double, (size_t)count *count);
    Arena *scratch = arena_new();
    float *vectors = ARENA_ARRAY(scratch, float, (size_t)stems *count);
    for (uint32_t d = 0; d < count; d++)
        fill_vector(lexicon, docs[d], statements[d], &vectors[(size_t)d * stems], stems);
    for (uint32_t i = 0; i < count; i++) {
        cosines[(size_t)i * count + i] = 1;
        for (uint32_t j = i + 1; j < count; j++) {
            double cosine = 0;
            for (uint32_t s = 0; s < stems; s++)
                cosine += (double)vectors[(size_t)i * stems + s] * vectors[(size_t)j * stems + s];
            cosines[(size_t)i * count + j] = cosines[(size_t)j * count + i] = cosine;
        }
    }
    arena_free(scratch);
    return cosines;
}
