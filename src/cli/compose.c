#include "cli/command.h"
#include "cli/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct ComposeOptions {
    Common common;
    bool check, diff, to_stdout, explain, ledger, force, quiet;
} ComposeOptions;

static const Option compose_options[] = {
    {OPTION_FLAG, 0, "check", NULL, "write nothing; name the outputs that are not up to date",
     offsetof(ComposeOptions, check), NULL},
    {OPTION_FLAG, 0, "diff", NULL, "write nothing; show what would change",
     offsetof(ComposeOptions, diff), NULL},
    {OPTION_FLAG, 0, "explain", NULL, "write nothing; show what comes from where",
     offsetof(ComposeOptions, explain), NULL},
    {OPTION_FLAG, 0, "stdout", NULL, "print the first output instead of writing files",
     offsetof(ComposeOptions, to_stdout), NULL},
    {OPTION_FLAG, 0, "ledger", NULL, "write a ledger beside each output",
     offsetof(ComposeOptions, ledger), NULL},
    {OPTION_FLAG, 0, "force", NULL,
     "write over outputs that were edited since they were composed (a ledger tells)",
     offsetof(ComposeOptions, force), NULL},
    {OPTION_FLAG, 'q', "quiet", NULL, "warnings only, and what is written",
     offsetof(ComposeOptions, quiet), NULL},
    {0},
};

/* Recipes may use what others make, so what changed something is followed by another round, up to so many. */
enum { ROUNDS = 8 };

/* What was composed in this round, so that no two recipes write one file. */
typedef struct Written {
    char *path, *recipe;
} Written;

typedef struct Compose {
    const ComposeOptions *options;
    stemma_view view;
    bool is_folder;
    size_t recipes, current, written; /* in this round */
    bool has_written;                 /* in any round */
    Written *paths;
    size_t path_count, path_room;
    Status status;
} Compose;

static void say(const char *path, const char *what)
{
    stemma_text visible = stemma_visible(path, strlen(path));
    progress_hide();
    printf("%s%s\n", visible.ptr, what);
    stemma_text_free(visible);
}

/* Empty when there is no such file yet. */
static stemma_text present(const char *path)
{
    stemma_text text = {0};
    if (stemma_read_file(path, &text, NULL) != 0)
        return (stemma_text){0};
    return text;
}

static bool is_current(const stemma_file *file)
{
    stemma_text there = present(file->path);
    bool is_same =
        there.ptr && there.len == file->len && memcmp(there.ptr, file->bytes, file->len) == 0;
    stemma_text_free(there);
    return is_same;
}

static void show_diff(const Compose *c, const stemma_file *file)
{
    stemma_text there = present(file->path);
    stemma_text before = {there.ptr ? there.ptr : "", there.len};
    stemma_text after = {(char *)file->bytes, file->len};
    print_text(stdout, stemma_unified_diff(file->path, before, after, &c->view));
    stemma_text_free(there);
}

static char *copy_of(const char *text)
{
    char *copy = allocate(strlen(text) + 1);
    return strcpy(copy, text);
}

static void note_path(Compose *c, const char *path, const char *recipe)
{
    if (c->path_count == c->path_room) {
        c->path_room = 2 * c->path_room + 16;
        Written *more = allocate(c->path_room * sizeof *more);
        if (c->path_count)
            memcpy(more, c->paths, c->path_count * sizeof *more);
        free(c->paths);
        c->paths = more;
    }
    c->paths[c->path_count++] = (Written){copy_of(path), copy_of(recipe)};
}

static void forget_paths(Compose *c)
{
    while (c->path_count) {
        free(c->paths[--c->path_count].path);
        free(c->paths[c->path_count].recipe);
    }
}

/* False after a message when another recipe of this round makes one of the files. */
static bool is_alone(Compose *c, const char *recipe, const stemma_composition *made)
{
    size_t before = c->path_count;
    for (size_t i = 0; i < stemma_composition_file_count(made); i++) {
        const char *path = stemma_composition_file(made, i).path;
        for (size_t k = 0; k < before; k++)
            if (stemma_same_file(c->paths[k].path, path)) {
                message("%s: is made by %s and by %s; choose another name in one of them", path,
                        c->paths[k].recipe, recipe);
                return false;
            }
        note_path(c, path, recipe);
    }
    return true;
}

/* What was written into an output since would be gone. Where no ledger tells, nobody can know. */
static bool is_edited(const stemma_composition *made, size_t i)
{
    const char *path = stemma_composition_file(made, i).path;
    bool has_ledger =
        i + 1 < stemma_composition_file_count(made) && stemma_composition_is_ledger(made, i + 1);
    return has_ledger && !stemma_composition_is_ledger(made, i) &&
           stemma_ledger_holds(stemma_composition_file(made, i + 1).path, path, NULL) == -EINVAL;
}

static Status check_edited(const Compose *c, const stemma_composition *made)
{
    Status status = STATUS_SAME;
    for (size_t i = 0; i < stemma_composition_file_count(made) && !c->options->force; i++) {
        stemma_file file = stemma_composition_file(made, i);
        if (is_current(&file) || !is_edited(made, i))
            continue;
        message("%s: was edited since it was composed; take that into the recipe, or write over "
                "it with --force",
                file.path);
        status = STATUS_TROUBLE;
    }
    return status;
}

/* What would change, all at once or not at all. */
static Status write_changed(Compose *c, const stemma_file *changed, size_t count)
{
    stemma_error error;
    if (stemma_write_files(changed, count, &error) != 0)
        return trouble(&error);
    for (size_t i = 0; i < count; i++)
        say(changed[i].path, "");
    c->written += count;
    c->has_written |= count > 0;
    return STATUS_SAME;
}

