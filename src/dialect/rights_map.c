#include "dialect/rights.h"

#include "write/scalar.h"

/* ---- reading ---- */

typedef enum Action { ACTION_ALLOW, ACTION_ASK, ACTION_DENY, ACTION_ODD } Action;

static const struct {
    const char *word;
    Action action;
} actions[] = {
    {"allow", ACTION_ALLOW}, {"true", ACTION_ALLOW}, {"ask", ACTION_ASK},
    {"deny", ACTION_DENY},   {"false", ACTION_DENY},
};

static Action action_of(const Field *rule)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions && rule->shape == FIELD_SCALAR; i++)
        if (span_eq(span_trim(rule->value), span_of(actions[i].word)))
            return actions[i].action;
    return ACTION_ODD;
}

/* Rules for a part of what a tool can do: the one for all the rest stands for them. */
static Action action_of_parts(Conversion *c, const Field *field, const Field *rule)
{
    FieldVec parts;
    Action action = ACTION_ALLOW;
    remark(c, DIAG_CONVERT_RIGHTS, field, rule->key,
           "the rules for parts of '%.*s' have no place in %s",
           SPAN_ARG(remark_shown(c->arena, rule->key)), c->speech->title);
    if (!nested_read(c->arena, rule, &parts))
        return ACTION_DENY;
    for (size_t i = 0; i < parts.len; i++)
        if (span_eq(parts.at[i].key, SPAN("*")))
            action = action_of(&parts.at[i]);
    return action;
}

static void drop_same(ToolVec *tools, const ToolVec *gone)
{
    size_t kept = 0;
    for (size_t i = 0; i < tools->len; i++) {
        bool is_gone = false;
        for (size_t k = 0; k < gone->len && !is_gone; k++)
            is_gone = tool_is_same(&tools->at[i], &gone->at[k]);
        if (!is_gone)
            tools->at[kept++] = tools->at[i];
    }
    tools->len = kept;
}

/* The last rule for a tool wins. */
static void add_rule(Conversion *c, const Field *field, const Field *rule, Action action,
                     Rights *rights)
{
    if (action == ACTION_ASK)
        remark(c, DIAG_CONVERT_RIGHTS, field, rule->key,
               "'%.*s' asks before each use; %s cannot say so",
               SPAN_ARG(remark_shown(c->arena, rule->key)), c->speech->title);
    bool is_denied = action == ACTION_DENY;
    if (span_eq(rule->key, SPAN("*"))) {
        rights->is_limited = is_denied;
        rights->allowed.len = rights->denied.len = 0;
        return;
    }
    ToolVec tools = {0};
    tool_read(c->arena, c->agent.speech->tool_names, rule->key, is_denied, &tools);
    drop_same(&rights->allowed, &tools);
    drop_same(&rights->denied, &tools);
    for (size_t i = 0; i < tools.len; i++)
        vec_add(c->arena, is_denied ? &rights->denied : &rights->allowed, tools.at[i]);
}

void rights_map_read(Conversion *c, const Field *field, Rights *rights)
{
    enum { MOST = 500 };
    FieldVec rules = {0};
    rights->allow = rights->deny = field;
    if (field->shape == FIELD_SCALAR) {
        Field rule = *field;
        rule.key = SPAN("*");
        vec_add(c->arena, &rules, rule);
    } else if (field->shape != FIELD_NULL && !nested_read(c->arena, field, &rules)) {
        remark(c, DIAG_CONVERT_RIGHTS, field, (Span){0}, "'%.*s' cannot be read as rules for tools",
               SPAN_ARG(field->key));
    }
    for (size_t i = 0; i < rules.len && i < MOST; i++) {
        Action action = action_of(&rules.at[i]);
        if (action == ACTION_ODD)
            action = action_of_parts(c, field, &rules.at[i]);
        add_rule(c, field, &rules.at[i], action, rights);
    }
}

/* ---- writing ---- */

static void add_rules(Buf *out, const SpanVec *names, const char *action)
{
    for (size_t i = 0; i < names->len; i++) {
        Span name = names->at[i];
        buf_add(out, SPAN("\n  "));
        if (scalar_is_plain(name, SCALAR_BLOCK) && !scalar_is_typed(name))
            buf_add(out, name);
        else
            scalar_quote(out, name);
        buf_format(out, ": %s", action);
    }
}

Field rights_map_write(Arena *arena, bool is_limited, const SpanVec *allowed, const SpanVec *denied)
{
    Buf out = buf_in(arena);
    if (is_limited)
        buf_add(&out, SPAN("\n  \"*\": deny"));
    add_rules(&out, allowed, "allow");
    add_rules(&out, denied, "deny");
    return (Field){.shape = FIELD_OPAQUE, .source = buf_span(&out)};
}
