#include "style/harness.h"

#define EFFORTS "low medium high xhigh max med"
#define COLORS "red blue green yellow purple orange pink cyan"
#define TRUTH "true false"
#define MODES "default acceptEdits auto dontAsk bypassPermissions plan manual"

/* ---- fields, in the order in which they are written ---- */

#define FIELD(name, ...)                                                                           \
    {                                                                                              \
        .key = name, __VA_ARGS__                                                                   \
    }
#define NAME(...) FIELD("name", .meaning = MEANING_NAME, __VA_ARGS__)
#define DESCRIPTION(...) FIELD("description", .meaning = MEANING_DESCRIPTION, __VA_ARGS__)
#define MODEL FIELD("model", .meaning = MEANING_MODEL, .usual = "inherit")
#define SWITCH(name, off, ...) FIELD(name, .choices = TRUTH, .usual = off, __VA_ARGS__)
#define LABEL(name, ...) FIELD(name, .is_label = true, __VA_ARGS__)
#define ANYTHING(name, ...) FIELD(name, .shape = VALUE_ANY, __VA_ARGS__)

static const HarnessField claude_agent[] = {
    NAME(.is_required = true),
    DESCRIPTION(.is_required = true),
    FIELD("tools", .meaning = MEANING_TOOLS, .shape = VALUE_COMMAS, .usual = "*"),
    FIELD("disallowedTools", .meaning = MEANING_DENIED, .shape = VALUE_COMMAS),
    MODEL,
    FIELD("permissionMode", .choices = MODES, .meaning = MEANING_APPROVAL, .usual = "default"),
    FIELD("maxTurns", .meaning = MEANING_TURNS),
    FIELD("skills"),
    FIELD("mcpServers"),
    ANYTHING("hooks", .meaning = MEANING_HOOKS),
    FIELD("memory", .choices = "user project local"),
    SWITCH("background", "false", .meaning = MEANING_BACKGROUND),
    FIELD("effort", .choices = EFFORTS, .meaning = MEANING_EFFORT),
    FIELD("isolation", .choices = "worktree"),
    LABEL("color", .choices = COLORS, .meaning = MEANING_COLOR),
    FIELD("initialPrompt"),
};

/* What skills and commands have in common behind the description. */
#define SKILL_FIELDS                                                                               \
    FIELD("when_to_use", .most = 1536), FIELD("argument-hint", .meaning = MEANING_HINT),           \
        FIELD("arguments"),                                                                        \
        FIELD("disable-model-invocation", .meaning = MEANING_NOT_BY_MODEL, .usual = "false"),      \
        FIELD("user-invocable", .meaning = MEANING_BY_USER, .usual = "true"),                      \
        FIELD("allowed-tools", .meaning = MEANING_APPROVED, .shape = VALUE_COMMAS),                \
        FIELD("disallowed-tools", .meaning = MEANING_DENIED, .shape = VALUE_COMMAS), MODEL,        \
        FIELD("effort", .choices = EFFORTS, .meaning = MEANING_EFFORT),                            \
        FIELD("context", .choices = "fork"), FIELD("agent"), FIELD("background"),                  \
        ANYTHING("hooks", .meaning = MEANING_HOOKS), FIELD("shell", .choices = "bash powershell"), \
        LABEL("metadata", .meaning = MEANING_METADATA, .shape = VALUE_ANY),                        \
        LABEL("license", .most = 0), LABEL("compatibility", .most = 500)

static const HarnessField skill[] = {
    NAME(.is_required = true, .most = 64),
    DESCRIPTION(.is_required = true, .most = 1024),
    FIELD("paths", .meaning = MEANING_PATHS, .shape = VALUE_LIST),
    SKILL_FIELDS,
};

static const HarnessField claude_command[] = {
    DESCRIPTION(.most = 1536),
    SKILL_FIELDS,
};

