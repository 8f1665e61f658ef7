#include "cli/command.h"
#include "cli/docs.h"
#include "cli/paths.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct ConvertOptions {
    Common common;
    const char *to, *from, *output, *name;
    Texts models;
    bool strict, force, json, quiet, list;
} ConvertOptions;

/* For completions; what there is, the library says. */
static const char *const dialects[] = {"claude",      "skill",    "command", "copilot", "cursor",
                                       "cursor-rule", "opencode", "gemini",  "qwen",    "rulesync",
                                       "agents-md",   "codex",    NULL};

static const Option convert_options[] = {
    {OPTION_TEXT, 't', "to", "DIALECT", "what to make of it; --list has them all",
     offsetof(ConvertOptions, to), dialects},
    {OPTION_TEXT, 'f', "from", "DIALECT", "what the files are; without it their places tell",
     offsetof(ConvertOptions, from), dialects},
    {OPTION_TEXT, 'o', "output", "FILE",
     "write to FILE; in a folder, to where the harness looks for it",
     offsetof(ConvertOptions, output), NULL},
    {OPTION_TEXT, 0, "name", "NAME", "call the agent so", offsetof(ConvertOptions, name), NULL},
    {OPTION_TEXTS, 0, "model", "FROM=TO", "what a model is called there; repeatable",
     offsetof(ConvertOptions, models), NULL},
    {OPTION_FLAG, 0, "strict", NULL, "write nothing when anything would be lost",
     offsetof(ConvertOptions, strict), NULL},
    {OPTION_FLAG, 0, "force", NULL, "replace files that are in the folder already",
     offsetof(ConvertOptions, force), NULL},
    {OPTION_FLAG, 0, "json", NULL, "print what was lost as JSON (schema stemma-convert/1)",
     offsetof(ConvertOptions, json), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "warnings only, no notes", offsetof(ConvertOptions, quiet),
     NULL},
    {OPTION_FLAG, 0, "list", NULL, "list the dialects, where their files lie and what they keep",
     offsetof(ConvertOptions, list), NULL},
    {0},
};

/* One file on its way. */
typedef struct Item {
    stemma_doc *doc;
    stemma_conversion *conversion;
    char *output; /* NULL: standard output */
    stemma_text text;
    bool is_nameless; /* what it is called can be no file's name */
} Item;

typedef struct Converting {
    const ConvertOptions *options;
    Item *items;
    size_t count, room;
    bool has_folder; /* among what was named */
    Status status;
} Converting;

/* ---- reading ---- */

