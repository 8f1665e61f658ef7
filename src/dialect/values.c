#include "dialect/inner.h"

#include "text/utf8.h"

/* ---- what may be done without asking ---- */

/* One row a mode; a harness that has none is told so. */
static const char *const approvals[][HARNESS_COUNT] = {
    {[HARNESS_CLAUDE_AGENT] = "plan",
     [HARNESS_QWEN_AGENT] = "plan",
     [HARNESS_CURSOR_AGENT] = "true",
     [HARNESS_CODEX_AGENT] = "read-only"},
    {[HARNESS_CLAUDE_AGENT] = "default", [HARNESS_QWEN_AGENT] = "default"},
    {[HARNESS_CLAUDE_AGENT] = "acceptEdits", [HARNESS_QWEN_AGENT] = "auto-edit"},
    {[HARNESS_CLAUDE_AGENT] = "bypassPermissions", [HARNESS_QWEN_AGENT] = "yolo"},
};

const char *value_read_only(const Harness *harness)
{
    return approvals[0][harness - harnesses];
}

static bool is_mode(const char *mode, Span value)
{
    return mode && span_eq(value, span_of(mode));
}

/* Qwen Code understands Claude Code's modes as well. */
static Span approval(const Conversion *c, Span value)
{
    for (size_t i = 0; i < sizeof approvals / sizeof *approvals; i++) {
        const char *const *row = approvals[i];
        bool is_meant = is_mode(row[c->agent.speech - harnesses], value) ||
                        (c->agent.speech == &harnesses[HARNESS_QWEN_AGENT] &&
                         is_mode(row[HARNESS_CLAUDE_AGENT], value));
        if (is_meant)
            return span_of(row[c->speech - harnesses]);
    }
    return (Span){0};
}

/* ---- models ---- */

/* Whose models a harness runs by their own names, and what OpenCode writes before them. */
static const struct {
    HarnessId id;
    const char *start, *provider;
} makers[] = {
    {HARNESS_CLAUDE_AGENT, "claude-", "anthropic/"},   {HARNESS_SKILL, "claude-", "anthropic/"},
    {HARNESS_CLAUDE_COMMAND, "claude-", "anthropic/"}, {HARNESS_GEMINI_AGENT, "gemini-", "google/"},
    {HARNESS_CODEX_AGENT, "gpt-", "openai/"},
};

static const char *provider_of(const Harness *harness, Span model)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (&harnesses[makers[i].id] == harness && span_starts(model, span_of(makers[i].start)))
            return makers[i].provider;
    return NULL;
}

static bool is_claude(const Harness *harness)
{
    return harness->tool_names == TOOLS_CLAUDE;
}

static Span without_provider(const Harness *to, Span model)
{
    size_t slash = span_find_byte(model, '/', 0);
    Span bare = slash < model.len ? span_from(model, slash + 1) : (Span){0};
    const char *provider = provider_of(to, bare);
    return provider && span_starts(model, span_of(provider)) ? bare : (Span){0};
}

Span value_wished_model(const Conversion *c, Span model)
{
    for (size_t i = 0; i < c->wish->models.len; i++)
        if (span_eq(model, c->wish->models.at[i].from))
            return c->wish->models.at[i].to;
    return (Span){0};
}

static Span model(const Conversion *c, Span value)
{
    const Harness *opencode = &harnesses[HARNESS_OPENCODE_AGENT];
    Span wished = value_wished_model(c, value);
    if (wished.len)
        return wished;
    if (is_claude(c->agent.speech) && is_claude(c->speech))
        return value;
    const char *provider = provider_of(c->agent.speech, value);
    if (c->speech == opencode && provider)
        return arena_format(c->arena, "%s%.*s", provider, SPAN_ARG(value));
    return c->agent.speech == opencode ? without_provider(c->speech, value) : (Span){0};
}

/* ---- colours ---- */

/* As CSS has them. */
static const struct {
    const char *name, *hex;
} colors[] = {
    {"red", "#ff0000"},    {"blue", "#0000ff"},   {"green", "#008000"}, {"yellow", "#ffff00"},
    {"purple", "#800080"}, {"orange", "#ffa500"}, {"pink", "#ffc0cb"},  {"cyan", "#00ffff"},
};

static bool is_hex(Span value)
{
    if (value.len != 7 || value.ptr[0] != '#')
        return false;
    for (size_t i = 1; i < value.len; i++)
        if (!strchr("0123456789abcdefABCDEF", value.ptr[i]) || !value.ptr[i])
            return false;
    return true;
}

static Span color(const Conversion *c, Span value)
{
    Span folded = utf8_fold(c->arena, value);
    if (c->speech != &harnesses[HARNESS_OPENCODE_AGENT]) {
        for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
            if (span_eq(folded, span_of(colors[i].hex)))
                return span_of(colors[i].name);
        return folded;
    }
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (span_eq(folded, span_of(colors[i].name)))
            return span_of(colors[i].hex);
    return is_hex(value) ? value : (Span){0};
}

/* ---- any value ---- */

static Span (*const tables[MEANING_COUNT])(const Conversion *c, Span value) = {
    [MEANING_APPROVAL] = approval,
    [MEANING_MODEL] = model,
    [MEANING_COLOR] = color,
};

/* The same value may be usual on both sides whatever the tables say. */
static bool scalar_convert(Conversion *c, const HarnessField *to, Field *field)
{
    Span value = span_trim(field->value), now = value;
    bool is_usual = to->usual && span_eq(value, span_of(to->usual));
    if (tables[to->meaning] && !is_usual)
        now = tables[to->meaning](c, value);
    if (!now.len || (to->choices && !harness_has_word(to->choices, now)))
        return false;
    if (!span_eq(now, value))
        *field = (Field){.key = field->key,
                         .shape = FIELD_SCALAR,
                         .quote = QUOTE_PLAIN,
                         .value = now,
                         .comments = field->comments};
    return true;
}

static void to_list(Conversion *c, Field *field)
{
    SpanVec items = {0};
    front_split_commas(c->arena, field->value, &items);
    field->shape = FIELD_LIST;
    field->is_flow = true;
    field->items = items;
}

/* Anchors are not followed, and what they name might not come along. */
static bool is_copied(const Conversion *c, Field *field)
{
    Buf yaml = buf_in(c->arena);
    FieldVec fields;
    buf_format(&yaml, "x:%.*s\n", SPAN_ARG(field->source));
    return !c->doc->front.has_aliases && c->from->form == FORM_MARKDOWN &&
           front_parse_strict(c->arena, buf_span(&yaml), &fields);
}

bool value_convert(Conversion *c, const HarnessField *from, const HarnessField *to, Field *field)
{
    field->key = span_of(to->key);
    if (to->shape == VALUE_ANY)
        return from->shape == VALUE_ANY && is_copied(c, field);
    if (field->shape == FIELD_SCALAR && to->shape == VALUE_LIST)
        to_list(c, field);
    if (field->shape == FIELD_LIST)
        return to->shape == VALUE_LIST;
    return field->shape == FIELD_SCALAR && scalar_convert(c, to, field);
}
