/* lexicon: what the units of several documents say, in numbers. Words are stemmed and interned; each is weighted by how
   few units hold it (inverse document frequency, Sparck Jones 1972), a unit being the document here. */
#ifndef STEMMA_ALIGN_LEXICON_H
#define STEMMA_ALIGN_LEXICON_H

#include "base/intern.h"
#include "doc/doc.h"

typedef enum TokenKind {
    TOKEN_CONTENT,  /* a word that says something */
    TOKEN_STOP,     /* a function word */
    TOKEN_NUMBER,   /* digits, or a small number spelled out */
    TOKEN_NEGATION, /* not, never, without */
    TOKEN_COMPARE   /* < > <= >= and their signs */
} TokenKind;

typedef struct Token {
    uint32_t stem; /* id in the lexicon */
    TokenKind kind;
} Token;

/* One unit, ready to be compared. */
typedef struct Statement {
    const Token *tokens;
    uint32_t token_count;
    uint32_t key_count; /* tokens that belong to its key, at the start */
    const uint32_t
        *terms; /* distinct content stems, ascending; numbers in a key count as content */
    uint32_t term_count;
    uint64_t
        trace; /* a bit for each term, by its last digits: statements without a common bit share no term */
    const uint32_t *numbers; /* stems of the numbers outside the key, in order */
    uint32_t number_count;
    uint32_t negations;
    uint32_t text; /* id: equal for units that say the same words in the same order */
    float weight;  /* sum of its terms' weights */
    float norm;    /* length of its vector of weights */
} Statement;

typedef struct Lexicon {
    Arena *arena;
    Intern *stems;
    uint32_t text_count; /* of the ids of texts */
    float *idf;          /* of a stem */
    float unique;        /* the idf of a stem that one unit holds */
    Statement **of_doc;  /* of_doc[document][unit] */
} Lexicon;

/* Statements of all units of `docs`. */
Lexicon *lexicon_new(Arena *arena, Doc *const *docs, uint32_t doc_count);

/* What two statements have in common. */
typedef struct Overlap {
    float cosine; /* of the weight vectors, 0..1 */
    float a_in_b; /* share of a's weight that b holds, 0..1 */
    float b_in_a;
    uint32_t only_a, only_b; /* distinct terms of one side alone */
} Overlap;

Overlap lexicon_overlap(const Lexicon *lexicon, const Statement *a, const Statement *b);

#endif
