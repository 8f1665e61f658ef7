/* compose: what a book of recipes makes of its sources. */
#ifndef STEMMA_COMPOSE_COMPOSE_H
#define STEMMA_COMPOSE_COMPOSE_H

#include "compose/address.h"
#include "compose/book.h"
#include "compose/mix.h"

/* What units come from: a source, or a text of a recipe. */
typedef struct Ingredient {
    const BookSource *source; /* NULL: a text of a recipe */
    const RecipeText *text;   /* NULL: a source */
    const BookScope *scope;
    const Doc *doc; /* NULL: a title, or a source that could not be read */
    AddressBook *addresses;
    bool *is_out;     /* by unit: left out, or replaced */
    uint32_t *placed; /* by unit: the segment that takes it, or NONE */
    uint32_t
        *replacement; /* by section: the ingredient that stands below its title instead, or NONE */
} Ingredient;

/* A section of the result. */
typedef struct Segment {
    const BookPart *from;
    uint32_t ingredient;
    uint32_t title;   /* the ingredient that is its title, or NONE */
    uint32_t section; /* of the document, or NONE: a whole file, an item, a text */
    Range units;
} Segment;

/* Where a field of the result comes from. */
typedef struct FieldOrigin {
    Field field;
    uint32_t ingredient; /* NONE: a recipe sets it */
    uint32_t index;      /* of the source's fields */
    const RecipeText *set;
} FieldOrigin;

typedef struct Composition {
    Arena *arena;
    Book *book;
    VEC(Ingredient) ingredients;
    VEC(Segment) segments;
    VEC(FieldOrigin) fields;
    uint32_t title;    /* the ingredient that is the title of the whole, or NONE */
    uint32_t comments; /* the one whose comments stand before the first field, or NONE */
} Composition;

/* One result. */
typedef struct Composed {
    Mix mix;
    Written written;
    uint32_t *titles; /* by segment: the unit of the draft that is its title, or NONE */
    bool is_settled;
} Composed;

/* Reads the sources and looks up all that the book names. Mistakes are in the book. */
void compose_read(Arena *arena, Book *book, Composition *composition);

/* The ingredient that a name stands for, read at first sight; NONE after a complaint at `place`. */
uint32_t compose_source(Composition *composition, const BookScope *scope, Span name,
                        RecipePlace place);

/* Looks the fields up. */
void compose_fields(Composition *composition);

/* Writes the result in a style; only where the book has no mistakes. */
void compose_write(Arena *arena, const Composition *composition, const Style *style,
                   Composed *composed);

/* The values for slots in texts of this scope; NULL when it has no variables: braces are text then. */
static inline const BindingVec *compose_bindings(const BookScope *scope)
{
    return scope->bindings.len ? &scope->bindings : NULL;
}

#endif
