#include "style/draft.h"

#include "style/defaults.h"

#include <stdlib.h>

/* ---- markup and fields ---- */

static void read_knob(Schema *s, const yaml_node_t *node, size_t row)
{
    const MarkupKnob *knob = &markup_knobs[row];
    uint8_t *value = (uint8_t *)&draft_of(s)->style.markup + knob->offset;
    *value = knob->choices ? (uint8_t)schema_choice(s, node, knob->choices) : schema_bool(s, node);
}

/* A style that extends none says something about every knob, so that it tells what it does not ask for. */
static void read_markup(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    SchemaKey keys[MARKUP_KNOBS];
    for (size_t i = 0; i < MARKUP_KNOBS; i++)
        keys[i] = (SchemaKey){markup_knobs[i].key, read_knob, draft_of(s)->base != NULL};
    schema_mapping(s, node, keys, MARKUP_KNOBS);
}

static void add_name(Schema *s, const yaml_node_t *node, SpanVec *names)
{
    Span name = schema_text(s, node);
    for (size_t i = 0; i < names->len; i++)
        if (span_eq(name, names->at[i]))
            schema_complain(s, node, "the field '%.*s' stands here twice", SPAN_ARG(name));
    vec_add(s->arena, names, name);
}

static void read_field(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    add_name(s, node, &draft_of(s)->fields);
}

static void read_fields(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    draft_of(s)->fields.len = 0;
    schema_list(s, node, read_field);
}

static void read_required_field(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    add_name(s, node, &draft_of(s)->required);
}

static void read_required_fields(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    draft_of(s)->required.len = 0;
    schema_list(s, node, read_required_field);
}

static void read_limit(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    Draft *draft = draft_of(s);
    Span field = schema_text(s, key);
    uint32_t most = schema_number(s, value);
    for (size_t i = 0; i < draft->limits.len; i++)
        if (span_eq(draft->limits.at[i].field, field)) {
            draft->limits.at[i].most = most;
            return;
        }
    vec_add(s->arena, &draft->limits, (FieldLimit){field, most});
}

static void read_limits(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_limit);
}

static void read_max_tokens(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    draft_of(s)->style.max_tokens = schema_number(s, node);
}

static void read_merge(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    defaults_read(s, node, &draft_of(s)->style.merging);
}

/* ---- the whole ---- */

static void read_name(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    draft_of(s)->style.name = schema_id(s, node);
}

static void read_about(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    draft_of(s)->style.about = schema_text(s, node);
}

static void add_aliases(Arena *arena, const Style *base, const Alias *aliases, uint32_t count,
                        DraftAliasVec *list)
{
    for (uint32_t i = 0; i < count; i++)
        vec_add(
            arena, list,
            (DraftAlias){
                {base->alias_text + aliases[i].text, aliases[i].len}, aliases[i].concept, 0, 0});
}

static void take_over(Arena *arena, Draft *draft, const Style *base)
{
    draft->base = base;
    draft->style = *base;
    draft->style.about = (Span){0};
    for (uint32_t i = 0; i < base->field_count; i++)
        vec_add(arena, &draft->fields, base->field_order[i]);
    for (uint32_t i = 0; i < base->required_count; i++)
        vec_add(arena, &draft->required, base->required_fields[i]);
    for (uint32_t i = 0; i < base->limit_count; i++)
        vec_add(arena, &draft->limits, base->limits[i]);
    for (uint32_t i = 0; i < base->concept_count; i++)
        vec_add(arena, &draft->concepts, base->concepts[i]);
    add_aliases(arena, base, base->aliases, base->alias_count, &draft->aliases);
    add_aliases(arena, base, base->patterns, base->pattern_count, &draft->patterns);
    add_aliases(arena, base, base->hints, base->hint_count, &draft->hints);
}

static void read_extends(Schema *s, const yaml_node_t *node)
{
    Draft *draft = draft_of(s);
    Span name = schema_text(s, node);
    const Style *base = draft->find(draft->context, name);
    if (base)
        take_over(s->arena, draft, base);
    else
        schema_complain(s, node, "there is no built-in style '%.*s'; 'stemma style' lists them",
                        SPAN_ARG(name));
}

/* What other keys depend on is read before them, wherever it stands, and what depends on others after them. */
static void skip(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)s, (void)node, (void)row;
}

