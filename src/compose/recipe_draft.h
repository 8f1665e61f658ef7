/* recipe_draft: a recipe while it is read. recipe.c has its whole, recipe_parts.c its sections. */
#ifndef STEMMA_COMPOSE_RECIPE_DRAFT_H
#define STEMMA_COMPOSE_RECIPE_DRAFT_H

#include "compose/recipe.h"

typedef struct RecipeDraft {
    Recipe *recipe;
    uint32_t depth; /* of the group of sections that is read */
    RecipePart *part;
    RecipeSource *source;
    RecipeField *field;
    RecipeOutput *output;
    RecipeTextVec *drop; /* the list that is read */
    RecipeSetVec *set;
} RecipeDraft;

static inline RecipeDraft *recipe_draft(Schema *schema)
{
    return schema->target;
}

/* A text with its place and lines. */
RecipeText recipe_text(Schema *schema, const yaml_node_t *node);
RecipeText recipe_text_or_empty(Schema *schema, const yaml_node_t *node);

RecipePlace recipe_place(Schema *schema, const yaml_node_t *node);

/* The key `sections`, and `drop` and `set` wherever they stand. */
void recipe_read_parts(Schema *schema, const yaml_node_t *node, size_t row);
void recipe_read_drop(Schema *schema, const yaml_node_t *node, RecipeTextVec *drop);
void recipe_read_set(Schema *schema, const yaml_node_t *node, RecipeSetVec *set);

#endif
