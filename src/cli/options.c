#include "cli/options.h"

#include "cli/console.h"
#include "cli/suggest.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const color_choices[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

const Option common_options[] = {
    {OPTION_CHOICE, 0, "color", "WHEN", "colour the output: auto (on a terminal), always or never",
     offsetof(Common, color), color_choices},
    {OPTION_FLAG, 'h', "help", NULL, "show this help", offsetof(Common, help), NULL},
    {0},
};

typedef struct Parse {
    const char *command;
    const Option *tables[2];
    char *target;
    size_t argc; /* the most values an option can have */
} Parse;

/* Who has a file of that name may have meant it. */
static const char *not_an_option(const char *argument, char *what, size_t size)
{
    if (access(argument, F_OK) == 0)
        snprintf(what, size, "no such option, but a file, which is named ./%s", argument);
    else
        snprintf(what, size, "no such option");
    return what;
}

static int complain(const Parse *parse, const char *option, const char *what)
{
    message("%s: %s; try 'stemma %s --help'", option, what, parse->command);
    return -1;
}

/* ---- looking options up ---- */

/* "no-" before a flag's name clears it; for a flag that is itself called no-x, plain x does. */
static bool is_negation(const Option *option, const char *name, size_t len)
{
    if (option->kind != OPTION_FLAG)
        return false;
    if (strncmp(option->name, "no-", 3) == 0)
        return strlen(option->name) == len + 3 && strncmp(option->name + 3, name, len) == 0;
    return len > 3 && strncmp(name, "no-", 3) == 0 && strlen(option->name) == len - 3 &&
           strncmp(option->name, name + 3, len - 3) == 0;
}

static const Option *find_long(const Parse *parse, const char *name, size_t len, bool *negated)
{
    for (size_t t = 0; t < 2; t++)
        for (const Option *option = parse->tables[t]; option->kind; option++) {
            *negated = is_negation(option, name, len);
            if (*negated || (strlen(option->name) == len && strncmp(option->name, name, len) == 0))
                return option;
        }
    return NULL;
}

static const Option *find_letter(const Parse *parse, char letter)
{
    for (size_t t = 0; t < 2; t++)
        for (const Option *option = parse->tables[t]; option->kind; option++)
            if (option->letter == letter)
                return option;
    return NULL;
}

static int unknown_long(const Parse *parse, const char *argument, size_t len)
{
    const char *name = argument + 2;
    char typed[64], what[160];
    snprintf(typed, sizeof typed, "%.*s", (int)len, name);
    Suggestion suggestion = {.typed = typed};
    for (size_t t = 0; t < 2; t++)
        for (const Option *option = parse->tables[t]; option->kind; option++)
            suggest_offer(&suggestion, option->name);
    if (suggestion.best)
        snprintf(what, sizeof what, "no such option; did you mean --%s?", suggestion.best);
    else
        not_an_option(argument, what, sizeof what);
    char option[80];
    snprintf(option, sizeof option, "--%s", typed);
    return complain(parse, option, what);
}

/* ---- values ---- */

static void add_text(const Parse *parse, Texts *texts, const char *value)
{
    if (!texts->at)
        texts->at = allocate(parse->argc * sizeof *texts->at);
    texts->at[texts->count++] = value;
}

static int set_number(const Parse *parse, const char *shown, const char *value, unsigned *number)
{
    char *end;
    errno = 0;
    unsigned long parsed = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || parsed > UINT_MAX)
        return complain(parse, shown, "needs a whole number");
    *number = (unsigned)parsed;
    return 0;
}

static int set_choice(const Parse *parse, const Option *option, const char *shown,
                      const char *value, int *choice)
{
    for (*choice = 0; option->choices[*choice]; ++*choice)
        if (strcmp(option->choices[*choice], value) == 0)
            return 0;
    char what[160] = "must be";
    size_t len = strlen(what);
    for (size_t i = 0; option->choices[i] && len < sizeof what; i++) {
        const char *joint = i == 0 ? " " : option->choices[i + 1] ? ", " : " or ";
        len += (size_t)snprintf(what + len, sizeof what - len, "%s%s", joint, option->choices[i]);
    }
    return complain(parse, shown, what);
}

static int set_value(const Parse *parse, const Option *option, const char *shown, const char *value)
{
    void *member = parse->target + option->offset;
    switch (option->kind) {
    case OPTION_TEXT:
        *(const char **)member = value;
        return 0;
    case OPTION_TEXTS:
        add_text(parse, member, value);
        return 0;
    case OPTION_NUMBER:
        return set_number(parse, shown, value, member);
    case OPTION_CHOICE:
        return set_choice(parse, option, shown, value, member);
    default:
        return complain(parse, shown, "takes no value");
    }
}

/* ---- the command line ---- */

/* These give how many arguments they used, or -1. `next` is the argument that follows, or NULL. */
static int parse_long(const Parse *parse, const char *argument, const char *next)
{
    const char *name = argument + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    bool negated = false;
    const Option *option = find_long(parse, name, len, &negated);
    if (!option)
        return unknown_long(parse, argument, len);
    char shown[80];
    snprintf(shown, sizeof shown, "--%.*s", (int)len, name);
    if (option->kind == OPTION_FLAG && !equals) {
        *(bool *)(parse->target + option->offset) = !negated;
        return 1;
    }
    const char *value = equals ? equals + 1 : next;
    if (!value)
        return complain(parse, shown, "needs a value");
    if (set_value(parse, option, shown, value) != 0)
        return -1;
    return equals ? 1 : 2;
}

static int parse_letters(const Parse *parse, const char *argument, const char *next)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        char shown[] = {'-', *letter, '\0'};
        const Option *option = find_letter(parse, *letter);
        char what[160];
        if (!option)
            return complain(parse, shown, not_an_option(argument, what, sizeof what));
        if (option->kind == OPTION_FLAG) {
            *(bool *)(parse->target + option->offset) = true;
            continue;
        }
        const char *value = letter[1] ? letter + 1 : next;
        if (!value)
            return complain(parse, shown, "needs a value");
        if (set_value(parse, option, shown, value) != 0)
            return -1;
        return letter[1] ? 1 : 2;
    }
    return 1;
}

int options_parse(const char *command, const Option *options, int argc, char **argv, void *target)
{
    Parse parse = {command, {options, common_options}, target, (size_t)argc};
    int operands = 0;
    bool is_ended = false;
    for (int at = 1; at < argc;) {
        char *argument = argv[at], *next = at + 1 < argc ? argv[at + 1] : NULL;
        if (is_ended || argument[0] != '-' || argument[1] == '\0') {
            argv[operands++] = argument;
            at++;
            continue;
        }
        is_ended = strcmp(argument, "--") == 0;
        int used = is_ended             ? 1
                   : argument[1] == '-' ? parse_long(&parse, argument, next)
                                        : parse_letters(&parse, argument, next);
        if (used < 0)
            return -1;
        at += used;
    }
    return operands;
}

void options_free(const Option *options, void *target)
{
    for (const Option *option = options; option->kind; option++)
        if (option->kind == OPTION_TEXTS)
            free(((Texts *)((char *)target + option->offset))->at);
}

int options_signature(const Option *option, char *out, size_t size)
{
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return snprintf(out, size, "%s--%s%s%s", letter, option->name, option->value ? " " : "",
                    option->value ? option->value : "");
}
