#include "compose/recipe_draft.h"

enum { PARTS = 2000, DEEPEST = 4, LEVEL_MAX = 6 };

/* ---- drop and set ---- */

static void read_dropped(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    vec_add(s->arena, recipe_draft(s)->drop, recipe_text(s, node));
}

void recipe_read_drop(Schema *s, const yaml_node_t *node, RecipeTextVec *drop)
{
    recipe_draft(s)->drop = drop;
    if (node->type == YAML_SCALAR_NODE)
        read_dropped(s, node, 0);
    else
        schema_list(s, node, read_dropped);
}

static void read_replaced(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    vec_add(s->arena, recipe_draft(s)->set,
            (RecipeSet){recipe_text(s, key), recipe_text(s, value)});
}

void recipe_read_set(Schema *s, const yaml_node_t *node, RecipeSetVec *set)
{
    recipe_draft(s)->set = set;
    schema_pairs(s, node, read_replaced);
}

/* ---- one entry ---- */

static RecipePart *part_of(Schema *s)
{
    return recipe_draft(s)->part;
}

static void read_text(Schema *s, const yaml_node_t *node, size_t row)
{
    RecipePart *part = part_of(s);
    RecipeText *const texts[] = {&part->include, &part->recipe, &part->title, &part->text};
    *texts[row] = recipe_text(s, node);
}

static void read_drop(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_read_drop(s, node, &part_of(s)->drop);
}

static void read_set(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_read_set(s, node, &part_of(s)->set);
}

static void read_level(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    part_of(s)->level = schema_number(s, node);
    if (part_of(s)->level > LEVEL_MAX)
        schema_complain(s, node, "headings have levels from 1 to 6");
}

static void read_nth(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    part_of(s)->nth = schema_number(s, node);
}

/* Those in the group are read once the group itself stands in the list. */
static void read_group(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)s, (void)node, (void)row;
}

static const SchemaKey part_keys[] = {
    {"include", read_text, true}, {"recipe", read_text, true}, {"title", read_text, true},
    {"text", read_text, true},    {"drop", read_drop, true},   {"set", read_set, true},
    {"level", read_level, true},  {"nth", read_nth, true},     {"sections", read_group, true},
};

enum { PART_KEYS = sizeof part_keys / sizeof *part_keys };

/* What an entry is by the key that makes it so, and which others go with it. */
static const struct {
    const char *key, *with;
} kinds[] = {
    {"include", "title drop set level nth"},
    {"recipe", ""},
    {"text", "title level"},
    {"sections", "title level"},
};

static bool goes_with(const char *list, const char *key)
{
    Span words = span_of(list);
    size_t at = span_find(words, span_of(key), 0), end = at + strlen(key);
    return at < words.len && (at == 0 || words.ptr[at - 1] == ' ') &&
           (end == words.len || words.ptr[end] == ' ');
}

static void check_part(Schema *s, const yaml_node_t *node)
{
    size_t found = 0, kind = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (schema_find(s, node, span_of(kinds[i].key))) {
            found++;
            kind = i;
        }
    if (found != 1) {
        schema_complain(s, node, "a section has one of 'include', 'text', 'sections' and 'recipe'");
        return;
    }
    for (size_t i = 0; i < PART_KEYS; i++) {
        const yaml_node_t *value = schema_find(s, node, span_of(part_keys[i].name));
        if (value && strcmp(part_keys[i].name, kinds[kind].key) != 0 &&
            !goes_with(kinds[kind].with, part_keys[i].name))
            schema_complain(s, value, "'%s' does not go with '%s'", part_keys[i].name,
                            kinds[kind].key);
    }
    if (span_eq(span_of(kinds[kind].key), SPAN("sections")) && !schema_find(s, node, SPAN("title")))
        schema_complain(s, node, "a group of sections needs a 'title'");
}

static void read_entry(Schema *s, const yaml_node_t *node, size_t row);

static void read_nested(Schema *s, const yaml_node_t *node)
{
    const yaml_node_t *group = schema_find(s, node, SPAN("sections"));
    if (!group)
        return;
    if (recipe_draft(s)->depth == DEEPEST) {
        schema_complain(s, group, "groups of sections are nested too deeply");
        return;
    }
    recipe_draft(s)->depth++;
    schema_list(s, group, read_entry);
    recipe_draft(s)->depth--;
}

static void read_entry(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    RecipeDraft *draft = recipe_draft(s);
    if (draft->recipe->parts.len == PARTS) {
        schema_complain(s, node, "more than %d sections", PARTS);
        return;
    }
    draft->part =
        vec_push(s->arena, &draft->recipe->parts); /* the next one comes after it is read */
    *draft->part = (RecipePart){.place = recipe_place(s, node), .depth = draft->depth};
    schema_short_mapping(s, node, part_keys, PART_KEYS);
    if (node->type == YAML_MAPPING_NODE)
        check_part(s, node);
    read_nested(s, node);
}

void recipe_read_parts(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    recipe_draft(s)->recipe->has_parts = true;
    schema_list(s, node, read_entry);
}
