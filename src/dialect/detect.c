#include "dialect/inner.h"

#include "base/file.h"

/* Fields that one harness alone has: what tells a file that lies anywhere. */
static const struct {
    const char *key;
    HarnessId id;
} telling[] = {
    {"targets", HARNESS_RULESYNC_AGENT},    {"claudecode", HARNESS_RULESYNC_AGENT},
    {"globs", HARNESS_CURSOR_RULE},         {"alwaysApply", HARNESS_CURSOR_RULE},
    {"readonly", HARNESS_CURSOR_AGENT},     {"is_background", HARNESS_CURSOR_AGENT},
    {"approvalMode", HARNESS_QWEN_AGENT},   {"runConfig", HARNESS_QWEN_AGENT},
    {"display_name", HARNESS_GEMINI_AGENT}, {"max_turns", HARNESS_GEMINI_AGENT},
    {"timeout_mins", HARNESS_GEMINI_AGENT}, {"mode", HARNESS_OPENCODE_AGENT},
    {"permission", HARNESS_OPENCODE_AGENT}, {"handoffs", HARNESS_COPILOT_AGENT},
    {"target", HARNESS_COPILOT_AGENT},      {"infer", HARNESS_COPILOT_AGENT},
    {"allowed-tools", HARNESS_SKILL},       {"when_to_use", HARNESS_SKILL},
};

/* In a file of git's, named REV:PATH, the path tells. */
static const Harness *harness_of_name(Arena *arena, Span name)
{
    const char *path = arena_copy(arena, name).ptr;
    const Harness *harness = harness_of_path(span_of(file_place(arena, path)));
    size_t colon = span_find_byte(name, ':', 0);
    return harness || colon == name.len ? harness : harness_of_path(span_from(name, colon + 1));
}

DialectSign convert_sign(Arena *arena, const Doc *doc)
{
    DialectSign sign = {harness_of_name(arena, doc->source.name), {0}};
    for (size_t i = 0; i < sizeof telling / sizeof *telling && !sign.harness; i++)
        if (field_find(&doc->front.fields, span_of(telling[i].key)))
            sign = (DialectSign){&harnesses[telling[i].id], span_of(telling[i].key)};
    return sign;
}

const Harness *convert_dialect(Arena *arena, const Doc *doc)
{
    const Harness *harness = convert_sign(arena, doc).harness;
    return harness ? harness : &harnesses[HARNESS_CLAUDE_AGENT];
}
