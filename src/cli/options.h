/* options: tables that parse a command line, print the usage and feed the shells' completions. */
#ifndef STEMMA_CLI_OPTIONS_H
#define STEMMA_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* What the member of the command's struct is, at `offset`. */
typedef enum OptionKind {
    OPTION_END,
    OPTION_FLAG,   /* bool; --name sets it, --no-name clears it */
    OPTION_TEXT,   /* const char * */
    OPTION_TEXTS,  /* Texts; may be repeated */
    OPTION_NUMBER, /* unsigned */
    OPTION_CHOICE  /* int, an index into `choices` */
} OptionKind;

typedef struct Option {
    OptionKind kind;
    char letter; /* 0: none */
    const char *name;
    const char *value; /* what the usage calls it; FILE and FOLDER are completed as paths */
    const char *help;
    size_t offset;
    const char *const *choices; /* NULL-terminated; of OPTION_TEXT only what completions offer */
} Option;

typedef struct Texts {
    const char **at;
    size_t count;
} Texts;

/* What every command understands; the first member of each command's struct. */
typedef struct Common {
    bool help;
    int color; /* COLOR_AUTO... */
} Common;

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

extern const Option common_options[];

/* Fills `target`, a zeroed struct that starts with Common, from argv[1] on and moves what is no option (all of it
   after `--`, and a `-` alone) to the front of argv. Returns how many of those there are, or -1 after a message. */
int options_parse(const char *command, const Option *options, int argc, char **argv, void *target);

/* Frees what options_parse allocated. */
void options_free(const Option *options, void *target);

/* One option as the usage shows it: "-o, --output FILE". Returns its length. */
int options_signature(const Option *option, char *out, size_t size);

#endif
