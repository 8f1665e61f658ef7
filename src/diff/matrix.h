/* matrix: many variants beside each other: how alike they are, and field by field and section by section which of them
   has what. Nothing in it but the order of rows and the names of wordings depends on the order of the variants. */
#ifndef STEMMA_DIFF_MATRIX_H
#define STEMMA_DIFF_MATRIX_H

#include "align/align.h"
#include "align/verdict.h"

enum {
    MATRIX_VARIANT_LIMIT = 64, /* more are not taken */
    MATRIX_PAIR_LIMIT =
        1000000 /* pairs of units in all; the rows beyond are compared by the same words alone */
};

/* What one variant has in a row. */
typedef struct Cell {
    uint32_t index;  /* of the field or section; NONE when it has none */
    uint32_t same;   /* the first variant whose text is the same here: itself, mostly */
    Range units;     /* a section's own, its title and subsections aside */
    uint32_t common; /* how many of them another variant says too */
} Cell;

/* Two statements of one row that exclude each other. */
typedef struct Clash {
    ConflictKind kind;
    uint32_t row;
    uint32_t variants[2], units[2];
} Clash;

typedef struct MatrixRow {
    bool is_field;
    uint32_t namer;   /* the first variant that has it */
    uint32_t concept; /* index in the style, or NONE */
    uint32_t depth;
    uint32_t count; /* how many variants have it */
    Cell *cells;    /* one for each variant */
} MatrixRow;

typedef struct Matrix {
    Doc *const *docs;
    uint32_t doc_count;
    const Style *style;
    const double *likeness; /* doc_count * doc_count, 0..1 */
    VEC(MatrixRow) rows;    /* fields, then sections, both in an order that follows the variants' */
    VEC(Clash) clashes;     /* by row */
    uint32_t *first_unit;   /* first_unit[d]: where the units of variant d begin in is_common */
    bool *is_common;        /* of a unit: another variant says it too */
} Matrix;

Matrix *matrix_of(Arena *arena, Doc *const *docs, uint32_t doc_count, const Style *style);

/* "Core Expertise", or "(opening)"; of a field its key. */
Span matrix_row_name(const Matrix *matrix, const MatrixRow *row);

/* The value of a field as one text. */
Span matrix_value(Arena *arena, const Field *field);

#endif
