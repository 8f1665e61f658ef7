/* main: the table of commands. */
#include "cli/command.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the help. */
/* clang-format off */
const Command *const commands[] = {
    &command_diff,
    &command_apply,
    &command_merge,
    &command_merge_file,
    &command_show,
    &command_fmt,
    &command_lint,
    &command_new,
    &command_compose,
    &command_convert,
    &command_audit,
    &command_blame,
    &command_scan,
    &command_upgrade,
    &command_git_setup,
    &command_doctor,
    &command_style,
    &command_explain,
    &command_help,
    &command_completions,
    NULL,
};
/* clang-format on */

const Command *command_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static Status trouble_of(const Command *command)
{
    return command->trouble ? (Status)command->trouble : STATUS_TROUBLE;
}

static Status wrong_count(const Command *command, int count)
{
    if (count > command->most)
        message("%s: too many arguments; try 'stemma %s --help'", command->name, command->name);
    else
        message("%s: needs %s; try 'stemma %s --help'", command->name, command->arguments,
                command->name);
    return trouble_of(command);
}

Status command_run(const Command *command, int argc, char **argv)
{
    Common *options = allocate(command->size);
    int count = options_parse(command->name, command->options, argc, argv, options);
    Status status = trouble_of(command);
    if (count >= 0 && options->help) {
        help_command(command, stdout);
        status = STATUS_SAME;
    } else if (count >= 0 && (count < command->least || count > command->most)) {
        status = wrong_count(command, count);
    } else if (count >= 0) {
        status = command->run(options, argv, (size_t)count);
    }
    options_free(command->options, options);
    free(options);
    return status;
}

static Status run(int argc, char **argv)
{
    if (argc < 2) {
        help_all(stderr);
        return STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("stemma %s\n", stemma_version());
        return STATUS_SAME;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(stdout);
        return STATUS_SAME;
    }
    const Command *command = command_find(argv[1]);
    return command ? command_run(command, argc - 1, argv + 1) : help_unknown(argv[1]);
}

/* Who is told to stop leaves nothing half done behind. */
static void stop(int number)
{
    stemma_remove_unfinished();
    signal(number, SIG_DFL);
    raise(number);
}

static void watch_signals(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (signal(numbers[i], stop) == SIG_IGN) /* as nohup wants it */
            signal(numbers[i], SIG_IGN);
}

int main(int argc, char **argv)
{
    watch_signals();
    signal(SIGPIPE,
           SIG_DFL); /* a reader that has seen enough ends us quietly, whoever started us */
    return (int)console_finish(run(argc, argv));
}
