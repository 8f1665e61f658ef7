#include "cli/command.h"
#include "cli/docs.h"
#include "cli/house.h"

#include <string.h>
#include <unistd.h>

typedef struct MergeOptions {
    Common common;
    const char *output, *ledger, *style, *prefer, *plan_file;
    Texts set, apart, together;
    unsigned min_support;
    int tools;
    bool plan, json, quiet, no_repair;
} MergeOptions;

static const char *const tools[] = {[STEMMA_TOOLS_AS_STYLED] = "as-styled",
                                    [STEMMA_TOOLS_UNION] = "union",
                                    [STEMMA_TOOLS_INTERSECTION] = "intersection",
                                    [STEMMA_TOOLS_VOICE] = "voice",
                                    NULL};

static const Option merge_options[] = {
    {OPTION_TEXT, 'o', "output", "FILE", "write the agent to FILE instead of standard output",
     offsetof(MergeOptions, output), NULL},
    {OPTION_TEXT, 0, "ledger", "FILE", "write what became of every line to FILE",
     offsetof(MergeOptions, ledger), NULL},
    {OPTION_TEXT, 0, "prefer", "FILE", "this input's wording wins", offsetof(MergeOptions, prefer),
     NULL},
    {OPTION_CHOICE, 0, "tools", "WHICH",
     "as-styled (the default, union where nothing is said), union, intersection, or voice",
     offsetof(MergeOptions, tools), tools},
    {OPTION_TEXTS, 0, "set", "KEY=VALUE", "write this field, whatever the inputs say; repeatable",
     offsetof(MergeOptions, set), NULL},
    {OPTION_NUMBER, 0, "min-support", "K", "keep only what at least K inputs say",
     offsetof(MergeOptions, min_support), NULL},
    {OPTION_TEXTS, 0, "apart", "PAIR", "never bring 'a.md#Title=b.md#Title' together; repeatable",
     offsetof(MergeOptions, apart), NULL},
    {OPTION_TEXTS, 0, "together", "PAIR", "bring 'a.md#Title=b.md#Title' together; repeatable",
     offsetof(MergeOptions, together), NULL},
    {OPTION_FLAG, 0, "plan", NULL, "only show which sections come together and why",
     offsetof(MergeOptions, plan), NULL},
    {OPTION_FLAG, 0, "json", NULL, "with --plan: print JSON (schema stemma-plan/1)",
     offsetof(MergeOptions, json), NULL},
    {OPTION_TEXT, 0, "plan-file", "FILE",
     "bring together what this plan says: what --plan --json gave, edited",
     offsetof(MergeOptions, plan_file), NULL},
    HOUSE_OPTION(MergeOptions),
    {OPTION_FLAG, 0, "no-repair", NULL, "leave damaged text as it is",
     offsetof(MergeOptions, no_repair), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "no summary on standard error", offsetof(MergeOptions, quiet),
     NULL},
    {0},
};

static bool is_file(const char *path)
{
    return path && strcmp(path, "-") != 0;
}

/* An output that is an input would destroy what the ledger is about. */
static Status check_target(const char *what, const char *path, char *const *inputs, size_t count)
{
    for (size_t i = 0; is_file(path) && i < count; i++)
        if (stemma_same_file(path, inputs[i])) {
            message("%s: is an input; give the %s a name of its own", path, what);
            return STATUS_TROUBLE;
        }
    return STATUS_SAME;
}

static Status check_targets(const MergeOptions *options, char *const *inputs, size_t count)
{
    if (options->json && !options->plan) {
        message("merge: --json goes with --plan; the ledger is JSON already");
        return STATUS_TROUBLE;
    }
    if (options->plan && (options->output || options->ledger)) {
        message("merge: --plan writes no files; leave out --output and --ledger");
        return STATUS_TROUBLE;
    }
    const char *output = options->output ? options->output : "-";
    if (options->ledger && stemma_same_file(output, options->ledger)) {
        message("%s: is both output and ledger; give them two names", options->ledger);
        return STATUS_TROUBLE;
    }
    return status_worse(check_target("output", options->output, inputs, count),
                        check_target("ledger", options->ledger, inputs, count));
}

static stemma_merge_options merge_options_of(const MergeOptions *options, const House *house,
                                             stemma_text plan)
{
    return (stemma_merge_options){
        .style = house->named,
        .project = house->project,
        .prefer = options->prefer,
        .tools = (stemma_tools_policy)options->tools,
        .set = options->set.at,
        .set_count = options->set.count,
        .min_support = options->min_support,
        .apart = options->apart.at,
        .apart_count = options->apart.count,
        .together = options->together.at,
        .together_count = options->together.count,
        .plan = plan.ptr,
        .plan_len = plan.len,
        .plan_name = options->plan_file,
        .output_name = options->output,
    };
}

