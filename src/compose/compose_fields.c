#include "compose/compose.h"

#include "write/scalar.h"

static const FieldVec *fields_of(const Composition *c, uint32_t ingredient)
{
    return &c->ingredients.at[ingredient].doc->front.fields;
}

static FieldOrigin *find_origin(Composition *c, Span key)
{
    for (size_t i = 0; i < c->fields.len; i++)
        if (span_eq(c->fields.at[i].field.key, key))
            return &c->fields.at[i];
    return NULL;
}

static Span expanded(Composition *c, Span value, const BindingVec *bindings)
{
    return bindings ? slot_expand(c->arena, value, bindings, SLOT_AS_IS) : value;
}

/* Values put into a text leave it one, whatever they look like. */
static void expand(Composition *c, Field *field, const BindingVec *bindings)
{
    Span value = expanded(c, field->value, bindings);
    if (!span_eq(value, field->value)) {
        field->value = value;
        field->quote = scalar_is_typed(value) ? QUOTE_DOUBLE : QUOTE_PLAIN;
    }
    SpanVec items = {0};
    for (size_t i = 0; i < field->items.len; i++)
        vec_add(c->arena, &items, expanded(c, field->items.at[i], bindings));
    field->items = items;
}

static FieldOrigin from_source(Composition *c, uint32_t ingredient, uint32_t index)
{
    const Ingredient *source = &c->ingredients.at[ingredient];
    FieldOrigin origin = {fields_of(c, ingredient)->at[index], ingredient, index, NULL};
    if (source->source->has_vars)
        expand(c, &origin.field, compose_bindings(source->scope));
    return origin;
}

/* Of a key that stands twice the first counts. */
static void take_all(Composition *c, const RecipeText *name)
{
    uint32_t ingredient = compose_source(c, c->book->scope, name->value, name->place);
    c->comments = ingredient;
    for (uint32_t i = 0; ingredient != NONE && i < fields_of(c, ingredient)->len; i++)
        if (!find_origin(c, fields_of(c, ingredient)->at[i].key))
            vec_add(c->arena, &c->fields, from_source(c, ingredient, i));
}

static void put(Composition *c, FieldOrigin origin)
{
    FieldOrigin *there = find_origin(c, origin.field.key);
    if (there)
        *there = origin;
    else
        vec_add(c->arena, &c->fields, origin);
}

static void take_one(Composition *c, const RecipeField *field)
{
    Span key = field->key.value;
    uint32_t ingredient = compose_source(c, c->book->scope, field->from.value, field->from.place);
    if (ingredient == NONE)
        return;
    const FieldVec *fields = fields_of(c, ingredient);
    Span *names = ARENA_ARRAY(c->arena, Span, fields->len);
    for (uint32_t i = 0; i < fields->len; i++) {
        names[i] = fields->at[i].key;
        if (span_eq(names[i], key)) {
            put(c, from_source(c, ingredient, i));
            return;
        }
    }
    Span hint = schema_hint(c->arena, key, names, fields->len);
    book_complain(c->book, field->from.place, "%.*s has no field '%.*s'%.*s",
                  SPAN_ARG(c->ingredients.at[ingredient].doc->source.name), SPAN_ARG(key),
                  SPAN_ARG(hint));
}

static void set(Composition *c, const RecipeField *field)
{
    FieldOrigin origin = {field->value, NONE, 0, &field->key};
    expand(c, &origin.field, compose_bindings(c->book->scope));
    put(c, origin);
}

static void drop(Composition *c, const RecipeField *field)
{
    FieldOrigin *there = find_origin(c, field->key.value);
    if (!there)
        return;
    FieldOrigin *end = c->fields.at + c->fields.len--;
    memmove(there, there + 1, (size_t)(end - there - 1) * sizeof *there);
}

void compose_fields(Composition *c)
{
    const Recipe *recipe = c->book->recipe;
    if (recipe_has(&recipe->fields_from))
        take_all(c, &recipe->fields_from);
    for (size_t i = 0; i < recipe->fields.len; i++) {
        const RecipeField *field = &recipe->fields.at[i];
        if (field->kind == RECIPE_FROM)
            take_one(c, field);
        else if (field->kind == RECIPE_SET)
            set(c, field);
        else
            drop(c, field);
    }
}
