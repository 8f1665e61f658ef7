#include "render/plan.h"

#include <jansson.h>

typedef struct Reader {
    Arena *arena;
    const Variants *v;
    Doc *const *inputs;
    uint32_t input_count;
    uint32_t *
        entry; /* of a node: 1 + the entry of the plan it stands in, 0 when the plan does not name it */
    Span *message;
} Reader;

static bool fail(Reader *r, Span message)
{
    *r->message = message;
    return false;
}

static uint32_t node_at(const Reader *r, uint32_t input, uint32_t line)
{
    uint32_t doc = r->v->rank_of_input[input];
    for (uint32_t s = 0; s < r->v->docs[doc]->section_count; s++)
        if (r->v->docs[doc]->sections[s].lines.start + 1 == line)
            return r->v->alignment->first[doc] + s;
    return NONE;
}

static bool read_member(Reader *r, const json_t *member, uint32_t entry)
{
    json_int_t input = json_integer_value(json_object_get(member, "input"));
    json_int_t line = json_integer_value(json_object_get(member, "line"));
    if (input < 0 || input >= r->input_count || line < 1 || line > UINT32_MAX)
        return fail(
            r, arena_format(r->arena,
                            "section %u of the plan names an input or a line that is not there",
                            entry));
    uint32_t node = node_at(r, (uint32_t)input, (uint32_t)line);
    if (node == NONE)
        return fail(r, arena_format(r->arena,
                                    "the plan names line %lld of %.*s, where no section begins",
                                    (long long)line, SPAN_ARG(r->inputs[input]->source.name)));
    r->entry[node] = entry;
    return true;
}

static bool read_entries(Reader *r, const json_t *root)
{
    const json_t *sections = json_object_get(root, "sections");
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (!schema || strcmp(schema, "stemma-plan/1") != 0 || !json_is_array(sections))
        return fail(r, SPAN("this is no plan: its schema is not stemma-plan/1"));
    for (size_t i = 0; i < json_array_size(sections); i++) {
        const json_t *members = json_object_get(json_array_get(sections, i), "members");
        for (size_t m = 0; m < json_array_size(members); m++)
            if (!read_member(r, json_array_get(members, m), (uint32_t)i + 1))
                return false;
    }
    return true;
}

static void constrain(const Reader *r, ConstraintVec *constraints)
{
    uint32_t count = r->v->alignment->node_count;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++)
            if (r->entry[a] && r->entry[b] &&
                r->v->alignment->nodes[a].doc != r->v->alignment->nodes[b].doc)
                vec_add(r->arena, constraints, (Constraint){a, b, r->entry[a] != r->entry[b]});
}

/* What people see of a plan is not what they can give back. */
static Span why_unread(Arena *arena, Span json, const json_error_t *error)
{
    Span start = span_trim_start(json);
    if (start.len && *start.ptr != '{' && *start.ptr != '[')
        return SPAN("this is no JSON; the plan to edit is what --plan --json prints");
    return arena_format(arena, "%d:%d: %s", error->line, error->column, error->text);
}

bool plan_read(Span json, const Variants *variants, Doc *const *inputs, uint32_t input_count,
               ConstraintVec *constraints, Span *message)
{
    Reader r = {variants->arena, variants, inputs, input_count, NULL, message};
    r.entry = ARENA_ARRAY(r.arena, uint32_t, variants->alignment->node_count);
    json_error_t error;
    json_t *root = json_loadb(json.ptr, json.len, 0, &error);
    if (!root)
        return fail(&r, why_unread(r.arena, json, &error));
    bool is_read = read_entries(&r, root);
    json_decref(root);
    if (is_read)
        constrain(&r, constraints);
    return is_read;
}
