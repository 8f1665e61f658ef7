#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct BlameOptions {
    Common common;
    const char *ledger;
    bool json;
} BlameOptions;

static const Option blame_options[] = {
    {OPTION_TEXT, 0, "ledger", "FILE", "the ledger (default: OUT.ledger.json)",
     offsetof(BlameOptions, ledger), NULL},
    {OPTION_FLAG, 0, "json", NULL, "print JSON", offsetof(BlameOptions, json), NULL},
    {0},
};

/* Takes ":LINE" off the end of `out` unless a file has that very name; 0 when there is none, -1 when it is bad. */
static long cut_line(char *out)
{
    char *colon = strrchr(out, ':'), *end;
    if (!colon || access(out, F_OK) == 0)
        return 0;
    long line = strtol(colon + 1, &end, 10);
    if (end == colon + 1 || *end)
        return 0;
    *colon = '\0';
    return line > 0 ? line : -1;
}

static Status blame(const BlameOptions *options, const char *ledger_path, const char *out,
                    size_t line)
{
    stemma_view view = console_view(stdout, options->common.color);
    view.json = options->json;
    stemma_text text;
    stemma_error error;
    int failed = stemma_blame_file(ledger_path, out, line, &view, &text, &error);
    if (failed == -ENOENT && access(ledger_path, F_OK) != 0) {
        trouble(&error);
        message("blame: write a ledger with 'stemma merge --ledger', or name it with --ledger");
        return STATUS_TROUBLE;
    }
    if (failed)
        return trouble(&error);
    print_text(stdout, text);
    return STATUS_SAME;
}

static Status run(const void *given, char **arguments, size_t count)
{
    (void)count;
    const BlameOptions *options = given;
    long line = cut_line(arguments[0]);
    if (line < 0) {
        message("%s: lines count from 1", arguments[0]);
        return STATUS_TROUBLE;
    }
    size_t size = strlen(arguments[0]) + sizeof ".ledger.json";
    char *beside = allocate(size);
    snprintf(beside, size, "%s.ledger.json", arguments[0]);
    Status status =
        blame(options, options->ledger ? options->ledger : beside, arguments[0], (size_t)line);
    free(beside);
    return status;
}

const Command command_blame = {
    .name = "blame",
    .arguments = "OUT[:LINE]",
    .summary = "where the lines of a merged agent came from",
    .about =
        "Says which lines of which inputs each line of a merged agent came from, as its ledger\n"
        "has it.",
    .examples = "  stemma blame agent.md\n"
                "  stemma blame agent.md:42\n"
                "  stemma blame --ledger receipts/agent.json agent.md:42\n",
    .options = blame_options,
    .size = sizeof(BlameOptions),
    .least = 1,
    .most = 1,
    .run = run,
};
