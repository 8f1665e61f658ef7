/* recipe: one file that says what agents are composed of, as it was read. Names and addresses in it are not looked up yet. */
#ifndef STEMMA_COMPOSE_RECIPE_H
#define STEMMA_COMPOSE_RECIPE_H

#include "doc/front.h"
#include "style/schema.h"

/* Where a recipe says something: which file of the book, and from 1. */
typedef struct RecipePlace {
    uint32_t file, line, column;
} RecipePlace;

/* A text that stands in a recipe. */
typedef struct RecipeText {
    Span value;
    RecipePlace place;
    Range lines;     /* of the file, from 0, that say it; empty: there is none */
    bool is_literal; /* a | block: line n of the value is line n of `lines` */
} RecipeText;

typedef VEC(RecipeText) RecipeTextVec;

typedef struct RecipeSource {
    RecipeText name, path;
    bool has_vars; /* variables are put into its text, too */
} RecipeSource;

/* An address and the text that takes the place of what stands there. */
typedef struct RecipeSet {
    RecipeText address, text;
} RecipeSet;

typedef VEC(RecipeSet) RecipeSetVec;

/* One step of the result; what it does is said by which of its texts are there. */
typedef struct RecipePart {
    RecipePlace place;
    RecipeText include; /* SOURCE, or SOURCE#ADDRESS */
    RecipeText recipe;  /* the sections of another recipe stand here */
    RecipeText title, text;
    RecipeTextVec drop; /* addresses in what is included */
    RecipeSetVec set;
    uint32_t level; /* of its heading; 0: as its place has it */
    uint32_t nth;   /* of several that have the address; 0: there is one */
    uint32_t depth; /* of groups around it */
} RecipePart;

typedef enum RecipeFieldKind { RECIPE_SET, RECIPE_FROM, RECIPE_DROP } RecipeFieldKind;

typedef struct RecipeField {
    RecipeFieldKind kind;
    RecipeText key;  /* its lines are those of the whole field */
    Field value;     /* RECIPE_SET */
    RecipeText from; /* RECIPE_FROM: the source */
} RecipeField;

typedef struct RecipeVar {
    RecipeText name, value;
} RecipeVar;

typedef struct RecipeOutput {
    RecipeText path, style, dialect, ledger;
    VEC(RecipeVar) models; /* what models are called in the dialect */
} RecipeOutput;

typedef struct Recipe {
    uint32_t file; /* of the book */
    RecipeText extends, style, title, fields_from;
    VEC(RecipeVar) vars;
    VEC(RecipeSource) sources;
    VEC(RecipeField) fields;
    VEC(RecipePart) parts;
    RecipeTextVec drop; /* SOURCE#ADDRESS */
    RecipeSetVec set;
    VEC(RecipeOutput) outputs;
    bool has_parts, has_ledger, no_ledger;
} Recipe;

/* Reads the YAML of file number `file`; NULL when it has mistakes, which are then in `problems`. */
Recipe *recipe_read(Arena *arena, Span yaml, uint32_t file, Problems *problems);

static inline bool recipe_has(const RecipeText *text)
{
    return text->lines.end > text->lines.start;
}

#endif
