/* command: what the table of main.c holds. */
#ifndef STEMMA_CLI_COMMAND_H
#define STEMMA_CLI_COMMAND_H

#include "cli/console.h"
#include "cli/options.h"

enum { ANY_NUMBER = 1 << 20 };

typedef struct Command {
    const char *name;
    const char *arguments; /* "FILE..." */
    const char *summary;   /* for the list of commands */
    const char *about;     /* for its own help; lines of at most 80 columns */
    const char *examples;  /* lines of "stemma ..." */
    const Option *options;
    size_t size;     /* of the struct that `options` fill, which starts with Common */
    int least, most; /* how many arguments that are no options */
    bool is_hidden;
    int trouble; /* its exit status for trouble; 0: STATUS_TROUBLE */
    Status (*run)(const void *options, char **arguments, size_t count);
} Command;

/* Ended by NULL. */
extern const Command *const commands[];

const Command *command_find(const char *name);

/* Runs `command` on argv, whose first element is its name. */
Status command_run(const Command *command, int argc, char **argv);

/* The list of commands, or one command's usage, options and examples. */
void help_all(FILE *stream);
void help_command(const Command *command, FILE *stream);

/* Says that there is no command `name`, and which may have been meant. */
Status help_unknown(const char *name);

extern const Command command_apply;
extern const Command command_audit;
extern const Command command_blame;
extern const Command command_completions;
extern const Command command_compose;
extern const Command command_convert;
extern const Command command_diff;
extern const Command command_doctor;
extern const Command command_explain;
extern const Command command_fmt;
extern const Command command_git_setup;
extern const Command command_help;
extern const Command command_lint;
extern const Command command_merge;
extern const Command command_merge_file;
extern const Command command_new;
extern const Command command_scan;
extern const Command command_show;
extern const Command command_style;
extern const Command command_upgrade;

#endif