static const HarnessField copilot_agent[] = {
    NAME(.is_required = false),
    DESCRIPTION(.is_required = true),
    FIELD("target", .choices = "vscode github-copilot"),
    FIELD("tools", .meaning = MEANING_TOOLS, .shape = VALUE_LIST, .usual = "*"),
    FIELD("model", .meaning = MEANING_MODEL),
    SWITCH("disable-model-invocation", "false", .meaning = MEANING_NOT_BY_MODEL),
    SWITCH("user-invocable", "true", .meaning = MEANING_BY_USER),
    SWITCH("infer", "true", .instead = "disable-model-invocation and user-invocable"),
    FIELD("mcp-servers"),
    LABEL("metadata", .meaning = MEANING_METADATA, .shape = VALUE_ANY),
    FIELD("argument-hint", .meaning = MEANING_HINT),
    FIELD("agents"),
    FIELD("handoffs"),
    FIELD("hooks"),
    FIELD("github"),
};

static const HarnessField cursor_agent[] = {
    NAME(.is_required = false),
    DESCRIPTION(.is_required = false),
    MODEL,
    SWITCH("readonly", "false", .meaning = MEANING_APPROVAL),
    SWITCH("is_background", "false", .meaning = MEANING_BACKGROUND),
};

static const HarnessField cursor_rule[] = {
    DESCRIPTION(.is_required = false),
    FIELD("globs", .meaning = MEANING_PATHS, .shape = VALUE_LIST),
    SWITCH("alwaysApply", "false"),
};

static const HarnessField opencode_agent[] = {
    FIELD("name", .meaning = MEANING_NAME),
    DESCRIPTION(.is_required = true),
    FIELD("mode", .choices = "subagent primary all", .usual = "subagent"),
    FIELD("model", .meaning = MEANING_MODEL),
    FIELD("variant"),
    FIELD("temperature", .meaning = MEANING_TEMPERATURE),
    FIELD("top_p", .meaning = MEANING_TOP_P),
    FIELD("tools", .meaning = MEANING_TOOLS, .shape = VALUE_RIGHTS, .instead = "permission"),
    FIELD("permission", .meaning = MEANING_TOOLS, .shape = VALUE_RIGHTS),
    SWITCH("disable", "false"),
    SWITCH("hidden", "false"),
    FIELD("steps", .meaning = MEANING_TURNS),
    FIELD("maxSteps", .meaning = MEANING_TURNS, .instead = "steps"),
    LABEL("color", .meaning = MEANING_COLOR),
    FIELD("options"),
};

static const HarnessField gemini_agent[] = {
    NAME(.is_required = true),
    DESCRIPTION(.is_required = true),
    FIELD("kind", .choices = "local remote", .usual = "local"),
    LABEL("display_name", .meaning = MEANING_TITLE),
    FIELD("tools", .meaning = MEANING_TOOLS, .shape = VALUE_LIST, .usual = "*"),
    FIELD("mcp_servers"),
    FIELD("mcpServers"),
    MODEL,
    FIELD("temperature", .meaning = MEANING_TEMPERATURE),
    FIELD("max_turns", .meaning = MEANING_TURNS),
    FIELD("timeout_mins", .meaning = MEANING_MINUTES),
    FIELD("policy"),
    FIELD("agent_card_url"),
    FIELD("agent_card_json"),
    FIELD("auth"),
};

static const HarnessField qwen_agent[] = {
    NAME(.is_required = true, .most = 50),
    DESCRIPTION(.is_required = true, .most = 1000),
    MODEL,
    FIELD("approvalMode", .choices = "default plan auto-edit yolo bubble",
          .meaning = MEANING_APPROVAL, .usual = "default"),
    FIELD("permissionMode", .meaning = MEANING_APPROVAL, .usual = "default"),
    FIELD("tools", .meaning = MEANING_TOOLS, .shape = VALUE_LIST, .usual = "*"),
    FIELD("disallowedTools", .meaning = MEANING_DENIED, .shape = VALUE_LIST),
    FIELD("maxTurns", .meaning = MEANING_TURNS),
    FIELD("runConfig", .instead = "maxTurns"),
    LABEL("color", .choices = COLORS " auto", .meaning = MEANING_COLOR, .usual = "auto"),
    FIELD("mcpServers"),
    FIELD("hooks"),
};

/* All else is in the parts for each harness. */
static const HarnessField rulesync_agent[] = {
    NAME(.is_required = true),
    DESCRIPTION(.is_required = false),
    FIELD("targets", .usual = "*"),
};

