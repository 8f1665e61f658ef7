#include "style/harness.h"

/* ---- fields ---- */

#define EFFORTS "low medium high xhigh max med"
#define COLORS "red blue green yellow purple orange pink cyan"
#define TRUTH "true false"
#define MODES "default acceptEdits auto dontAsk bypassPermissions plan manual"

static const HarnessField claude_agent[] = {
    {"name", true, 0, NULL, NULL},
    {"description", true, 0, NULL, NULL},
    {"tools", false, 0, NULL, NULL},
    {"disallowedTools", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"permissionMode", false, 0, MODES, NULL},
    {"maxTurns", false, 0, NULL, NULL},
    {"skills", false, 0, NULL, NULL},
    {"mcpServers", false, 0, NULL, NULL},
    {"hooks", false, 0, NULL, NULL},
    {"memory", false, 0, "user project local", NULL},
    {"background", false, 0, TRUTH, NULL},
    {"effort", false, 0, EFFORTS, NULL},
    {"isolation", false, 0, "worktree", NULL},
    {"color", false, 0, COLORS, NULL},
    {"initialPrompt", false, 0, NULL, NULL},
};

static const HarnessField skill[] = {
    {"name", true, 64, NULL, NULL},
    {"description", true, 1024, NULL, NULL},
    {"when_to_use", false, 1536, NULL, NULL},
    {"argument-hint", false, 0, NULL, NULL},
    {"arguments", false, 0, NULL, NULL},
    {"disable-model-invocation", false, 0, NULL, NULL},
    {"user-invocable", false, 0, NULL, NULL},
    {"allowed-tools", false, 0, NULL, NULL},
    {"disallowed-tools", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"effort", false, 0, EFFORTS, NULL},
    {"context", false, 0, "fork", NULL},
    {"agent", false, 0, NULL, NULL},
    {"background", false, 0, NULL, NULL},
    {"hooks", false, 0, NULL, NULL},
    {"paths", false, 0, NULL, NULL},
    {"shell", false, 0, "bash powershell", NULL},
    {"metadata", false, 0, NULL, NULL},
    {"license", false, 0, NULL, NULL},
    {"compatibility", false, 500, NULL, NULL},
};

static const HarnessField claude_command[] = {
    {"description", false, 1536, NULL, NULL},
    {"when_to_use", false, 1536, NULL, NULL},
    {"argument-hint", false, 0, NULL, NULL},
    {"arguments", false, 0, NULL, NULL},
    {"disable-model-invocation", false, 0, NULL, NULL},
    {"user-invocable", false, 0, NULL, NULL},
    {"allowed-tools", false, 0, NULL, NULL},
    {"disallowed-tools", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"effort", false, 0, EFFORTS, NULL},
    {"context", false, 0, "fork", NULL},
    {"agent", false, 0, NULL, NULL},
    {"background", false, 0, NULL, NULL},
    {"hooks", false, 0, NULL, NULL},
    {"shell", false, 0, "bash powershell", NULL},
    {"metadata", false, 0, NULL, NULL},
    {"license", false, 0, NULL, NULL},
    {"compatibility", false, 500, NULL, NULL},
};

static const HarnessField copilot_agent[] = {
    {"name", false, 0, NULL, NULL},
    {"description", true, 0, NULL, NULL},
    {"target", false, 0, "vscode github-copilot", NULL},
    {"tools", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"disable-model-invocation", false, 0, TRUTH, NULL},
    {"user-invocable", false, 0, TRUTH, NULL},
    {"infer", false, 0, TRUTH, "disable-model-invocation and user-invocable"},
    {"mcp-servers", false, 0, NULL, NULL},
    {"metadata", false, 0, NULL, NULL},
    {"argument-hint", false, 0, NULL, NULL},
    {"agents", false, 0, NULL, NULL},
    {"handoffs", false, 0, NULL, NULL},
    {"hooks", false, 0, NULL, NULL},
    {"github", false, 0, NULL, NULL},
};

