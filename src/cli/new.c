#include "cli/command.h"
#include "cli/house.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct NewOptions {
    Common common;
    const char *from, *output, *style;
    Texts set;
    bool list, to_stdout;
} NewOptions;

static const char *const templates[] = {"agent", "reviewer", "skill", NULL};

static const Option new_options[] = {
    {OPTION_TEXT, 't', "template", "TEMPLATE", "a built-in template or the path of a file; agent",
     offsetof(NewOptions, from), templates},
    {OPTION_TEXTS, 's', "set", "SLOT=VALUE", "the value of a slot; may be repeated",
     offsetof(NewOptions, set), NULL},
    {OPTION_TEXT, 'o', "output", "FILE", "write it here, or below this folder if it is one",
     offsetof(NewOptions, output), NULL},
    {OPTION_FLAG, 0, "stdout", NULL, "print the agent instead of writing a file",
     offsetof(NewOptions, to_stdout), NULL},
    {OPTION_TEXT, 0, "style", "STYLE", "a built-in style or a style file; without it the project's",
     offsetof(NewOptions, style), house_styles},
    {OPTION_FLAG, 0, "list", NULL, "list the templates and their slots", offsetof(NewOptions, list),
     NULL},
    {0},
};

/* Values as the library takes them, those that were typed in among them. */
typedef struct Values {
    const char **at;
    size_t count;
    char **owned; /* of them, those to be freed */
    size_t owned_count;
} Values;

static void add_owned(Values *values, const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value) + 2;
    char *text = allocate(size);
    snprintf(text, size, "%s=%s", name, value);
    values->at[values->count++] = values->owned[values->owned_count++] = text;
}

static void free_values(Values *values)
{
    for (size_t i = 0; i < values->owned_count; i++)
        free(values->owned[i]);
    free(values->owned);
    free(values->at);
}

static bool is_set(const Values *values, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < values->count; i++)
        if (strncmp(values->at[i], name, len) == 0 && values->at[i][len] == '=')
            return true;
    return false;
}

/* ---- asking ---- */

static void print_indented(const char *text)
{
    stemma_text visible = stemma_visible(text, strlen(text));
    for (char *line = strtok(visible.ptr, "\n"); line; line = strtok(NULL, "\n"))
        fprintf(stderr, "    %s\n", line);
    stemma_text_free(visible);
}

static void prompt(const stemma_slot *slot)
{
    stemma_text about = stemma_visible(slot->about, strlen(slot->about));
    fprintf(stderr, "%s: %s\n", slot->name, about.ptr);
    if (slot->fallback && *slot->fallback) {
        fprintf(stderr, "  leave it empty for\n");
        print_indented(slot->fallback);
    }
    fprintf(stderr, "> ");
    stemma_text_free(about);
}

/* An empty answer leaves the slot to its default; what must be given is asked for again. False at the end of the input. */
static bool ask(const stemma_slot *slot, Values *values)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    do {
        prompt(slot);
        len = getline(&line, &size, stdin);
        while (len > 0 && strchr("\r\n \t", line[len - 1]))
            line[--len] = '\0';
    } while (len == 0 && !slot->fallback);
    if (len > 0)
        add_owned(values, slot->name, line);
    free(line);
    return len >= 0;
}

static void ask_for_missing(const stemma_template *from, Values *values)
{
    bool goes_on = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    for (size_t i = 0; goes_on && i < stemma_template_slot_count(from); i++) {
        stemma_slot slot = stemma_template_slot(from, i);
        if (!is_set(values, slot.name))
            goes_on = ask(&slot, values);
    }
}

/* ---- writing ---- */

/* The folder that a template puts its agent in comes with the agent. */
static void make_folders(const char *path)
{
    char *folder = allocate(strlen(path) + 1);
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        memcpy(folder, path, (size_t)(slash - path));
        if (slash > path)
            mkdir(folder, 0777); /* what goes wrong here shows when the file is written */
    }
    free(folder);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Below the folder that --output names, or where it says, or where the template says; NULL: to standard output. */
static char *target_of(const NewOptions *options, const char *path)
{
    const char *output = options->output ? options->output : "";
    if (options->to_stdout || strcmp(output, "-") == 0)
        return NULL;
    bool is_below = *output && is_folder(output);
    size_t size = strlen(output) + strlen(path) + 2;
    char *target = allocate(size);
    snprintf(target, size, "%s%s%s", output,
             is_below && output[strlen(output) - 1] != '/' ? "/" : "",
             is_below || !*output ? path : "");
    return target;
}

static bool is_free(const char *target)
{
    struct stat st;
    if (lstat(target, &st) != 0)
        return true;
    message("%s: is there already and was left as it is; choose another name or --output", target);
    return false;
}

