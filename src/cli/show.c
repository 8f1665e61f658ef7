#include "cli/command.h"
#include "cli/docs.h"

typedef struct ShowOptions {
    Common common;
    bool json, no_repair;
} ShowOptions;

static const Option show_options[] = {
    {OPTION_FLAG, 0, "json", NULL, "print JSON (schema stemma-show/1)", offsetof(ShowOptions, json),
     NULL},
    {OPTION_FLAG, 0, "no-repair", NULL, "leave damaged text as it is",
     offsetof(ShowOptions, no_repair), NULL},
    {0},
};

static Status run(const void *given, char **arguments, size_t count)
{
    const ShowOptions *options = given;
    stemma_view view = console_view(stdout, options->common.color);
    view.json = options->json;
    Docs docs = docs_open(arguments, count, options->no_repair);
    if (docs.count)
        print_text(stdout, stemma_show(docs.at, docs.count, &view));
    docs_free(&docs);
    return docs.status;
}

const Command command_show = {
    .name = "show",
    .arguments = "FILE...",
    .summary = "the outline of files: fields, sections, sizes, what is odd",
    .about = "Shows how each file is read: its front matter, the tree of its sections with their\n"
             "line, units, words and estimated tokens, and what is odd in it.",
    .examples = "  stemma show agents/reviewer.md\n"
                "  stemma show --json a.md b.md\n"
                "  git show HEAD:agents/reviewer.md | stemma show -\n",
    .options = show_options,
    .size = sizeof(ShowOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