/* The inputs stand, so what was odd in them need not fill the screen now. */
static void note_diagnostics(const Docs *docs)
{
    for (size_t i = 0; i < docs->count; i++) {
        size_t count = stemma_doc_diagnostic_count(docs->at[i]);
        const char *name = stemma_doc_name(docs->at[i]);
        if (count)
            message("%s: %zu remark%s; 'stemma show %s' lists them", name, count,
                    count == 1 ? "" : "s", name);
    }
}

/* Both or neither: a receipt that does not belong to its goods is worse than none. */
static Status write_files(const MergeOptions *options, const stemma_result *result)
{
    stemma_text output = stemma_result_output(result), ledger = {0}, visible = {0},
                *shown = &output;
    if (!is_file(options->output) && isatty(STDOUT_FILENO)) {
        visible = stemma_visible(output.ptr, output.len);
        shown = &visible;
    }
    stemma_file files[2] = {
        {options->output ? options->output : "-", shown->ptr, shown->len},
    };
    size_t count = 1;
    if (options->ledger) {
        ledger = stemma_result_ledger(result);
        files[count++] = (stemma_file){options->ledger, ledger.ptr, ledger.len};
    }
    stemma_error error;
    Status status = stemma_write_files(files, count, &error) ? trouble(&error) : STATUS_SAME;
    stemma_text_free(output);
    stemma_text_free(visible);
    stemma_text_free(ledger);
    return status;
}

static Status give(const MergeOptions *options, const Docs *docs, const stemma_result *result)
{
    stemma_view view = console_view(options->plan ? stdout : stderr, options->common.color);
    view.json = options->json;
    if (options->plan) {
        print_text(stdout, stemma_result_plan(result, &view));
        return STATUS_SAME;
    }
    Status status = write_files(options, result);
    if (status)
        return status;
    if (!options->quiet) {
        note_diagnostics(docs);
        print_text(stderr, stemma_result_summary(result, &view));
    }
    return stemma_result_conflict_count(result) ? STATUS_DIFFERS : STATUS_SAME;
}

static Status merge_docs(const MergeOptions *options, const Docs *docs, const House *house,
                         stemma_text plan)
{
    stemma_merge_options merging = merge_options_of(options, house, plan);
    stemma_result *result = NULL;
    stemma_error error;
    int failed = (options->plan ? stemma_plan : stemma_merge)(docs->at, docs->count, &merging,
                                                              &result, &error);
    Status status = failed ? trouble(&error) : give(options, docs, result);
    stemma_result_free(result);
    return status;
}

static Status run(const void *given, char **arguments, size_t count)
{
    const MergeOptions *options = given;
    Status status = check_targets(options, arguments, count);
    if (status)
        return status;
    stemma_text plan;
    status = doc_bytes(options->plan_file, &plan);
    if (status)
        return status;
    House house;
    status = house_open(&house, options->style);
    /* The order of the inputs must not matter, so it is none of them that chooses the project. */
    if (!status)
        status = house_enter(&house, options->output ? options->output : "-");
    Docs docs = docs_open(arguments, count, options->no_repair);
    /* An agent merged from fewer variants than were named would look like the whole. */
    status = status_worse(status, docs.status);
    if (!status)
        status = merge_docs(options, &docs, &house, plan);
    docs_free(&docs);
    house_free(&house);
    stemma_text_free(plan);
    return status;
}

const Command command_merge = {
    .name = "merge",
    .arguments = "FILE...",
    .summary = "consolidate variants of one agent into one, with a ledger",
    .about = "Brings the variants of one agent together into one agent, and says in a ledger what\n"
             "became of every line of every input. Nothing is lost silently; what the variants\n"
             "disagree about is named as a conflict, and the exit status is then 1.",
    .examples = "  stemma merge a.md b.md c.md > agent.md\n"
                "  stemma merge -o agent.md --ledger agent.md.ledger.json a.md b.md c.md\n"
                "  stemma merge --plan a.md b.md\n"
                "  stemma merge --plan --json a.md b.md > plan.json   to edit, for --plan-file\n"
                "  stemma merge --prefer a.md --tools intersection --set model=opus a.md b.md\n"
                "  stemma merge --apart 'a.md#Output=b.md#Deliverables' a.md b.md\n",
    .options = merge_options,
    .size = sizeof(MergeOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