static void add_file(void *context, const char *path)
{
    Converting *converting = context;
    stemma_error error;
    stemma_doc *doc = NULL;
    if (doc_open(path, NULL, &(stemma_read_options){.no_repair = true}, &doc, &error) != 0) {
        converting->status = trouble(&error);
        return;
    }
    if (converting->count == converting->room) {
        size_t room = 2 * converting->room + 16;
        Item *items = allocate(room * sizeof *items);
        if (converting->count)
            memcpy(items, converting->items, converting->count * sizeof *items);
        free(converting->items);
        converting->items = items;
        converting->room = room;
    }
    converting->items[converting->count++] = (Item){.doc = doc};
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static Status found_none(const char *folder)
{
    message("%s: no .md or .mdc files here", folder);
    return STATUS_TROUBLE;
}

static void add_files(Converting *converting, char *const *paths, size_t count)
{
    stemma_error error;
    for (size_t i = 0; i < count; i++)
        if (!is_folder(paths[i])) {
            add_file(converting, paths[i]);
        } else {
            converting->has_folder = true;
            size_t before = converting->count;
            Status status = converting->status;
            if (stemma_walk(paths[i], add_file, converting, &error) != 0)
                converting->status = trouble(&error);
            else if (converting->count == before && converting->status == status)
                converting->status = found_none(paths[i]);
        }
}

static void free_items(Converting *converting)
{
    for (size_t i = 0; i < converting->count; i++) {
        stemma_conversion_free(converting->items[i].conversion);
        stemma_doc_free(converting->items[i].doc);
        stemma_text_free(converting->items[i].text);
        free(converting->items[i].output);
    }
    free(converting->items);
}

/* ---- converting ---- */

static void convert_items(Converting *converting)
{
    const ConvertOptions *options = converting->options;
    stemma_convert_options wish = {.to = options->to,
                                   .from = options->from,
                                   .name = options->name,
                                   .models = options->models.at,
                                   .model_count = options->models.count};
    stemma_error error;
    for (size_t i = 0; i < converting->count; i++) {
        Item *item = &converting->items[i];
        if (stemma_convert(item->doc, &wish, &item->conversion, &error) != 0)
            converting->status = trouble(&error);
        else
            item->text = stemma_conversion_output(item->conversion);
    }
}

static Status tell(const Converting *converting)
{
    const ConvertOptions *options = converting->options;
    stemma_view view = console_view(stderr, options->common.color);
    size_t losses = 0, grave = 0;
    view.brief = options->quiet;
    for (size_t i = 0; i < converting->count; i++) {
        const stemma_conversion *conversion = converting->items[i].conversion;
        if (!options->json)
            print_text(stderr, stemma_conversion_remarks(conversion, &view));
        losses += stemma_conversion_loss_count(conversion, STEMMA_NOTE);
        grave += stemma_conversion_loss_count(conversion, STEMMA_WARNING);
    }
    if (options->strict && losses) {
        message("convert: %zu loss%s; nothing was written", losses, losses == 1 ? "" : "es");
        return STATUS_DIFFERS;
    }
    return grave ? STATUS_DIFFERS : STATUS_SAME;
}

/* ---- where to ---- */

/* Several files need one, and who names a folder thinks of several. */
static bool is_output_folder(const Converting *converting)
{
    const char *output = converting->options->output;
    size_t len = output ? strlen(output) : 0;
    if (!output || strcmp(output, "-") == 0)
        return false;
    return converting->count > 1 || converting->has_folder || is_folder(output) ||
           (len && output[len - 1] == '/');
}

static char *copy_of(const char *text)
{
    char *copy = allocate(strlen(text) + 1);
    return strcpy(copy, text);
}

static Status place_in_folder(Item *item, const char *folder)
{
    stemma_error error;
    const char *path;
    item->is_nameless = stemma_conversion_path(item->conversion, &path, &error) != 0;
    if (item->is_nameless)
        return trouble(&error);
    if (strcmp(folder, ".") == 0 || strcmp(folder, "./") == 0)
        folder = "";
    size_t len = strlen(folder), size = len + strlen(path) + 2;
    item->output = allocate(size);
    snprintf(item->output, size, "%s%s%s", folder, len && folder[len - 1] != '/' ? "/" : "", path);
    return STATUS_SAME;
}

/* What somebody has in that place is theirs, unless it is what would be written. */
static Status check_there(const Item *item, bool may_replace)
{
    stemma_text there;
    stemma_error error;
    struct stat st;
    if (may_replace || stat(item->output, &st) != 0)
        return STATUS_SAME;
    if (stemma_read_file(item->output, &there, &error) != 0)
        return trouble(&error);
    bool is_same = there.len == item->text.len && memcmp(there.ptr, item->text.ptr, there.len) == 0;
    stemma_text_free(there);
    if (is_same)
        return STATUS_SAME;
    message("%s: is there already and says something else; --force replaces it", item->output);
    return STATUS_TROUBLE;
}

static Status check_input(const Item *item)
{
    if (!stemma_same_file(item->output, stemma_doc_name(item->doc)))
        return STATUS_SAME;
    message("%s: is the input; name another output", item->output);
    return STATUS_TROUBLE;
}

static int by_output(const void *left, const void *right)
{
    const Item *a = *(const Item *const *)left, *b = *(const Item *const *)right;
    return strcmp(a->output, b->output);
}

static Status check_clashes(const Converting *converting)
{
    const Item **items = allocate(converting->count * sizeof *items);
    Status status = STATUS_SAME;
    for (size_t i = 0; i < converting->count; i++)
        items[i] = &converting->items[i];
    qsort(items, converting->count, sizeof *items, by_output);
    for (size_t i = 1; i < converting->count; i++)
        if (strcmp(items[i - 1]->output, items[i]->output) == 0) {
            message("%s: both %s and %s would be written to it", items[i]->output,
                    stemma_doc_name(items[i - 1]->doc), stemma_doc_name(items[i]->doc));
            status = STATUS_TROUBLE;
        }
    free(items);
    return status;
}

static Status place_item(const ConvertOptions *options, bool in_folder, Item *item)
{
    Status status = STATUS_SAME;
    if (in_folder)
        status = place_in_folder(item, options->output);
    else if (options->output && strcmp(options->output, "-") != 0)
        item->output = copy_of(options->output);
    if (!item->output)
        return status;
    status = check_input(item);
    return in_folder && !status ? check_there(item, options->force) : status;
}

/* What can be done about agents that were just said to have no name for a file. */
static void tell_nameless(const Converting *converting)
{
    bool any = false;
    for (size_t i = 0; i < converting->count && !any; i++)
        any = converting->items[i].is_nameless;
    if (any && converting->count == 1)
        message("convert: nothing was written; name the agent with --name");
    else if (any)
        message(
            "convert: nothing was written; rename these agents ('name:' in the front matter, or "
            "the file)");
}

static Status place_items(Converting *converting)
{
    const ConvertOptions *options = converting->options;
    bool in_folder = is_output_folder(converting);
    Status status = STATUS_SAME;
    for (size_t i = 0; i < converting->count; i++)
        status = status_worse(status, place_item(options, in_folder, &converting->items[i]));
    tell_nameless(converting);
    return status || !in_folder ? status : check_clashes(converting);
}

/* ---- writing ---- */

static void print_report(const Converting *converting, bool is_written)
{
    const stemma_conversion **made = allocate(converting->count * sizeof *made);
    const char **outputs = allocate(converting->count * sizeof *outputs);
    for (size_t i = 0; i < converting->count; i++) {
        made[i] = converting->items[i].conversion;
        outputs[i] = is_written ? converting->items[i].output : NULL;
    }
    print_text(stdout, stemma_conversion_report(made, outputs, converting->count));
    free(made);
    free(outputs);
}

/* All of them or none. */
static Status write_items(const Converting *converting)
{
    stemma_file *files = allocate(converting->count * sizeof *files);
    for (size_t i = 0; i < converting->count; i++) {
        const Item *item = &converting->items[i];
        make_folders(item->output);
        files[i] = (stemma_file){item->output, item->text.ptr, item->text.len};
    }
    stemma_error error;
    Status status =
        stemma_write_files(files, converting->count, &error) ? trouble(&error) : STATUS_SAME;
    free(files);
    return status;
}

static void print_outputs(const Converting *converting)
{
    for (size_t i = 0; i < converting->count; i++) {
        const char *path = converting->items[i].output;
        stemma_text visible = stemma_visible(path, strlen(path));
        printf("%s\n", visible.ptr);
        stemma_text_free(visible);
    }
}

static Status give(Converting *converting)
{
    const ConvertOptions *options = converting->options;
    Item *first = &converting->items[0];
    if (first->output) {
        Status status = write_items(converting);
        if (status)
            return status;
        if (options->json)
            print_report(converting, true);
        else if (is_output_folder(converting))
            print_outputs(converting);
    } else {
        print_bytes(first->text);
        first->text = (stemma_text){0};
    }
    return STATUS_SAME;
}

/* ---- the command ---- */

static Status check_options(const ConvertOptions *options, const Converting *converting)
{
    bool in_folder = is_output_folder(converting);
    bool to_stdout = !options->output || strcmp(options->output, "-") == 0;
    const char *what = NULL;
    if (converting->count > 1 && !in_folder)
        what = "several files go to a folder; name one with --output";
    else if (converting->count > 1 && options->name)
        what = "--name is for one file";
    else if (options->json && to_stdout)
        what = "--json prints the report; name a file or a folder with --output";
    if (!what)
        return STATUS_SAME;
    message("convert: %s", what);
    return STATUS_TROUBLE;
}

static Status convert(Converting *converting)
{
    Status status = check_options(converting->options, converting);
    if (status || !converting->count)
        return status;
    convert_items(converting);
    if (converting->status)
        return converting->status;
    status = place_items(converting);
    if (status)
        return status;
    status = tell(converting);
    if (converting->options->strict && status) {
        if (converting->options->json)
            print_report(converting, false);
        return status;
    }
    return status_worse(status, give(converting));
}

static Status list(const ConvertOptions *options)
{
    stemma_view view = console_view(stdout, options->common.color);
    print_text(stdout, stemma_dialect_list(&view));
    return STATUS_SAME;
}

static Status run(const void *given, char **arguments, size_t count)
{
    const ConvertOptions *options = given;
    Converting converting = {.options = options};
    if (options->list)
        return list(options);
    if (!options->to || !count) {
        message("convert: %s; try 'stemma convert --help'",
                count ? "needs --to DIALECT" : "needs FILE...");
        return STATUS_TROUBLE;
    }
    add_files(&converting, arguments, count);
    Status status =
        status_worse(converting.status, converting.status ? STATUS_SAME : convert(&converting));
    free_items(&converting);
    return status;
}

const Command command_convert = {
    .name = "convert",
    .arguments = "FILE...",
    .summary = "make an agent file for another harness; what is lost is told",
    .about = "Writes agents as another harness has them: Claude Code, Copilot, OpenCode,\n"
             "Cursor, Gemini CLI, Qwen Code, rulesync, Codex, skills, AGENTS.md. The prompt\n"
             "stays as it is. Fields, tools and values that the other harness cannot hold are\n"
             "left out and told, and so is every right that the agent gains; the exit status\n"
             "is 1 when something that matters was lost.",
    .examples = "  stemma convert --to copilot .claude/agents/reviewer.md\n"
                "  stemma convert --to opencode -o . .claude/agents\n"
                "  stemma convert --to codex --model sonnet=gpt-5 -o reviewer.toml reviewer.md\n"
                "  stemma convert --strict --to claude .github/agents/reviewer.agent.md\n"
                "  stemma convert --list\n",
    .options = convert_options,
    .size = sizeof(ConvertOptions),
    .most = ANY_NUMBER,
    .run = run,
};