static const HarnessField codex_agent[] = {
    NAME(.is_required = true),
    DESCRIPTION(.is_required = true),
    LABEL("nickname_candidates", .most = 0),
    FIELD("model", .meaning = MEANING_MODEL),
    FIELD("model_reasoning_effort", .choices = "none minimal low medium high xhigh",
          .meaning = MEANING_EFFORT),
    FIELD("sandbox_mode", .choices = "read-only workspace-write danger-full-access",
          .meaning = MEANING_APPROVAL),
    FIELD("developer_instructions", .is_required = true, .meaning = MEANING_BODY),
};

static const HarnessField agents_md[] = {
    NAME(.is_required = true),
    DESCRIPTION(.is_required = false),
};

/* ---- known tools ---- */

/* Also those of earlier versions that are still understood. */
static const char claude_tools[] =
    "Agent Artifact AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit "
    "EndConversation EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep KillBash "
    "KillShell LS LSP ListAgents ListMcpResourcesTool Monitor MultiEdit NotebookEdit NotebookRead "
    "PowerShell PushNotification Read ReadMcpResourceTool RemoteTrigger ReportFindings "
    "ScheduleWakeup SendMessage SendUserFile ShareOnboardingGuide Skill SlashCommand Task "
    "TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoRead TodoWrite ToolSearch "
    "TeamCreate TeamDelete WaitForMcpServers WebFetch WebSearch Workflow Write";

static const char gemini_tools[] =
    "activate_skill ask_user glob google_web_search grep_search invoke_agent list_directory "
    "read_file read_many_files replace run_shell_command save_memory search_file_content "
    "web_fetch write_file write_todos";

/* ---- harnesses ---- */

#define FIELDS(table) .fields = table, .field_count = sizeof table / sizeof *table

const Harness harnesses[HARNESS_COUNT] = {
    [HARNESS_CLAUDE_AGENT] = {.name = "claude-agent",
                              .title = "a Claude Code subagent",
                              .is_subagent = true,
                              .brief = "claude",
                              .path = ".claude/agents/*.md",
                              .block = "claudecode",
                              FIELDS(claude_agent),
                              .tools = claude_tools,
                              .tool_names = TOOLS_CLAUDE,
                              .naming = NAME_IS_FILE},
    [HARNESS_SKILL] = {.name = "skill",
                       .title = "a skill",
                       .brief = "skill",
                       .path = ".claude/skills/*/SKILL.md",
                       FIELDS(skill),
                       .tools = claude_tools,
                       .tool_names = TOOLS_CLAUDE,
                       .naming = NAME_IS_FOLDER,
                       .has_strict_names = true},
    [HARNESS_CLAUDE_COMMAND] = {.name = "claude-command",
                                .title = "a Claude Code command",
                                .brief = "command",
                                .path = ".claude/commands/*.md",
                                FIELDS(claude_command),
                                .tools = claude_tools,
                                .tool_names = TOOLS_CLAUDE,
                                .naming = NAME_BY_FILE},
    [HARNESS_COPILOT_AGENT] = {.name = "copilot-agent",
                               .title = "a Copilot agent",
                               .brief = "copilot",
                               .path = ".github/agents/*.agent.md",
                               .block = "copilot",
                               FIELDS(copilot_agent),
                               .tool_names = TOOLS_COPILOT,
                               .most_body = 30000},
    [HARNESS_CURSOR_AGENT] = {.name = "cursor-agent",
                              .title = "a Cursor subagent",
                              .is_subagent = true,
                              .brief = "cursor",
                              .path = ".cursor/agents/*.md",
                              .block = "cursor",
                              FIELDS(cursor_agent),
                              .has_single_lines = true},
    [HARNESS_CURSOR_RULE] = {.name = "cursor-rule",
                             .title = "a Cursor rule",
                             .brief = "cursor-rule",
                             .path = ".cursor/rules/*.mdc",
                             FIELDS(cursor_rule),
                             .naming = NAME_BY_FILE,
                             .has_single_lines = true},
    [HARNESS_OPENCODE_AGENT] = {.name = "opencode-agent",
                                .title = "an OpenCode agent",
                                .brief = "opencode",
                                .path = ".opencode/agents/*.md",
                                .block = "opencode",
                                FIELDS(opencode_agent),
                                .tool_names = TOOLS_OPENCODE,
                                .naming = NAME_BY_FILE,
                                .is_open = true},
    [HARNESS_GEMINI_AGENT] = {.name = "gemini-agent",
                              .title = "a Gemini CLI agent",
                              .is_subagent = true,
                              .brief = "gemini",
                              .path = ".gemini/agents/*.md",
                              FIELDS(gemini_agent),
                              .tools = gemini_tools,
                              .tool_names = TOOLS_GEMINI,
                              .has_strict_names = true},
    [HARNESS_QWEN_AGENT] = {.name = "qwen-agent",
                            .title = "a Qwen Code agent",
                            .is_subagent = true,
                            .brief = "qwen",
                            .path = ".qwen/agents/*.md",
                            .block = "qwencode",
                            FIELDS(qwen_agent),
                            .tool_names = TOOLS_QWEN,
                            .most_body = 10000},
    [HARNESS_RULESYNC_AGENT] = {.name = "rulesync-agent",
                                .title = "a rulesync subagent",
                                .is_subagent = true,
                                .brief = "rulesync",
                                .path = ".rulesync/subagents/*.md",
                                FIELDS(rulesync_agent),
                                .is_open = true},
    [HARNESS_CODEX_AGENT] = {.name = "codex-agent",
                             .title = "a Codex agent",
                             .is_subagent = true,
                             .brief = "codex",
                             .path = ".codex/agents/*.toml",
                             .block = "codexcli",
                             FIELDS(codex_agent),
                             .form = FORM_TOML},
    [HARNESS_AGENTS_MD] = {.name = "agents-md",
                           .title = "a fragment of AGENTS.md",
                           .brief = "agents-md",
                           .path = ".agents/subagents/*.md",
                           FIELDS(agents_md),
                           .form = FORM_FRAGMENT},
};

