#include "compose/recipe_draft.h"

enum { OUTPUTS = 100 };

/* ---- texts ---- */

RecipePlace recipe_place(Schema *s, const yaml_node_t *node)
{
    return (RecipePlace){recipe_draft(s)->recipe->file, (uint32_t)node->start_mark.line + 1,
                         (uint32_t)node->start_mark.column + 1};
}

static uint32_t count_lines(Span text)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; at = span_find_byte(text, '\n', at) + 1)
        count++;
    return count;
}

/* libyaml lets a block end behind the blank lines below it. */
static Range lines_of(const yaml_node_t *node, Span value)
{
    uint32_t start = (uint32_t)node->start_mark.line, end = (uint32_t)node->end_mark.line;
    if (node->type != YAML_SCALAR_NODE)
        return (Range){start, node->end_mark.column ? end + 1 : end};
    switch (node->data.scalar.style) {
    case YAML_LITERAL_SCALAR_STYLE:
        return (Range){start + 1, start + 1 + count_lines(value)};
    case YAML_FOLDED_SCALAR_STYLE:
        return (Range){start, end > start ? end : start + 1};
    default:
        return (Range){start, end + 1};
    }
}

static RecipeText text_of(Schema *s, const yaml_node_t *node, Span value)
{
    bool is_literal =
        node->type == YAML_SCALAR_NODE && node->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
    return (RecipeText){value, recipe_place(s, node), lines_of(node, value), is_literal};
}

RecipeText recipe_text(Schema *s, const yaml_node_t *node)
{
    return text_of(s, node, schema_text(s, node));
}

RecipeText recipe_text_or_empty(Schema *s, const yaml_node_t *node)
{
    return text_of(s, node, schema_text_or_empty(s, node));
}

/* ---- single texts ---- */

static void read_text(Schema *s, const yaml_node_t *node, size_t row)
{
    Recipe *recipe = recipe_draft(s)->recipe;
    RecipeText *const texts[] = {&recipe->extends, &recipe->style, &recipe->title,
                                 &recipe->fields_from};
    *texts[row] = recipe_text(s, node);
}

static void read_about(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_text(s, node); /* for people who read the recipe */
}

static void read_ledger(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Recipe *recipe = recipe_draft(s)->recipe;
    recipe->has_ledger = schema_bool(s, node);
    recipe->no_ledger = !recipe->has_ledger;
}

/* ---- variables ---- */

static void read_var(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    Recipe *recipe = recipe_draft(s)->recipe;
    RecipeVar var = {recipe_text(s, key), recipe_text_or_empty(s, value)};
    schema_id(s, key);
    vec_add(s->arena, &recipe->vars, var);
}

static void read_vars(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_var);
}

/* ---- sources ---- */

static void read_source_path(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_draft(s)->source->path = recipe_text(s, node);
}

static void read_source_vars(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_draft(s)->source->has_vars = schema_bool(s, node);
}

static void read_source(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    static const SchemaKey keys[] = {
        {"path", read_source_path, false},
        {"vars", read_source_vars, true},
    };
    Recipe *recipe = recipe_draft(s)->recipe;
    RecipeText name = recipe_text(s, key);
    schema_id(s, key);
    recipe_draft(s)->source = vec_push(s->arena, &recipe->sources);
    recipe_draft(s)->source->name = name;
    schema_short_mapping(s, value, keys, sizeof keys / sizeof *keys);
}

static void read_sources(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_source);
}

/* ---- fields ---- */

static FieldQuote quote_of(const yaml_node_t *node)
{
    return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? QUOTE_PLAIN : QUOTE_DOUBLE;
}

static void read_item(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    vec_add(s->arena, &recipe_draft(s)->field->value.items, schema_text(s, node));
}

static void read_from(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_draft(s)->field->kind = RECIPE_FROM;
    recipe_draft(s)->field->from = recipe_text(s, node);
}

static bool is_null(const yaml_node_t *node)
{
    return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (!node->data.scalar.length || strcmp((const char *)node->data.scalar.value, "~") == 0 ||
            strcmp((const char *)node->data.scalar.value, "null") == 0);
}