static void read_root(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    const yaml_node_t *extends = schema_find(s, node, SPAN("extends"));
    const yaml_node_t *sections = schema_find(s, node, SPAN("sections"));
    if (extends)
        read_extends(s, extends);
    const SchemaKey keys[] = {
        {"name", read_name, false},
        {"about", read_about, true},
        {"extends", skip, true},
        {"markup", read_markup, extends != NULL},
        {"fields", read_fields, extends != NULL},
        {"required-fields", read_required_fields, true},
        {"limits", read_limits, true},
        {"max-tokens", read_max_tokens, true},
        {"concepts", draft_read_concepts, extends != NULL},
        {"sections", skip, true},
        {"merge", read_merge, true},
    };
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
    if (sections)
        draft_read_sections(s, sections);
}

/* ---- the tables ---- */

static int by_text(const void *a, const void *b)
{
    const DraftAlias *one = a, *other = b;
    int order = span_cmp(one->text, other->text);
    if (order)
        return order;
    return one->line < other->line ? -1 : one->line > other->line;
}

static void complain_twice(Arena *arena, const Draft *draft, const DraftAlias *alias,
                           const DraftAlias *before, Problems *problems)
{
    Span id = draft->concepts.at[before->concept].id;
    Span where = before->line ? arena_format(arena, "the one in line %u", before->line)
                              : SPAN("one of the style it extends");
    vec_add(
        arena, &problems->list,
        (Problem){alias->line, alias->column,
                  arena_format(arena, "this alias is folded to '%.*s', as is %.*s, concept '%.*s'",
                               SPAN_ARG(alias->text), SPAN_ARG(where), SPAN_ARG(id))});
}

/* A title that means two things means neither; one that is given twice hides that folding already unites them. */
static void sort_aliases(Arena *arena, Draft *draft, Problems *problems)
{
    DraftAliasVec *aliases = &draft->aliases;
    if (aliases->len)
        qsort(aliases->at, aliases->len, sizeof *aliases->at, by_text);
    for (size_t i = 1; i < aliases->len; i++)
        if (span_eq(aliases->at[i].text, aliases->at[i - 1].text))
            complain_twice(arena, draft, &aliases->at[i], &aliases->at[i - 1], problems);
}

static const Alias *make_aliases(Arena *arena, Buf *text, const DraftAliasVec *list)
{
    Alias *aliases = ARENA_ARRAY(arena, Alias, list->len);
    for (size_t i = 0; i < list->len; i++) {
        const DraftAlias *alias = &list->at[i];
        aliases[i] =
            (Alias){(uint32_t)text->len, (uint16_t)alias->text.len, (uint16_t)alias->concept};
        buf_add(text, alias->text);
    }
    return aliases;
}

static void set_aliases(Arena *arena, Draft *draft)
{
    Style *style = &draft->style;
    Buf text = buf_in(arena);
    style->aliases = make_aliases(arena, &text, &draft->aliases);
    style->alias_count = (uint32_t)draft->aliases.len;
    style->patterns = make_aliases(arena, &text, &draft->patterns);
    style->pattern_count = (uint32_t)draft->patterns.len;
    style->hints = make_aliases(arena, &text, &draft->hints);
    style->hint_count = (uint32_t)draft->hints.len;
    style->alias_text = buf_span(&text).ptr;
}

static const Style *make_style(Arena *arena, Draft *draft)
{
    Style *style = ARENA_NEW(arena, Style);
    if (!draft->base || draft->has_own_aliases)
        set_aliases(arena, draft);
    *style = draft->style;
    style->concepts = draft->concepts.at;
    style->concept_count = (uint32_t)draft->concepts.len;
    style->field_order = draft->fields.at;
    style->field_count = (uint32_t)draft->fields.len;
    style->required_fields = draft->required.at;
    style->required_count = (uint32_t)draft->required.len;
    style->limits = draft->limits.at;
    style->limit_count = (uint32_t)draft->limits.len;
    return style;
}

const Style *style_read(Arena *arena, Span yaml, StyleFinder find, void *context,
                        Problems *problems)
{
    Draft draft = {.find = find, .context = context};
    bool is_good = schema_read(arena, yaml, read_root, &draft, problems);
    size_t before = problems->list.len;
    sort_aliases(arena, &draft, problems);
    return is_good && problems->list.len == before ? make_style(arena, &draft) : NULL;
}
