#include "cli/command.h"
#include "cli/suggest.h"

#include <string.h>

enum { SIGNATURE_COLUMN = 28 };

typedef struct HelpOptions {
    Common common;
} HelpOptions;

static const Option help_options[] = {{0}};

void help_all(FILE *stream)
{
    fputs(
        "usage: stemma COMMAND [OPTION]... [ARGUMENT]...\n"
        "Compare, merge, tidy and inspect agent prompt files: YAML front matter and Markdown.\n\n",
        stream);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->is_hidden)
            fprintf(stream, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n'stemma help COMMAND' tells more; 'stemma --version' tells the version.\n"
          "Exit status: 0 the same or clean, 1 differences or open conflicts, 2 trouble.\n",
          stream);
}

static void print_options(const Option *options, FILE *stream)
{
    for (const Option *option = options; option->kind; option++) {
        char signature[80];
        int len = options_signature(option, signature, sizeof signature);
        if (len >= SIGNATURE_COLUMN - 1)
            fprintf(stream, "  %s\n  %*s%s\n", signature, SIGNATURE_COLUMN, "", option->help);
        else
            fprintf(stream, "  %-*s%s\n", SIGNATURE_COLUMN, signature, option->help);
    }
}

void help_command(const Command *command, FILE *stream)
{
    fprintf(stream, "usage: stemma %s [OPTION]... %s\n%s\n\n", command->name, command->arguments,
            command->about);
    print_options(command->options, stream);
    print_options(common_options, stream);
    fprintf(stream, "\nexamples:\n%s", command->examples);
}

Status help_unknown(const char *name)
{
    Suggestion suggestion = {.typed = name};
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->is_hidden)
            suggest_offer(&suggestion, commands[i]->name);
    if (suggestion.best)
        message("'%.64s' is no command; did you mean '%s'?", name, suggestion.best);
    else
        message("'%.64s' is no command; 'stemma --help' lists them", name);
    return STATUS_TROUBLE;
}

static Status run(const void *options, char **arguments, size_t count)
{
    (void)options;
    if (count == 0) {
        help_all(stdout);
        return STATUS_SAME;
    }
    const Command *command = command_find(arguments[0]);
    if (!command)
        return help_unknown(arguments[0]);
    help_command(command, stdout);
    return STATUS_SAME;
}

const Command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "tell more about a command",
    .about = "Tells what a command does, its options, and examples.",
    .examples = "  stemma help merge\n",
    .options = help_options,
    .size = sizeof(HelpOptions),
    .most = 1,
    .run = run,
};
