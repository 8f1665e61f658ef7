#include "style/style.h"

#include "style/harness.h"
#include "text/utf8.h"

/* The keys that Claude Code, Copilot, Cursor, OpenCode, Gemini, Qwen and their kin give a meaning that matters when
   files are merged. Permissions and modes are left out on purpose: no majority should loosen them. */
static const struct {
    const char *key;
    FieldMeaning meaning;
} fields[] = {
    {"name", FIELD_NAME},
    {"description", FIELD_DESCRIPTION},
    {"tools", FIELD_TOOLS},
    {"allowed-tools", FIELD_TOOLS},
    {"allowedTools", FIELD_TOOLS},
    {"allowed_tools", FIELD_TOOLS},
    {"enabled_tools", FIELD_TOOLS},
    {"mcpServers", FIELD_TOOLS},
    {"mcp-servers", FIELD_TOOLS},
    {"mcp_servers", FIELD_TOOLS},
    {"disallowedTools", FIELD_DENIED},
    {"disallowed-tools", FIELD_DENIED},
    {"disallowed_tools", FIELD_DENIED},
    {"disabled_tools", FIELD_DENIED},
    {"model", FIELD_CHOICE},
    {"color", FIELD_CHOICE},
    {"effort", FIELD_CHOICE},
    {"memory", FIELD_CHOICE},
    {"temperature", FIELD_CHOICE},
    {"category", FIELD_CHOICE},
    {"skills", FIELD_SET},
    {"tags", FIELD_SET},
    {"keywords", FIELD_SET},
    {"labels", FIELD_SET},
};

FieldMeaning style_field_meaning(Span key)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (span_eq(key, span_of(fields[i].key)))
            return fields[i].meaning;
    return FIELD_OTHER;
}

static bool has_name(const HarnessTool *tool, Span name)
{
    for (size_t i = 0; i < TOOLS_COUNT; i++)
        if (tool->names[i] && span_eq(name, span_of(tool->names[i])))
            return true;
    return tool->also && harness_has_word(tool->also, name);
}

/* Only names that cannot mean anything else: Gemini's `replace` edits and OpenCode's `list` lists, but elsewhere they
   are words. */
static Span canonical_tool(Arena *arena, Span folded)
{
    if (span_eq(folded, SPAN("task")))
        return SPAN("agent");
    if (span_find_byte(folded, '_', 0) == folded.len)
        return folded;
    for (size_t i = 0; i < harness_tool_count; i++)
        if (has_name(&harness_tools[i], folded))
            return utf8_fold(arena, span_of(harness_tools[i].names[TOOLS_CLAUDE]));
    return folded;
}

/* Servers name their tools themselves: `mcp__server__tool`, `server/tool`, `@server`. */
static bool is_mcp(Span tool)
{
    return span_starts(tool, SPAN("mcp_")) || span_starts(tool, SPAN("@")) ||
           span_find_byte(tool, '/', 0) < tool.len;
}

Span style_tool_key(Arena *arena, Span tool)
{
    tool = span_trim(tool);
    size_t name_len = span_find_byte(tool, '(', 0);
    Span name = span_range(tool, 0, name_len), argument = span_from(tool, name_len);
    if (is_mcp(name))
        return tool;
    Span folded = canonical_tool(arena, utf8_fold(arena, span_trim_end(name)));
    if (!argument.len)
        return folded;
    Buf key = buf_in(arena);
    buf_add(&key, folded);
    buf_add(&key, argument);
    return buf_span(&key);
}

bool style_tools_hold(Arena *arena, const SpanVec *tools, Span tool)
{
    if (spans_hold(tools, tool))
        return true;
    Span key = style_tool_key(arena, tool);
    for (size_t i = 0; i < tools->len; i++)
        if (span_eq(style_tool_key(arena, tools->at[i]), key))
            return true;
    return false;
}