static void read_scalar_field(Schema *s, const yaml_node_t *node, RecipeField *field)
{
    if (is_null(node)) {
        field->kind = RECIPE_DROP;
        return;
    }
    field->value.shape = FIELD_SCALAR;
    field->value.quote = quote_of(node);
    field->value.value = schema_text_or_empty(s, node);
}

static void read_list_field(Schema *s, const yaml_node_t *node, RecipeField *field)
{
    field->value.shape = FIELD_LIST;
    field->value.is_flow = node->data.sequence.style == YAML_FLOW_SEQUENCE_STYLE;
    schema_list(s, node, read_item);
}

static void read_field(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    static const SchemaKey keys[] = {{"from", read_from, false}};
    Recipe *recipe = recipe_draft(s)->recipe;
    RecipeField field = {.key = recipe_text(s, key)};
    Range lines = lines_of(value, value->type == YAML_SCALAR_NODE ? schema_text_or_empty(s, value)
                                                                  : SPAN(""));
    field.key.lines.end = lines.end > field.key.lines.end ? lines.end : field.key.lines.end;
    field.value.key = field.key.value;
    vec_add(s->arena, &recipe->fields, field);
    recipe_draft(s)->field = &recipe->fields.at[recipe->fields.len - 1];
    if (value->type == YAML_SCALAR_NODE)
        read_scalar_field(s, value, recipe_draft(s)->field);
    else if (value->type == YAML_SEQUENCE_NODE)
        read_list_field(s, value, recipe_draft(s)->field);
    else
        schema_mapping(s, value, keys, sizeof keys / sizeof *keys);
}

static void read_fields(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_field);
}

/* ---- outputs ---- */

static void read_output_text(Schema *s, const yaml_node_t *node, size_t row)
{
    RecipeOutput *output = recipe_draft(s)->output;
    RecipeText *const texts[] = {&output->path, &output->style, &output->dialect, &output->ledger};
    *texts[row] = recipe_text(s, node);
}

static void read_model(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    RecipeVar model = {recipe_text(s, key), recipe_text(s, value)};
    vec_add(s->arena, &recipe_draft(s)->output->models, model);
}

static void read_models(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_model);
}

static void read_output(Schema *s, const yaml_node_t *node, size_t row)
{
    static const SchemaKey keys[] = {
        {"path", read_output_text, false},   {"style", read_output_text, true},
        {"dialect", read_output_text, true}, {"ledger", read_output_text, true},
        {"models", read_models, true},
    };
    (void)row;
    RecipeDraft *draft = recipe_draft(s);
    if (draft->recipe->outputs.len == OUTPUTS) {
        schema_complain(s, node, "more than %d outputs", OUTPUTS);
        return;
    }
    draft->output = vec_push(s->arena, &draft->recipe->outputs);
    schema_short_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

static void read_outputs(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_list(s, node, read_output);
}

/* ---- the whole ---- */

static void read_drop(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_read_drop(s, node, &recipe_draft(s)->recipe->drop);
}

static void read_set(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_read_set(s, node, &recipe_draft(s)->recipe->set);
}

static void read_root(Schema *s, const yaml_node_t *node, size_t row)
{
    static const SchemaKey keys[] = {
        {"extends", read_text, true},
        {"style", read_text, true},
        {"title", read_text, true},
        {"fields-from", read_text, true},
        {"about", read_about, true},
        {"vars", read_vars, true},
        {"sources", read_sources, true},
        {"fields", read_fields, true},
        {"sections", recipe_read_parts, true},
        {"drop", read_drop, true},
        {"set", read_set, true},
        {"outputs", read_outputs, true},
        {"ledger", read_ledger, true},
    };
    (void)row;
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

Recipe *recipe_read(Arena *arena, Span yaml, uint32_t file, Problems *problems)
{
    RecipeDraft draft = {.recipe = ARENA_NEW(arena, Recipe)};
    draft.recipe->file = file;
    return schema_read(arena, yaml, read_root, &draft, problems) ? draft.recipe : NULL;
}
