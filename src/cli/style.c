#include "cli/command.h"
#include "cli/house.h"

#include <string.h>

typedef struct StyleOptions {
    Common common;
} StyleOptions;

static const Option style_options[] = {{0}};

static Status list(const StyleOptions *options, const char *unused)
{
    (void)unused;
    stemma_view view = console_view(stdout, options->common.color);
    print_text(stdout, stemma_style_list(&view));
    return STATUS_SAME;
}

static Status show(const StyleOptions *options, const char *name)
{
    (void)options;
    House house;
    Status status = house_open(&house, name);
    if (!status)
        print_bytes(stemma_style_show(house.named));
    house_free(&house);
    return status;
}

static Status check(const StyleOptions *options, const char *path)
{
    (void)options;
    stemma_text problems;
    size_t count;
    stemma_error error;
    if (stemma_style_check(path, &problems, &count, &error) != 0)
        return trouble(&error);
    print_text(stdout, problems);
    return count ? STATUS_DIFFERS : STATUS_SAME;
}

static const struct {
    const char *name;
    size_t arguments; /* with the name */
    Status (*run)(const StyleOptions *options, const char *argument);
} actions[] = {{"list", 1, list}, {"show", 2, show}, {"check", 2, check}};

static Status run(const void *options, char **arguments, size_t count)
{
    if (count == 0)
        return list(options, NULL);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, arguments[0]) == 0 && actions[i].arguments == count)
            return actions[i].run(options, count > 1 ? arguments[1] : NULL);
    message("style: write 'list', 'show NAME' or 'check FILE'; try 'stemma style --help'");
    return STATUS_TROUBLE;
}

const Command command_style = {
    .name = "style",
    .arguments = "[list | show NAME | check FILE]",
    .summary = "list the house styles, show one, check one that you wrote",
    .about =
        "Lists the built-in styles. 'show' prints a style as a style file, with all that it takes\n"
        "over from the one it extends: a start for one of your own. 'check' names every mistake "
        "in\n"
        "a style file with its place; the exit status is then 1.",
    .examples = "  stemma style\n"
                "  stemma style show checklist\n"
                "  stemma style check team.yaml\n",
    .options = style_options,
    .size = sizeof(StyleOptions),
    .most = 2,
    .run = run,
};
