#include "style/project.h"

#include "style/defaults.h"
#include "style/harness.h"

static Project *project_of(Schema *s)
{
    return s->target;
}

static void read_style(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    project_of(s)->style = schema_text(s, node);
    project_of(s)->style_line = (uint32_t)node->start_mark.line + 1;
    project_of(s)->style_column = (uint32_t)node->start_mark.column + 1;
}

static void read_baseline(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    project_of(s)->baseline = schema_text(s, node);
}

static void read_harness(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span names[HARNESS_COUNT];
    Span name = schema_text(s, node);
    project_of(s)->harness = name;
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        names[i] = span_of(harnesses[i].name);
    if (harness_find(name))
        return;
    Span hint = schema_hint(s->arena, name, names, HARNESS_COUNT);
    schema_complain(s, node, "there is no harness '%.*s'%.*s", SPAN_ARG(name), SPAN_ARG(hint));
}

/* ---- rules ---- */

/* Names as people write them: lower case and hyphens. */
static Span rule_name(Arena *arena, DiagCode code)
{
    Span name = arena_copy(arena, span_of(diag_info(code)->name));
    char *at = (char *)name.ptr;
    for (size_t i = 0; i < name.len; i++)
        at[i] = at[i] == '_' ? '-' : (char)(at[i] | 0x20);
    return name;
}

static ProjectRule read_severity(Schema *s, const yaml_node_t *node)
{
    static const Span names[] = {SPAN("off"), SPAN("note"), SPAN("warning"), SPAN("error"), {0}};
    return (ProjectRule)(RULE_OFF + schema_choice(s, node, names));
}

static void read_rule(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    Span name = schema_text(s, key);
    const DiagInfo *info = diag_find(name);
    if (info) {
        project_of(s)->rules[info - diag_info(0)] = read_severity(s, value);
        return;
    }
    Span names[DIAG_COUNT];
    for (DiagCode code = 0; code < DIAG_COUNT; code++)
        names[code] = rule_name(s->arena, code);
    Span hint = schema_hint(s->arena, name, names, DIAG_COUNT);
    if (!hint.len)
        hint = SPAN("; 'stemma explain' lists them");
    schema_complain(s, key, "there is no rule '%.*s'%.*s", SPAN_ARG(name), SPAN_ARG(hint));
}

static void read_rules(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_rule);
}

static void read_max_tokens(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    project_of(s)->max_tokens = schema_number(s, node);
}

static void read_lint(Schema *s, const yaml_node_t *node, size_t row)
{
    static const SchemaKey keys[] = {
        {"rules", read_rules, true},
        {"baseline", read_baseline, true},
        {"harness", read_harness, true},
        {"max-tokens", read_max_tokens, true},
    };
    (void)row;
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

static void read_pattern(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span pattern = schema_text(s, node);
    if (span_starts(pattern, SPAN("!")) || span_starts(pattern, SPAN("../")))
        schema_complain(s, node, "a path from this file's folder is expected, or a name");
    vec_add(s->arena, &project_of(s)->exclude, pattern);
}

static void read_exclude(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_list(s, node, read_pattern);
}

static void read_merge(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    defaults_read(s, node, &project_of(s)->merging);
}

static void read_root(Schema *s, const yaml_node_t *node, size_t row)
{
    static const SchemaKey keys[] = {
        {"style", read_style, true},
        {"exclude", read_exclude, true},
        {"lint", read_lint, true},
        {"merge", read_merge, true},
    };
    (void)row;
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

const Project *project_read(Arena *arena, Span yaml, Problems *problems)
{
    Project *project = ARENA_NEW(arena, Project);
    return schema_read(arena, yaml, read_root, project, problems) ? project : NULL;
}
