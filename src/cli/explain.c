#include "cli/command.h"

typedef struct ExplainOptions {
    Common common;
    bool json;
} ExplainOptions;

static const Option explain_options[] = {
    {OPTION_FLAG, 0, "json", NULL, "print JSON (schema stemma-codes/1)",
     offsetof(ExplainOptions, json), NULL},
    {0},
};

static Status run(const void *given, char **arguments, size_t count)
{
    const ExplainOptions *options = given;
    stemma_view view = console_view(stdout, options->common.color);
    view.json = options->json;
    stemma_text text;
    stemma_error error;
    if (stemma_explain(count ? arguments[0] : NULL, &view, &text, &error) != 0)
        return trouble(&error);
    print_text(stdout, text);
    return STATUS_SAME;
}

const Command command_explain = {
    .name = "explain",
    .arguments = "[CODE]",
    .summary = "what a diagnostic means and what to do about it",
    .about = "Explains a diagnostic by its code or its name; without one it lists them all.",
    .examples = "  stemma explain S101\n"
                "  stemma explain front-retried\n"
                "  stemma explain\n",
    .options = explain_options,
    .size = sizeof(ExplainOptions),
    .most = 1,
    .run = run,
};
