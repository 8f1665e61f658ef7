#include "dialect/tool_names.h"

#include "text/utf8.h"

/* ---- tools of servers ---- */

/* How server and tool are joined, and what stands before them. */
static const struct {
    const char *start, *joint;
} servers[TOOLS_COUNT] = {
    [TOOLS_CLAUDE] = {"mcp__", "__"}, [TOOLS_QWEN] = {"mcp__", "__"}, [TOOLS_COPILOT] = {"", "/"},
    [TOOLS_GEMINI] = {"mcp_", "_"},   [TOOLS_OPENCODE] = {"", "_"},
};

/* Keys of OpenCode's permissions that are no tools. */
static const char no_tools[] = "external_directory doom_loop";

/* Copilot's own tools stand in groups that look like servers. */
static const char groups[] = "read edit execute search web agent todo vscode";

static bool read_server(ToolNames names, Span text, Tool *tool)
{
    if (!servers[names].joint)
        return false;
    Span start = span_of(servers[names].start), joint = span_of(servers[names].joint);
    if (!span_starts(text, start) || harness_has_word(no_tools, text))
        return false;
    Span rest = span_from(text, start.len);
    size_t at = span_find(rest, joint, 0);
    bool is_whole = at == rest.len;
    if (!at || (is_whole && !start.len))
        return false;
    if (names == TOOLS_COPILOT && harness_has_word(groups, span_range(rest, 0, at)))
        return false;
    tool->server = span_range(rest, 0, at);
    tool->member = is_whole ? SPAN("*") : span_from(rest, at + joint.len);
    return tool->member.len > 0;
}

/* ---- by the table ---- */

static bool has_name(const HarnessTool *row, ToolNames names, Span name, Span folded)
{
    Span known = span_of(row->names[names]);
    return known.len &&
           (span_eq(name, known) || (names == TOOLS_CLAUDE && known.len == folded.len &&
                                     !strncasecmp(known.ptr, folded.ptr, known.len)));
}

/* Of several tools with one name, what is allowed means those that people know by it; what is denied means all that there
   still are. */
static bool is_meant(const HarnessTool *row, bool denied)
{
    return denied ? !row->is_old : !row->is_side;
}

static bool has_meant(ToolNames names, Span name, Span folded, bool denied)
{
    for (size_t i = 0; i < harness_tool_count; i++)
        if (has_name(&harness_tools[i], names, name, folded) && is_meant(&harness_tools[i], denied))
            return true;
    return false;
}

static void add_rows(Arena *arena, ToolNames names, Tool tool, Span name, bool denied,
                     ToolVec *tools)
{
    Span folded = utf8_fold(arena, name);
    bool is_any = has_meant(names, name, folded, denied);
    for (size_t i = 0; i < harness_tool_count; i++) {
        tool.row = &harness_tools[i];
        tool.is_guess = !span_eq(name, span_of(tool.row->names[names]));
        if (has_name(tool.row, names, name, folded) && (!is_any || is_meant(tool.row, denied)))
            vec_add(arena, tools, tool);
    }
}

static const HarnessTool *find_other_name(Span name)
{
    for (size_t i = 0; i < harness_tool_count; i++)
        if (harness_tools[i].also && harness_has_word(harness_tools[i].also, name))
            return &harness_tools[i];
    return NULL;
}

void tool_read(Arena *arena, ToolNames names, Span text, bool denied, ToolVec *tools)
{
    size_t paren = span_find_byte(text, '(', 0), before = tools->len;
    Span name = span_trim_end(span_range(text, 0, paren));
    Tool tool = {.text = text, .argument = span_from(text, paren)};
    Span folded = utf8_fold(arena, name);
    add_rows(arena, names, tool, name, denied, tools);
    if (tools->len > before)
        return;
    tool.row = find_other_name(name);
    tool.is_guess = names == TOOLS_CLAUDE && tool.row && !span_eq(folded, SPAN("task"));
    if (!tool.row)
        read_server(names, name, &tool);
    vec_add(arena, tools, tool);
}

/* ---- writing ---- */

static Span server_name(Arena *arena, ToolNames names, const Tool *tool)
{
    if (!servers[names].joint)
        return (Span){0};
    bool is_all = span_eq(tool->member, SPAN("*"));
    if (names == TOOLS_CLAUDE && is_all)
        return arena_format(arena, "mcp__%.*s", SPAN_ARG(tool->server));
    return arena_format(arena, "%s%.*s%s%.*s", servers[names].start, SPAN_ARG(tool->server),
                        servers[names].joint, SPAN_ARG(tool->member));
}

Span tool_write(Arena *arena, ToolNames names, const Tool *tool)
{
    if (tool->server.len)
        return server_name(arena, names, tool);
    return tool->row ? span_of(tool->row->names[names]) : (Span){0};
}

bool tool_is_clear(ToolNames names, const Tool *tool)
{
    Span joint = span_of(servers[names].joint);
    return !tool->server.len || span_find(tool->server, joint, 0) == tool->server.len;
}

bool tool_is_same(const Tool *a, const Tool *b)
{
    if (a->row || b->row)
        return a->row == b->row && span_eq(a->argument, b->argument);
    if (a->server.len || b->server.len)
        return span_eq(a->server, b->server) && span_eq(a->member, b->member);
    return span_eq(a->text, b->text);
}
