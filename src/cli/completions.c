/* completions: scripts for the shells, made from the tables of commands and options when the project is built. */
#include "cli/command.h"

#include <string.h>

typedef struct CompletionsOptions {
    Common common;
    int shell;
} CompletionsOptions;

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

static const Option completions_options[] = {
    {OPTION_CHOICE, 0, "shell", "SHELL", "bash (as the default), zsh or fish",
     offsetof(CompletionsOptions, shell), shells},
    {0},
};

typedef void EachOption(const Command *command, const Option *option);

static void each_option(EachOption *visit)
{
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->is_hidden)
            continue;
        for (const Option *option = commands[i]->options; option->kind; option++)
            visit(commands[i], option);
        for (const Option *option = common_options; option->kind; option++)
            visit(commands[i], option);
    }
}

/* ---- bash ---- */

static void bash_words(const Option *options)
{
    for (const Option *option = options; option->kind; option++)
        printf(" --%s%s", option->name, option->value ? "=" : "");
}

static void bash_commands(void)
{
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->is_hidden)
            printf(" %s", commands[i]->name);
}

static void bash_choices(const Command *command, const Option *option)
{
    if (!option->choices)
        return;
    printf("        %s:--%s) words=\"", command->name, option->name);
    for (size_t i = 0; option->choices[i]; i++)
        printf("%s%s", i ? " " : "", option->choices[i]);
    puts("\" ;;");
}

static void print_bash(void)
{
    puts("_stemma()\n{\n"
         "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    local command=${COMP_WORDS[1]} words=\n"
         "    [[ $current == '=' ]] && current=\n"
         "    [[ $previous == '=' ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
         "    COMPREPLY=()");
    printf("    if [[ $COMP_CWORD -eq 1 || $command == help ]]; then\n        words=\"");
    bash_commands();
    puts("\"\n    else\n        case $command:$previous in");
    each_option(bash_choices);
    puts("        esac\n    fi\n"
         "    if [[ -z $words && $current == -* ]]; then\n        case $command in");
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->is_hidden)
            continue;
        printf("        %s) words=\"", commands[i]->name);
        bash_words(commands[i]->options);
        bash_words(common_options);
        puts("\" ;;");
    }
    puts("        esac\n    fi\n"
         "    [[ -n $words ]] && COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
         "}\ncomplete -o default -F _stemma stemma");
}

/* ---- zsh ---- */

/* Inside an _arguments specification brackets and colons would end the description. */
static void zsh_description(const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:'", *text))
            fputs(*text == '\'' ? "'\\'" : "\\", stdout);
        putchar(*text);
    }
}

static void zsh_value(const Option *option)
{
    printf(":%s:", option->value);
    if (!option->choices) {
        fputs(strcmp(option->value, "FILE") == 0 ? "_files" : " ", stdout);
        return;
    }
    for (size_t i = 0; option->choices[i]; i++)
        printf("%s%s", i ? " " : "(", option->choices[i]);
    putchar(')');
}

static void zsh_options(const Option *options)
{
    for (const Option *option = options; option->kind; option++) {
        printf("        '%s--%s%s[", option->kind == OPTION_TEXTS ? "*" : "", option->name,
               option->value ? "=" : "");
        zsh_description(option->help);
        putchar(']');
        if (option->value)
            zsh_value(option);
        puts("' \\");
    }
}

static void print_zsh(void)
{
    puts("#compdef stemma\n_stemma_commands()\n{\n    local -a commands\n    commands=(");
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->is_hidden)
            printf("        '%s:%s'\n", commands[i]->name, commands[i]->summary);
    puts("    )\n    _describe command commands\n}\n\n"
         "if (( CURRENT == 2 )); then\n    _stemma_commands\n    return\nfi\n"
         "local command=$words[2]\nshift words\n(( CURRENT-- ))\ncase $command in");
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->is_hidden)
            continue;
        printf("%s)\n    _arguments \\\n", commands[i]->name);
        zsh_options(commands[i]->options);
        zsh_options(common_options);
        printf("        '*:%s:%s' ;;\n", commands[i]->arguments,
               commands[i] == &command_help ? "_stemma_commands" : "_files");
    }
    puts("esac");
}

/* ---- fish ---- */

static void fish_quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void fish_option(const Command *command, const Option *option)
{
    printf("complete -c stemma -n '__fish_seen_subcommand_from %s' -l %s", command->name,
           option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    if (option->value)
        fputs(option->choices ? " -x" : " -r", stdout);
    if (option->choices) {
        fputs(" -a '", stdout);
        for (size_t i = 0; option->choices[i]; i++)
            printf("%s%s", i ? " " : "", option->choices[i]);
        putchar('\'');
    }
    fputs(" -d ", stdout);
    fish_quoted(option->help);
    putchar('\n');
}

static void print_fish(void)
{
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->is_hidden)
            continue;
        printf("complete -c stemma -n __fish_use_subcommand -f -a %s -d ", commands[i]->name);
        fish_quoted(commands[i]->summary);
        putchar('\n');
    }
    each_option(fish_option);
}

static Status run(const void *given, char **arguments, size_t count)
{
    static void (*const print[])(void) = {print_bash, print_zsh, print_fish};
    const CompletionsOptions *options = given;
    (void)arguments;
    (void)count;
    print[options->shell]();
    return STATUS_SAME;
}

const Command command_completions = {
    .name = "completions",
    .arguments = "",
    .summary = "completions for a shell",
    .about = "Prints what makes a shell complete our commands and options.",
    .examples = "  stemma completions --shell fish > ~/.config/fish/completions/stemma.fish\n",
    .options = completions_options,
    .size = sizeof(CompletionsOptions),
    .is_hidden = true,
    .run = run,
};
