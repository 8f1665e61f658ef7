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
    {OPTION_FLAG, 0, "json", NULL, "print JSON (schema stemma-blame/1)",
     offsetof(BlameOptions, json), NULL},
    {0},
};

/* The lines that are wanted, from 1; none: all. */
typedef struct Wanted {
    long first, last;
} Wanted;

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* "42" or "42-45", and nothing behind it. */
static bool read_lines(const char *text, Wanted *wanted)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    wanted->first = wanted->last = strtol(text, &end, 10);
    if (*end == '-' && end[1] >= '0' && end[1] <= '9')
        wanted->last = strtol(end + 1, &end, 10);
    return !*end;
}

/* Takes ":LINE" or ":FIRST-LAST" off the end of `out` unless a file has that very name. */
static Status cut_lines(char *out, Wanted *wanted)
{
    char *colon = strrchr(out, ':');
    if (!colon || is_there(out))
        return STATUS_SAME;
    *colon = '\0';
    bool is_read = read_lines(colon + 1, wanted);
    if (!is_read && !is_there(out)) {
        *colon = ':'; /* the name of a file that is not there */
        return STATUS_SAME;
    }
    if (!is_read)
        message("%s: '%s' is no line; write FILE:LINE or FILE:FIRST-LAST", out, colon + 1);
    else if (wanted->first < 1)
        message("%s: lines count from 1", out);
    else if (wanted->last < wanted->first)
        message("%s: line %ld comes before line %ld", out, wanted->last, wanted->first);
    else
        return STATUS_SAME;
    return STATUS_TROUBLE;
}

static Status blame(const BlameOptions *options, const char *ledger_path, const char *out,
                    const Wanted *wanted)
{
    stemma_view view = console_view(stdout, options->common.color);
    view.json = options->json;
    stemma_text text;
    stemma_error error;
    int failed = stemma_blame_file(ledger_path, out, (size_t)wanted->first, (size_t)wanted->last,
                                   &view, &text, &error);
    if (failed == -ENOENT && !is_there(ledger_path)) {
        trouble(&error);
        message("blame: write a ledger with 'stemma merge --ledger FILE' or 'stemma compose "
                "--ledger', or name it with --ledger");
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
    Wanted wanted = {0};
    Status status = cut_lines(arguments[0], &wanted);
    if (status)
        return status;
    size_t size = strlen(arguments[0]) + sizeof ".ledger.json";
    char *beside = allocate(size);
    snprintf(beside, size, "%s.ledger.json", arguments[0]);
    status = blame(options, options->ledger ? options->ledger : beside, arguments[0], &wanted);
    free(beside);
    return status;
}

const Command command_blame = {
    .name = "blame",
    .arguments = "OUT[:LINE[-LINE]]",
    .summary = "where the lines of a merged agent came from",
    .about =
        "Says which lines of which inputs each line of a merged or composed agent came from, as\n"
        "its ledger has it.",
    .examples = "  stemma blame agent.md\n"
                "  stemma blame agent.md:42\n"
                "  stemma blame agent.md:42-45\n"
                "  stemma blame --ledger receipts/agent.json agent.md:42\n",
    .options = blame_options,
    .size = sizeof(BlameOptions),
    .least = 1,
    .most = 1,
    .run = run,
};