/* Nobody likes to be asked for what is thrown away then. */
static bool is_free_for(const NewOptions *options, const stemma_template *from, const char *name)
{
    stemma_text path = stemma_template_path(from, name);
    char *target = target_of(options, path.ptr);
    bool is_good = !target || strstr(target, "{{") || is_free(target);
    free(target);
    stemma_text_free(path);
    return is_good;
}

static Status write_new(const char *target, stemma_text agent, bool is_own_path)
{
    stemma_error error;
    if (!is_free(target))
        return STATUS_TROUBLE;
    if (is_own_path)
        make_folders(target);
    if (stemma_write_file(target, agent.ptr, agent.len, &error) != 0)
        return trouble(&error);
    stemma_text visible = stemma_visible(target, strlen(target));
    printf("%s\n", visible.ptr);
    stemma_text_free(visible);
    return STATUS_SAME;
}

static Status give(const NewOptions *options, stemma_text agent, stemma_text path)
{
    char *target = target_of(options, path.ptr);
    bool is_own_path = !options->output || is_folder(options->output);
    Status status = STATUS_SAME;
    if (target) {
        status = write_new(target, agent, is_own_path);
        stemma_text_free(agent);
    } else {
        print_bytes(agent);
    }
    free(target);
    return status;
}

static bool is_good_name(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name) &&
           *name != '-';
}

static Status make(const NewOptions *options, const char *name, const stemma_template *from,
                   const House *house)
{
    size_t slots = stemma_template_slot_count(from);
    Values values = {.at = allocate((options->set.count + slots + 1) * sizeof *values.at),
                     .owned = allocate((slots + 1) * sizeof *values.owned)};
    for (size_t i = 0; i < options->set.count; i++)
        values.at[values.count++] = options->set.at[i];
    add_owned(&values, "name", name);
    ask_for_missing(from, &values);
    stemma_text agent, path;
    stemma_error error;
    Status status = STATUS_TROUBLE;
    if (stemma_template_fill(from, values.at, values.count, house_style(house, house->project),
                             &agent, &path, &error) != 0) {
        trouble(&error);
    } else {
        status = give(options, agent, path);
        stemma_text_free(path);
    }
    free_values(&values);
    return status;
}

static Status make_named(const NewOptions *options, const char *name)
{
    House house;
    stemma_template *from = NULL;
    stemma_error error;
    if (!is_good_name(name)) {
        message("'%s' is no name for an agent; use lower-case letters, digits and hyphens", name);
        return STATUS_TROUBLE;
    }
    Status status = house_open(&house, options->style);
    if (!status && !options->style)
        status = house_enter(&house, options->output ? options->output : "-");
    if (!status &&
        stemma_template_open(options->from ? options->from : "agent", &from, &error) != 0)
        status = trouble(&error);
    if (!status && !is_free_for(options, from, name))
        status = STATUS_TROUBLE;
    if (!status)
        status = make(options, name, from, &house);
    stemma_template_free(from);
    house_free(&house);
    return status;
}

static Status list(const NewOptions *options)
{
    stemma_template *from = NULL;
    stemma_error error;
    stemma_view view = console_view(stdout, options->common.color);
    if (!options->from) {
        print_text(stdout, stemma_template_list(&view));
        return STATUS_SAME;
    }
    if (stemma_template_open(options->from, &from, &error) != 0)
        return trouble(&error);
    print_text(stdout, stemma_template_show(from, &view));
    stemma_template_free(from);
    return STATUS_SAME;
}

static Status run(const void *given, char **arguments, size_t count)
{
    const NewOptions *options = given;
    if (options->list)
        return list(options);
    if (count == 1)
        return make_named(options, arguments[0]);
    message("new: needs a NAME; try 'stemma new --help'");
    return STATUS_TROUBLE;
}

const Command command_new = {
    .name = "new",
    .arguments = "NAME",
    .summary = "write a new agent from a template",
    .about =
        "Writes a complete agent from a template, in the style of --style, of the .stemma.yaml "
        "above\n"
        "it, or of the house. What the template has to know is given by --set; on a terminal it "
        "is\n"
        "asked for. Values are text: they go into the front matter as valid YAML, and where one "
        "fills\n"
        "a list item or a paragraph of its own, each of its lines becomes an item, or the whole\n"
        "becomes Markdown of its own. A file that is there already is never overwritten.",
    .examples =
        "  stemma new --list\n"
        "  stemma new log-reader --set description='Reads logs.' --set task='find the cause.'\n"
        "  stemma new api-reviewer --template reviewer -o agents/\n"
        "  stemma new release --template ./team-template.md --stdout\n",
    .options = new_options,
    .size = sizeof(NewOptions),
    .most = 1,
    .run = run,
};