const Harness *harness_find(Span name)
{
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        if (span_eq(name, span_of(harnesses[i].name)) || span_eq(name, span_of(harnesses[i].brief)))
            return &harnesses[i];
    return NULL;
}

/* Folders from which files are loaded, the surer ones first; plugins have theirs without a dot. */
static const struct {
    const char *piece;
    HarnessId id;
} places[] = {
    {"/.github/agents/", HARNESS_COPILOT_AGENT},
    {"/.copilot/agents/", HARNESS_COPILOT_AGENT},
    {"/.cursor/agents/", HARNESS_CURSOR_AGENT},
    {"/.cursor/rules/", HARNESS_CURSOR_RULE},
    {"/.opencode/agent/", HARNESS_OPENCODE_AGENT},
    {"/.opencode/agents/", HARNESS_OPENCODE_AGENT},
    {"/opencode/agent/", HARNESS_OPENCODE_AGENT},
    {"/opencode/agents/", HARNESS_OPENCODE_AGENT},
    {"/.gemini/agents/", HARNESS_GEMINI_AGENT},
    {"/.qwen/agents/", HARNESS_QWEN_AGENT},
    {"/.rulesync/subagents/", HARNESS_RULESYNC_AGENT},
    {"/.codex/agents/", HARNESS_CODEX_AGENT},
    {"/.agents/subagents/", HARNESS_AGENTS_MD},
    {"/.claude/agents/", HARNESS_CLAUDE_AGENT},
    {"/.claude/commands/", HARNESS_CLAUDE_COMMAND},
};

/* Files that are told by how their names end, wherever they lie; with a slash, by their whole names. */
static const struct {
    const char *ending;
    HarnessId id;
} endings[] = {
    {"/SKILL.md", HARNESS_SKILL},         {"/AGENTS.md", HARNESS_AGENTS_MD},
    {".agent.md", HARNESS_COPILOT_AGENT}, {".mdc", HARNESS_CURSOR_RULE},
    {".toml", HARNESS_CODEX_AGENT},
};

static bool has_piece(Span path, Span piece)
{
    return span_find(path, piece, 0) < path.len || span_starts(path, span_from(piece, 1));
}

static bool has_ending(Span path, Span ending)
{
    return span_ends(path, ending) || (ending.ptr[0] == '/' && span_eq(path, span_from(ending, 1)));
}

const Harness *harness_of_path(Span path)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(path, span_of(endings[i].ending)))
            return &harnesses[endings[i].id];
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

const HarnessField *harness_meaning(const Harness *harness, Meaning meaning)
{
    for (size_t i = 0; i < harness->field_count; i++)
        if (harness->fields[i].meaning == meaning && !harness->fields[i].instead)
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
