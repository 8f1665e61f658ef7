#include "cli/command.h"
#include "cli/driver.h"
#include "cli/git.h"
#include "cli/history.h"
#include "cli/paths.h"

#include <stdlib.h>
#include <string.h>

enum { MINE, FROM, TO, VERSIONS, PATH_SIZE = 4096 };

typedef struct UpgradeOptions {
    Common common;
    const char *from, *base, *to, *ledger;
    bool dry_run, has_common_only;
    int version_lines;
} UpgradeOptions;

static const Option upgrade_options[] = {
    {OPTION_TEXT, 0, "to", "PATH", "the file or folder as upstream has it now (required)",
     offsetof(UpgradeOptions, to), NULL},
    {OPTION_TEXT, 0, "from", "PATH", "as it was when you took it from upstream",
     offsetof(UpgradeOptions, from), NULL},
    {OPTION_TEXT, 0, "base", "PATH", "another name for --from", offsetof(UpgradeOptions, base),
     NULL},
    {OPTION_FLAG, 0, "common", NULL,
     "do not look for the origin in git: what both have in common stands for it",
     offsetof(UpgradeOptions, has_common_only), NULL},
    {OPTION_TEXT, 0, "ledger", "FILE", "what came, stayed and went (MINE.upgrade.json)",
     offsetof(UpgradeOptions, ledger), NULL},
    {OPTION_CHOICE, 0, "version-lines", "WHICH",
     "a version or date that both changed: conflict (as the default), newer, ours (yours) or "
     "theirs",
     offsetof(UpgradeOptions, version_lines), driver_version_lines},
    {OPTION_FLAG, 'n', "dry-run", NULL, "write nothing, only say what would come",
     offsetof(UpgradeOptions, dry_run), NULL},
    {0},
};

/* A file in up to three versions, by its path below the folders; "" when files were named. */
typedef struct Entry {
    char *name;
    stemma_text texts[VERSIONS];
    bool is_there[VERSIONS];
    char *origin; /* where FROM was found; NULL when it was given, or not found */
} Entry;

typedef struct Upgrade {
    const char *roots[VERSIONS]; /* NULL: not given */
    Entry *entries;
    size_t count;
    int version; /* that is being walked */
    Status status;
} Upgrade;

/* ---- finding the files ---- */

static int read_any(const char *path, stemma_text *text, stemma_error *error)
{
    stemma_doc *doc;
    if (!git_is_revision(path))
        return stemma_read_file(path, text, error);
    int failed = git_open(path, NULL, NULL, &doc, error);
    if (failed)
        return failed;
    *text = stemma_doc_bytes(doc);
    stemma_doc_free(doc);
    return 0;
}

static Entry *find_entry(Upgrade *u, const char *name)
{
    for (size_t i = 0; i < u->count; i++)
        if (strcmp(u->entries[i].name, name) == 0)
            return &u->entries[i];
    Entry *entries = allocate((u->count + 1) * sizeof *entries);
    if (u->count)
        memcpy(entries, u->entries, u->count * sizeof *entries);
    free(u->entries);
    u->entries = entries;
    Entry *entry = &entries[u->count++];
    entry->name = allocate(strlen(name) + 1);
    memcpy(entry->name, name, strlen(name));
    return entry;
}

static void visit(void *context, const char *path)
{
    Upgrade *u = context;
    stemma_error error;
    const char *name = path + strlen(u->roots[u->version]);
    while (*name == '/')
        name++;
    Entry *entry = find_entry(u, name);
    if (read_any(path, &entry->texts[u->version], &error) != 0)
        u->status = trouble(&error);
    else
        entry->is_there[u->version] = true;
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const Entry *)a)->name, ((const Entry *)b)->name);
}

/* The files of a folder of another revision. */
static void visit_revision(Upgrade *u, const char *root)
{
    Docs docs = {0};
    stemma_error error;
    if (git_open_folder(root, NULL, &docs, &error) != 0)
        u->status = trouble(&error);
    for (size_t i = 0; i < docs.count; i++) {
        Entry *entry = find_entry(u, stemma_doc_name(docs.at[i]));
        entry->texts[u->version] = stemma_doc_bytes(docs.at[i]);
        entry->is_there[u->version] = true;
    }
    docs_free(&docs);
}

