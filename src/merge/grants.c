#include "merge/grants.h"

/* Servers bring tools of their own; a file that names none still has all others. */
static bool is_server_key(Span key)
{
    return span_starts(key, SPAN("mcp"));
}

static void add_field(Arena *arena, Grant *grant, const Field *field)
{
    if (style_field_meaning(field->key) != FIELD_TOOLS)
        return;
    bool is_server = is_server_key(field->key);
    SpanVec entries = front_entries(arena, field),
            *to = is_server ? &grant->servers : &grant->tools;
    for (size_t i = 0; i < entries.len; i++)
        vec_add(arena, to, entries.at[i]);
    if (is_server)
        return;
    vec_add(arena, &grant->keys, field->key);
    grant->is_unclear |= !entries.len && field->shape != FIELD_LIST;
}

static Grant read_fields(Arena *arena, const FieldVec *fields)
{
    Grant grant = {0};
    for (size_t i = 0; i < fields->len; i++)
        add_field(arena, &grant, &fields->at[i]);
    return grant;
}

Grant *grants_read(const Variants *v)
{
    Grant *grants = ARENA_ARRAY(v->arena, Grant, v->doc_count);
    for (uint32_t d = 0; d < v->doc_count; d++)
        grants[d] = read_fields(v->arena, &v->docs[d]->front.fields);
    return grants;
}

static bool has_all_tools(Arena *arena, const Grant *grant)
{
    return !grant->keys.len || style_tools_hold(arena, &grant->tools, SPAN("*"));
}

bool grants_all_hold(const Variants *v, const Grant *grants, Span key, Span entry)
{
    bool is_server = is_server_key(key);
    for (uint32_t d = 0; d < v->doc_count; d++) {
        const Grant *own = &grants[d];
        bool is_limit =
            is_server ? own->servers.len > 0 : !own->is_unclear && !has_all_tools(v->scratch, own);
        if (is_limit &&
            !style_tools_hold(v->scratch, is_server ? &own->servers : &own->tools, entry))
            return false;
    }
    return true;
}

static void add_gains(Consolidation *result, Rights *rights, const SpanVec *made,
                      const SpanVec *own)
{
    Arena *scratch = result->variants->scratch;
    for (size_t i = 0; i < made->len; i++) {
        if (style_tools_hold(scratch, own, made->at[i]) ||
            style_tools_hold(scratch, &rights->gains, made->at[i]))
            continue;
        vec_add(result->arena, &rights->gains, made->at[i]);
        if (!style_tools_hold(scratch, &result->widened, made->at[i]))
            vec_add(result->arena, &result->widened, made->at[i]);
    }
}

static void judge_one(Consolidation *result, const Grant *made, const Grant *own, uint32_t doc)
{
    Arena *arena = result->arena, *scratch = result->variants->scratch;
    bool is_known = !own->is_unclear && !made->is_unclear;
    bool had_all = has_all_tools(scratch, own), has_all = has_all_tools(scratch, made);
    Rights rights = {.doc = doc, .is_freed = is_known && !had_all && has_all};
    add_gains(result, &rights, &made->servers, &own->servers);
    if (is_known && !had_all)
        add_gains(result, &rights, &made->tools, &own->tools);
    if (rights.is_freed || rights.gains.len)
        vec_add(arena, &result->rights, rights);
    if (is_known && had_all && !has_all)
        vec_add(arena, &result->rights, (Rights){.doc = doc, .is_open = true});
}

static bool is_set_by_user(const Consolidation *result)
{
    for (uint32_t i = 0; i < result->policy->setting_count; i++)
        if (style_field_meaning(result->policy->settings[i].key) == FIELD_TOOLS)
            return true;
    return false;
}

void grants_judge(Consolidation *result, const Grant *grants)
{
    Grant made = read_fields(result->arena, &result->draft.fields);
    if (made.keys.len > 1)
        result->tool_keys = made.keys;
    if (is_set_by_user(result))
        return;
    for (uint32_t d = 0; d < result->variants->doc_count; d++)
        judge_one(result, &made, &grants[d], d);
}
