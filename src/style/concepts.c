#include "style/draft.h"

#include "text/pattern.h"

/* ---- concepts ---- */

static Concept *concept_of(Draft *draft)
{
    return &draft->concepts.at[draft->concept];
}

static uint32_t find_concept(const Draft *draft, Span id)
{
    for (uint32_t i = 0; i < draft->concepts.len; i++)
        if (span_eq(draft->concepts.at[i].id, id))
            return i;
    return NONE;
}

static DraftAlias alias_at(const Draft *draft, const yaml_node_t *node, Span text)
{
    return (DraftAlias){text, draft->concept, (uint32_t)node->start_mark.line + 1,
                        (uint32_t)node->start_mark.column + 1};
}

static void read_pattern(Schema *s, const yaml_node_t *node, Span source)
{
    Draft *draft = draft_of(s);
    Span error;
    if (!pattern_new(s->arena, source, &error))
        schema_complain(s, node, "%.*s", SPAN_ARG(error));
    vec_add(s->arena, &draft->patterns, alias_at(draft, node, source));
}

static void read_alias(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Draft *draft = draft_of(s);
    Span text = schema_text(s, node);
    draft->has_own_aliases = true;
    if (text.len > 2 && text.ptr[0] == '/' && text.ptr[text.len - 1] == '/') {
        read_pattern(s, node, span_range(text, 1, text.len - 1));
        return;
    }
    Span folded = style_fold_title(s->arena, text);
    if (!folded.len || folded.len > UINT16_MAX)
        schema_complain(s, node, "no title: '%.*s'", SPAN_ARG(text));
    vec_add(s->arena, &draft->aliases, alias_at(draft, node, folded));
}

static void read_aliases(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_list(s, node, read_alias);
}

static bool means(const Draft *draft, Span folded, uint32_t concept)
{
    for (size_t i = 0; i < draft->aliases.len; i++)
        if (draft->aliases.at[i].concept == concept && span_eq(draft->aliases.at[i].text, folded))
            return true;
    return false;
}

/* The title itself is an alias, unless the style that is extended has it as one already. */
static void read_title(Schema *s, const yaml_node_t *node, size_t row)
{
    Draft *draft = draft_of(s);
    Concept *concept = concept_of(draft);
    concept->title = schema_text(s, node);
    bool is_known =
        draft->base && means(draft, style_fold_title(s->arena, concept->title), draft->concept);
    if (!is_known)
        read_alias(s, node, row);
}

static void read_repeatable(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    concept_of(draft_of(s))->is_repeatable = schema_bool(s, node);
}

static void read_deep(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    concept_of(draft_of(s))->is_deep = schema_bool(s, node);
}

static void read_role(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span text = schema_text(s, node);
    for (unsigned i = 0; i < STYLE_ROLES; i++)
        if (span_eq(text, style_roles[i])) {
            concept_of(draft_of(s))->role = (SectionRole)i;
            return;
        }
    Span hint = schema_hint(s->arena, text, style_roles, STYLE_ROLES);
    schema_complain(s, node, "no role: '%.*s'%.*s", SPAN_ARG(text), SPAN_ARG(hint));
}

static void read_hint(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Draft *draft = draft_of(s);
    Span text = schema_text(s, node), folded = style_fold_title(s->arena, text);
    if (!span_eq(text, folded) || span_has(text, ' '))
        schema_complain(s, node, "a hint is one folded word, not '%.*s'", SPAN_ARG(text));
    draft->has_own_aliases = true;
    vec_add(s->arena, &draft->hints, alias_at(draft, node, folded));
}

static void read_hints(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_list(s, node, read_hint);
}

/* The id was read before the others, which depend on it. */
static void skip(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)s, (void)node, (void)row;
}

static Span read_concept_id(Schema *s, const yaml_node_t *node)
{
    const yaml_node_t *id = schema_find(s, node, SPAN("id"));
    return id ? schema_id(s, id) : SPAN("?");
}

/* Sets draft->concept; true when the style that is extended has it. */
static bool enter_concept(Schema *s, const yaml_node_t *node)
{
    Draft *draft = draft_of(s);
    Span id = read_concept_id(s, node);
    uint32_t base_count = draft->base ? draft->base->concept_count : 0;
    draft->concept = find_concept(draft, id);
    if (draft->concept < base_count)
        return true;
    if (draft->concept != NONE && !span_eq(id, SPAN("?")))
        schema_complain(s, schema_find(s, node, SPAN("id")), "the concept '%.*s' stands here twice",
                        SPAN_ARG(id));
    draft->concept = (uint32_t)draft->concepts.len;
    vec_add(s->arena, &draft->concepts,
            (Concept){
                .id = id, .title = SPAN("?"), .order = draft->concept, .is_placed = !draft->base});
    return false;
}

static void read_concept(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    bool is_known = enter_concept(s, node);
    const SchemaKey keys[] = {
        {"id", skip, false},
        {"title", read_title, is_known},
        {"deep", read_deep, true},
        {"repeatable", read_repeatable, true},
        {"role", read_role, true},
        {"hints", read_hints, true},
        {"aliases", read_aliases, true},
    };
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

void draft_read_concepts(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_list(s, node, read_concept);
}

/* ---- sections ---- */

static uint32_t named_concept(Schema *s, const yaml_node_t *node)
{
    Draft *draft = draft_of(s);
    Span id = schema_text(s, node);
    uint32_t concept = find_concept(draft, id);
    if (concept != NONE)
    return concept;
    Span *ids = ARENA_ARRAY(s->arena, Span, draft->concepts.len);
    for (size_t i = 0; i < draft->concepts.len; i++)
        ids[i] = draft->concepts.at[i].id;
    Span hint = schema_hint(s->arena, id, ids, draft->concepts.len);
    schema_complain(s, node, "there is no concept '%.*s'%.*s", SPAN_ARG(id), SPAN_ARG(hint));
    return NONE;
}

/* Those that the order does not name keep theirs, behind those it does. */
static void read_place(Schema *s, const yaml_node_t *node, size_t row)
{
    Draft *draft = draft_of(s);
    uint32_t concept = named_concept(s, node);
    if (concept == NONE)
        return;
    if (draft->concepts.at[concept].order < row)
        schema_complain(s, node, "the concept '%.*s' stands here twice",
                        SPAN_ARG(draft->concepts.at[concept].id));
    draft->concepts.at[concept].order = (uint32_t)row;
    draft->concepts.at[concept].is_placed = true;
}

static void read_order(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Draft *draft = draft_of(s);
    for (size_t i = 0; i < draft->concepts.len; i++) {
        draft->concepts.at[i].order += SCHEMA_ENTRIES;
        draft->concepts.at[i].is_placed = false;
    }
    schema_list(s, node, read_place);
}

static void read_required_section(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    uint32_t concept = named_concept(s, node);
    if (concept != NONE)
        draft_of(s)->concepts.at[concept].is_required = true;
}

static void read_required_sections(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    for (size_t i = 0; i < draft_of(s)->concepts.len; i++)
        draft_of(s)->concepts.at[i].is_required = false;
    schema_list(s, node, read_required_section);
}

void draft_read_sections(Schema *s, const yaml_node_t *node)
{
    static const SchemaKey keys[] = {
        {"order", read_order, true},
        {"required", read_required_sections, true},
    };
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}