static void find_files(Upgrade *u)
{
    for (u->version = MINE; u->version < VERSIONS; u->version++) {
        const char *root = u->roots[u->version];
        stemma_error error;
        bool is_revision = root && git_is_revision(root);
        if (is_revision && git_is_folder(root))
            visit_revision(u, root);
        else if (is_revision)
            visit(u, root);
        else if (root && stemma_walk(root, visit, u, &error) != 0)
            u->status = trouble(&error);
    }
    if (u->count)
        qsort(u->entries, u->count, sizeof *u->entries, compare_entries);
}

static void free_entries(Upgrade *u)
{
    for (size_t i = 0; i < u->count; i++) {
        free(u->entries[i].name);
        free(u->entries[i].origin);
        for (int version = 0; version < VERSIONS; version++)
            stemma_text_free(u->entries[i].texts[version]);
    }
    free(u->entries);
}

static char *path_of(const Upgrade *u, const Entry *entry, int version)
{
    const char *joint = *entry->name ? "/" : "";
    size_t size = strlen(u->roots[version]) + strlen(entry->name) + 2;
    char *path = allocate(size);
    snprintf(path, size, "%s%s%s", u->roots[version], joint, entry->name);
    return path;
}

/* ---- the origin ---- */

static bool is_same(const stemma_text *a, const stemma_text *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static void take_origin(Entry *entry, History *history, size_t i)
{
    entry->origin = history->names[i];
    entry->texts[FROM] = history->texts[i];
    entry->is_there[FROM] = true;
    history->names[i] = NULL;
    history->texts[i] = (stemma_text){NULL, 0};
}

/* Of upstream's older versions the one that is most like ours: those that are as it is now come first. */
static void find_theirs(Entry *entry, const char *path)
{
    History history = history_read(path);
    size_t old = 0;
    while (old < history.count && is_same(&history.texts[old], &entry->texts[TO]))
        old++;
    size_t found =
        old + stemma_upgrade_nearest(history.texts + old, history.count - old, &entry->texts[MINE]);
    if (found < history.count)
        take_origin(entry, &history, found);
    history_free(&history);
}

/* The first version of ours, before anything was changed here. */
static void find_first(Entry *entry, const char *path)
{
    History history = history_read(path);
    size_t last = history.count - 1;
    if (history.count && stemma_upgrade_nearest(&history.texts[last], 1, &entry->texts[TO]) == 0)
        take_origin(entry, &history, last);
    history_free(&history);
}

static void find_origin(const Upgrade *u, Entry *entry)
{
    char *mine = path_of(u, entry, MINE), *to = path_of(u, entry, TO);
    find_theirs(entry, to);
    if (!entry->is_there[FROM])
        find_first(entry, mine);
    free(mine);
    free(to);
}

static void find_origins(Upgrade *u)
{
    for (size_t i = 0; i < u->count; i++)
        if (u->entries[i].is_there[MINE] && u->entries[i].is_there[TO])
            find_origin(u, &u->entries[i]);
}

/* ---- upgrading ---- */

/* What an earlier upgrade left open would be taken for text of yours. */
static Status check_settled(const char *path, const stemma_text *mine)
{
    stemma_error error;
    stemma_doc *doc = stemma_doc_parse(path, mine->ptr, mine->len, NULL);
    Status status = stemma_doc_settled(doc, &error) ? trouble(&error) : STATUS_SAME;
    stemma_doc_free(doc);
    return status;
}

static const stemma_text *text_of(const Entry *entry, int version)
{
    return entry->is_there[version] ? &entry->texts[version] : NULL;
}

/* All files and the ledger, or none. */
static Status write_all(const UpgradeOptions *options, const stemma_upgrade *upgrade,
                        const stemma_upgrade_file *files, size_t count, const char *ledger)
{
    stemma_file *targets = allocate((count + 1) * sizeof *targets);
    stemma_view view = {.json = true};
    stemma_error error;
    size_t written = 0;
    Status status = STATUS_SAME;
    for (size_t i = 0; i < count; i++) {
        stemma_text output;
        if (!stemma_upgrade_output(upgrade, i, &output))
            continue;
        make_folders(files[i].path);
        targets[written++] = (stemma_file){files[i].path, output.ptr, output.len};
    }
    if (written) {
        stemma_text report = stemma_upgrade_report(upgrade, &view);
        const char *path = options->ledger ? options->ledger : ledger;
        targets[written++] = (stemma_file){path, report.ptr, report.len};
    }
    if (written && stemma_write_files(targets, written, &error) != 0)
        status = trouble(&error);
    for (size_t i = 0; i < written; i++)
        free((char *)targets[i].bytes);
    free(targets);
    return status;
}

static stemma_upgrade_file *name_files(const Upgrade *u, Status *status)
{
    stemma_upgrade_file *files = allocate(u->count * sizeof *files);
    for (size_t i = 0; i < u->count; i++) {
        const Entry *entry = &u->entries[i];
        files[i] = (stemma_upgrade_file){path_of(u, entry, MINE), text_of(entry, MINE),
                                         text_of(entry, FROM), text_of(entry, TO), entry->origin};
        if (files[i].mine)
            *status = status_worse(*status, check_settled(files[i].path, files[i].mine));
    }
    return files;
}

static Status upgrade_files(const UpgradeOptions *options, const Upgrade *u,
                            const stemma_upgrade_file *files)
{
    stemma_three_options merging = {.label = {"yours", "before", "upstream"},
                                    .version_lines = (stemma_version_lines)options->version_lines};
    stemma_view view = console_view(stdout, options->common.color);
    char ledger[PATH_SIZE];
    snprintf(ledger, sizeof ledger, "%s.upgrade.json", u->roots[MINE]);
    stemma_upgrade *upgrade = stemma_upgrade_files(files, u->count, &merging);
    Status status = STATUS_SAME;
    if (!options->dry_run)
        status = write_all(options, upgrade, files, u->count, ledger);
    if (status == STATUS_SAME)
        print_text(stdout, stemma_upgrade_report(upgrade, &view));
    if (status == STATUS_SAME && stemma_upgrade_conflict_count(upgrade))
        status = STATUS_DIFFERS;
    stemma_upgrade_free(upgrade);
    return status;
}

static Status name_and_upgrade(const UpgradeOptions *options, const Upgrade *u)
{
    Status status = STATUS_SAME;
    stemma_upgrade_file *files = name_files(u, &status);
    if (status == STATUS_SAME)
        status = upgrade_files(options, u, files);
    for (size_t i = 0; i < u->count; i++)
        free((char *)files[i].path);
    free(files);
    return status;
}

/* Without the slashes at its end, so that paths below it and the ledger's name can be put together. */
static void trim_slashes(char *path)
{
    for (size_t len = strlen(path); len > 1 && path[len - 1] == '/'; len--)
        path[len - 1] = '\0';
}

static Status run(const void *given, char **arguments, size_t count)
{
    const UpgradeOptions *options = given;
    (void)count;
    if (!options->to) {
        message("upgrade: needs --to, what upstream has now; try 'stemma upgrade --help'");
        return STATUS_TROUBLE;
    }
    trim_slashes(arguments[0]);
    const char *from = options->from ? options->from : options->base;
    Upgrade u = {.roots = {arguments[0], from, options->to}};
    find_files(&u);
    if (!from && !options->has_common_only && u.status == STATUS_SAME)
        find_origins(&u);
    Status status = u.status == STATUS_SAME ? name_and_upgrade(options, &u) : u.status;
    free_entries(&u);
    return status;
}

const Command command_upgrade = {
    .name = "upgrade",
    .arguments = "MINE",
    .summary = "bring upstream's news into your edited copy",
    .about =
        "Merges what upstream changed from --from to --to into MINE, a file or a folder, and\n"
        "keeps what you changed. Without --from its place is taken by a version that git knows: "
        "of\n"
        "--to the one that is most like MINE, or else the first of MINE. Where there is none what\n"
        "MINE and --to have in common does; then nothing is taken for removed. A ledger beside "
        "MINE\n"
        "says what came, stayed and went. What upstream removed stays, and what you removed is "
        "not\n"
        "brought back. Exit status 1: open conflicts.",
    .examples = "  stemma upgrade reviewer.md --from v1/reviewer.md --to v2/reviewer.md\n"
                "  stemma upgrade --dry-run agents --from v1/agents --to v2/agents\n"
                "  stemma upgrade reviewer.md --to upstream/main:agents/reviewer.md\n",
    .options = upgrade_options,
    .size = sizeof(UpgradeOptions),
    .least = 1,
    .most = 1,
    .run = run,
};
