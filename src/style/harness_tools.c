#include "style/harness.h"

/* One row a tool. Copilot's groups stand on several rows: whoever may `edit` may write, too. */
#define TOOL(claude, copilot, opencode, gemini, qwen, ...)                                         \
    {                                                                                              \
        .names = {[TOOLS_CLAUDE] = claude,                                                         \
                  [TOOLS_COPILOT] = copilot,                                                       \
                  [TOOLS_OPENCODE] = opencode,                                                     \
                  [TOOLS_GEMINI] = gemini,                                                         \
                  [TOOLS_QWEN] = qwen},                                                            \
        __VA_ARGS__                                                                                \
    }

/* clang-format off */
const HarnessTool harness_tools[] = {
    TOOL("Read",            "read",    "read",      "read_file",         "read_file",         .also = "read/readFile ReadFile"),
    TOOL("Write",           "edit",    "edit",      "write_file",        "write_file",        .also = "edit/createFile write_to_file WriteFile write", .acts = true),
    TOOL("Edit",            "edit",    "edit",      "replace",           "edit",              .also = "edit/editFiles editFiles replace_in_file patch apply_patch", .acts = true),
    TOOL("Bash",            "execute", "bash",      "run_shell_command", "run_shell_command", .also = "shell execute_command execute/runInTerminal runCommands runInTerminal", .acts = true),
    TOOL("Glob",            "search",  "glob",      "glob",              "glob",              .also = "search/fileSearch FindFiles"),
    TOOL("Grep",            "search",  "grep",      "grep_search",       "grep_search",       .also = "search/textSearch search_file_content search_files SearchFiles"),
    TOOL("WebFetch",        "web",     "webfetch",  "web_fetch",         "web_fetch",         .also = "web/fetch fetch"),
    TOOL("WebSearch",       "web",     "websearch", "google_web_search", "web_search",        .also = NULL),
    TOOL("Agent",           "agent",   "task",      "invoke_agent",      "agent",             .also = "Task custom-agent agent/runSubagent runSubagent", .acts = true),
    TOOL("TodoWrite",       "todo",    "todowrite", "write_todos",       NULL,                .also = "todo_write todoread todos"),
    TOOL("Skill",           NULL,      "skill",     "activate_skill",    "skill",             .also = NULL),
    TOOL("AskUserQuestion", NULL,      "question",  "ask_user",          "ask_user_question", .also = "vscode/askQuestions"),
    TOOL("NotebookEdit",    "edit",    "edit",      NULL,                NULL,                .also = "edit/editNotebook", .acts = true, .is_side = true),
    TOOL("PowerShell",      "execute", "bash",      NULL,                NULL,                .also = "powershell", .acts = true, .is_side = true),
    TOOL("LSP",             NULL,      "lsp",       NULL,                "lsp",               .also = NULL),
    TOOL("ExitPlanMode",    NULL,      NULL,        NULL,                "exit_plan_mode",    .also = NULL),
    TOOL("TaskCreate",      NULL,      NULL,        NULL,                "task_create",       .also = NULL),
    TOOL("TaskGet",         NULL,      NULL,        NULL,                "task_get",          .also = NULL),
    TOOL("TaskList",        NULL,      NULL,        NULL,                "task_list",         .also = NULL),
    TOOL("TaskUpdate",      NULL,      NULL,        NULL,                "task_update",       .also = NULL),
    TOOL("TaskStop",        NULL,      NULL,        NULL,                "task_stop",         .also = NULL),
    TOOL("TaskOutput",      NULL,      NULL,        NULL,                "task_output",       .also = NULL),
    TOOL("LS",              NULL,      "list",      "list_directory",    "list_directory",    .also = "search/listDirectory", .is_side = true, .is_old = true),
    TOOL("MultiEdit",       "edit",    "edit",      "replace",           "edit",              .acts = true, .is_side = true, .is_old = true),
    TOOL("NotebookRead",    "read",    "read",      "read_file",         "read_file",         .is_side = true, .is_old = true),
};
/* clang-format on */

const size_t harness_tool_count = sizeof harness_tools / sizeof *harness_tools;