/* Of a ledger it is enough to know that it changes. */
static void tell_changed(const Compose *c, const stemma_file *file, bool is_ledger)
{
    if (c->options->diff && !is_ledger)
        show_diff(c, file);
    else
        say(file->path, " is not up to date");
}

static void print_remarks(const Compose *c, const stemma_composition *made)
{
    stemma_view view = console_view(stderr, c->options->common.color);
    view.brief = c->options->quiet;
    print_text(stderr, stemma_composition_remarks(made, &view));
}

static Status settle(Compose *c, const stemma_composition *made)
{
    size_t count = stemma_composition_file_count(made), changed = 0;
    bool writes = !c->options->check && !c->options->diff;
    stemma_file *files = allocate(count * sizeof *files);
    for (size_t i = 0; i < count; i++) {
        stemma_file file = stemma_composition_file(made, i);
        if (is_current(&file))
            continue;
        files[changed++] = file;
        if (!writes)
            tell_changed(c, &file, stemma_composition_is_ledger(made, i));
    }
    c->current += count - changed;
    if (changed)
        print_remarks(c, made);
    Status status = changed ? STATUS_DIFFERS : STATUS_SAME;
    if (writes)
        status = check_edited(c, made);
    if (writes && status == STATUS_SAME)
        status = write_changed(c, files, changed);
    free(files);
    return status;
}

static Status give(Compose *c, const char *recipe, const stemma_composition *made)
{
    const ComposeOptions *options = c->options;
    if (!stemma_composition_file_count(made)) {
        if (!c->is_folder)
            message("%s: says nowhere what is to be written; add 'outputs'", recipe);
        return c->is_folder ? STATUS_SAME : STATUS_TROUBLE;
    }
    if (!is_alone(c, recipe, made))
        return STATUS_TROUBLE;
    if (options->explain) {
        print_text(stdout, stemma_composition_explain(made, &c->view));
        return STATUS_SAME;
    }
    if (!options->to_stdout)
        return settle(c, made);
    stemma_file file = stemma_composition_file(made, 0);
    if (c->view.terminal)
        print_text(stdout, stemma_visible(file.bytes, file.len));
    else
        fwrite(file.bytes, 1, file.len, stdout);
    return STATUS_SAME;
}

static Status compose(Compose *c, const char *recipe)
{
    stemma_compose_options options = {.ledger = c->options->ledger};
    stemma_composition *made = NULL;
    stemma_text problems;
    stemma_error error;
    Status status = STATUS_TROUBLE;
    if (stemma_compose(recipe, &options, &made, &problems, &error) == 0) {
        status = give(c, recipe, made);
    } else if (problems.len) {
        progress_hide();
        fputs(problems.ptr, stderr);
    } else {
        trouble(&error);
    }
    stemma_text_free(problems);
    stemma_composition_free(made);
    return status;
}

static void visit(void *context, const char *path)
{
    Compose *c = context;
    c->recipes++;
    c->status = status_worse(c->status, compose(c, path));
}

static Status walk(Compose *c, char **arguments, size_t count)
{
    c->status = STATUS_SAME;
    c->recipes = c->current = c->written = 0;
    forget_paths(c);
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        size_t before = c->recipes;
        if (stemma_walk_recipes(arguments[i], visit, c, &error) != 0)
            return trouble(&error);
        if (c->recipes == before)
            message("%s: there is no recipe in it; their names end in .recipe.yaml", arguments[i]);
        if (c->recipes == before)
            c->status = STATUS_TROUBLE;
    }
    return c->status;
}

static bool is_folder(const char *path)
{
    stemma_text whole = {0};
    int code = stemma_read_file(path, &whole, NULL);
    stemma_text_free(whole);
    return code == -EISDIR;
}

static Status compose_all(Compose *c, char **arguments, size_t count)
{
    Status status = walk(c, arguments, count);
    for (int round = 1; round < ROUNDS && c->is_folder && c->written && !status; round++)
        status = walk(c, arguments, count);
    if (!c->written || !c->is_folder || status)
        return status;
    message("the recipes never come to rest: one of them uses what another makes, and back");
    return STATUS_TROUBLE;
}

static Status run(const void *given, char **arguments, size_t count)
{
    Compose c = {.options = given, .is_folder = count > 1 || is_folder(arguments[0])};
    c.view = console_view(stdout, c.options->common.color);
    Status status = compose_all(&c, arguments, count);
    if (!c.options->quiet && c.current && !c.has_written && !c.options->to_stdout &&
        status != STATUS_TROUBLE)
        message("%zu file%s up to date", c.current, c.current == 1 ? " is" : "s are");
    forget_paths(&c);
    free(c.paths);
    return status;
}

const Command command_compose = {
    .name = "compose",
    .arguments = "RECIPE...",
    .summary = "compose agents from parts of others, by recipe",
    .about =
        "Makes the outputs of a recipe, a YAML file that names sources, the sections to take from\n"
        "them, texts of its own and where the results go. Only what changed is written, all "
        "outputs\n"
        "of a recipe or none, and each is named. Of a folder all files *.recipe.yaml are "
        "composed.\n"
        "A mistake in a recipe is named with its place; then nothing is written.",
    .examples =
        "  stemma compose api-reviewer.recipe.yaml\n"
        "  stemma compose agents/\n"
        "  stemma compose --check agents/     exit status 1 if an output is not up to date\n"
        "  stemma compose --explain api-reviewer.recipe.yaml\n",
    .options = compose_options,
    .size = sizeof(ComposeOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