static const HarnessField cursor_agent[] = {
    {"name", false, 0, NULL, NULL},           {"description", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},          {"readonly", false, 0, TRUTH, NULL},
    {"is_background", false, 0, TRUTH, NULL},
};

static const HarnessField opencode_agent[] = {
    {"name", false, 0, NULL, NULL},
    {"description", true, 0, NULL, NULL},
    {"mode", false, 0, "subagent primary all", NULL},
    {"model", false, 0, NULL, NULL},
    {"variant", false, 0, NULL, NULL},
    {"temperature", false, 0, NULL, NULL},
    {"top_p", false, 0, NULL, NULL},
    {"tools", false, 0, NULL, "permission"},
    {"permission", false, 0, NULL, NULL},
    {"disable", false, 0, TRUTH, NULL},
    {"hidden", false, 0, TRUTH, NULL},
    {"steps", false, 0, NULL, NULL},
    {"maxSteps", false, 0, NULL, "steps"},
    {"color", false, 0, NULL, NULL},
    {"options", false, 0, NULL, NULL},
};

static const HarnessField gemini_agent[] = {
    {"name", true, 0, NULL, NULL},
    {"description", true, 0, NULL, NULL},
    {"kind", false, 0, "local remote", NULL},
    {"display_name", false, 0, NULL, NULL},
    {"tools", false, 0, NULL, NULL},
    {"mcp_servers", false, 0, NULL, NULL},
    {"mcpServers", false, 0, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"temperature", false, 0, NULL, NULL},
    {"max_turns", false, 0, NULL, NULL},
    {"timeout_mins", false, 0, NULL, NULL},
    {"agent_card_url", false, 0, NULL, NULL},
    {"agent_card_json", false, 0, NULL, NULL},
    {"auth", false, 0, NULL, NULL},
};

static const HarnessField qwen_agent[] = {
    {"name", true, 50, NULL, NULL},
    {"description", true, 1000, NULL, NULL},
    {"model", false, 0, NULL, NULL},
    {"approvalMode", false, 0, "default plan auto-edit yolo bubble", NULL},
    {"permissionMode", false, 0, NULL, NULL},
    {"tools", false, 0, NULL, NULL},
    {"disallowedTools", false, 0, NULL, NULL},
    {"maxTurns", false, 0, NULL, NULL},
    {"runConfig", false, 0, NULL, "maxTurns"},
    {"color", false, 0, COLORS " auto", NULL},
    {"mcpServers", false, 0, NULL, NULL},
    {"hooks", false, 0, NULL, NULL},
};

/* ---- tools ---- */

/* Also those of earlier versions that are still understood. */
static const char claude_tools[] =
    "Agent Artifact AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit "
    "EndConversation EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep KillBash "
    "KillShell LS LSP ListAgents ListMcpResourcesTool Monitor MultiEdit NotebookEdit NotebookRead "
    "PowerShell PushNotification Read ReadMcpResourceTool RemoteTrigger ReportFindings "
    "ScheduleWakeup SendMessage SendUserFile ShareOnboardingGuide Skill SlashCommand Task "
    "TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoRead TodoWrite ToolSearch "
    "WaitForMcpServers WebFetch WebSearch Workflow Write";

static const char gemini_tools[] =
    "activate_skill ask_user glob google_web_search grep_search invoke_agent list_directory "
    "read_file read_many_files replace run_shell_command save_memory search_file_content "
    "web_fetch write_file write_todos";

/* ---- harnesses ---- */

#define FIELDS(table) .fields = table, .field_count = sizeof table / sizeof *table

const Harness harnesses[HARNESS_COUNT] = {
    [HARNESS_CLAUDE_AGENT] = {.name = "claude-agent",
                              .title = "a Claude Code subagent",
                              FIELDS(claude_agent),
                              .tools = claude_tools,
                              .naming = NAME_IS_FILE},
    [HARNESS_SKILL] = {.name = "skill",
                       .title = "a skill",
                       FIELDS(skill),
                       .tools = claude_tools,
                       .naming = NAME_IS_FOLDER,
                       .has_strict_names = true},
    [HARNESS_CLAUDE_COMMAND] = {.name = "claude-command",
                                .title = "a Claude Code command",
                                FIELDS(claude_command),
                                .tools = claude_tools},
    [HARNESS_COPILOT_AGENT] = {.name = "copilot-agent",
                               .title = "a Copilot agent",
                               FIELDS(copilot_agent),
                               .most_body = 30000},
    [HARNESS_CURSOR_AGENT] = {.name = "cursor-agent",
                              .title = "a Cursor subagent",
                              FIELDS(cursor_agent)},
    [HARNESS_OPENCODE_AGENT] = {.name = "opencode-agent",
                                .title = "an OpenCode agent",
                                FIELDS(opencode_agent),
                                .is_open = true},
    [HARNESS_GEMINI_AGENT] = {.name = "gemini-agent",
                              .title = "a Gemini CLI agent",
                              FIELDS(gemini_agent),
                              .tools = gemini_tools,
                              .has_strict_names = true},
    [HARNESS_QWEN_AGENT] = {.name = "qwen-agent",
                            .title = "a Qwen Code agent",
                            FIELDS(qwen_agent),
                            .most_body = 10000},
};

const Harness *harness_find(Span name)
{
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        if (span_eq(name, span_of(harnesses[i].name)))
            return &harnesses[i];
    return NULL;
}

/* Folders from which files are loaded, the surer ones first; plugins have theirs without a dot. */
static const struct {
    const char *piece;
    HarnessId id;
} places[] = {
    {"/.github/agents/", HARNESS_COPILOT_AGENT},    {"/.copilot/agents/", HARNESS_COPILOT_AGENT},
    {"/.cursor/agents/", HARNESS_CURSOR_AGENT},     {"/.opencode/agent/", HARNESS_OPENCODE_AGENT},
    {"/.opencode/agents/", HARNESS_OPENCODE_AGENT}, {"/opencode/agent/", HARNESS_OPENCODE_AGENT},
    {"/.gemini/agents/", HARNESS_GEMINI_AGENT},     {"/.qwen/agents/", HARNESS_QWEN_AGENT},
    {"/.claude/agents/", HARNESS_CLAUDE_AGENT},     {"/.claude/commands/", HARNESS_CLAUDE_COMMAND},
};

static bool has_piece(Span path, Span piece)
{
    return span_find(path, piece, 0) < path.len || span_starts(path, span_from(piece, 1));
}

const Harness *harness_of_path(Span path)
{
    if (span_ends(path, SPAN("/SKILL.md")) || span_eq(path, SPAN("SKILL.md")))
        return &harnesses[HARNESS_SKILL];
    if (span_ends(path, SPAN(".agent.md")))
        return &harnesses[HARNESS_COPILOT_AGENT];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (has_piece(path, span_of(places[i].piece)))
            return &harnesses[places[i].id];
    return NULL;
}

bool harness_is_foreign(Span path)
{
    for (size_t at = span_find(path, SPAN("/agents/"), 0); at < path.len;
         at = span_find(path, SPAN("/agents/"), at + 1)) {
        size_t start = at;
        while (start && path.ptr[start - 1] != '/')
            start--;
        if (path.ptr[start] == '.')
            return !harness_of_path(path);
    }
    return false;
}

const HarnessField *harness_field(const Harness *harness, Span key)
{
    for (size_t i = 0; i < harness->field_count; i++)
        if (span_eq(key, span_of(harness->fields[i].key)))
            return &harness->fields[i];
    return NULL;
}

Span harness_next_word(const char *list, size_t *at)
{
    Span rest = span_from(span_of(list), *at);
    size_t end = span_find_byte(rest, ' ', 0);
    *at += end + (end < rest.len);
    return span_range(rest, 0, end);
}

bool harness_has_word(const char *list, Span word)
{
    size_t at = 0;
    for (Span next = harness_next_word(list, &at); next.len; next = harness_next_word(list, &at))
        if (span_eq(next, word))
            return true;
    return false;
}
