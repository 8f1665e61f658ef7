#include "cli/cache.h"
#include "cli/command.h"
#include "cli/consolidate.h"
#include "cli/docs.h"
#include "cli/git_dates.h"
#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>

typedef struct ScanOptions {
    Common common;
    const char *threshold, *baseline, *consolidate, *cache;
    Texts kinds, families;
    unsigned threads, cache_limit;
    int format;
    bool json, ndjson, dot, details, write, dry_run, no_cache, git;
} ScanOptions;

enum { MIB_BITS = 20 };

static const char *const kinds[] = {"copy", "contains", "variant", NULL};

static const char *const formats[] = {"text", "json", "html", "dot", "ndjson", NULL};

static const stemma_scan_format views[] = {STEMMA_SCAN_TEXT, STEMMA_SCAN_JSON, STEMMA_SCAN_HTML,
                                           STEMMA_SCAN_DOT, STEMMA_SCAN_NDJSON};

static const Option scan_options[] = {
    {OPTION_CHOICE, 0, "format", "FORMAT", "text (the default), json, html, dot or ndjson",
     offsetof(ScanOptions, format), formats},
    {OPTION_FLAG, 0, "details", NULL, "show all families in full, and what drifted between copies",
     offsetof(ScanOptions, details), NULL},
    {OPTION_TEXTS, 0, "family", "N",
     "only this family, in full; N as the summary numbers them; repeatable",
     offsetof(ScanOptions, families), NULL},
    {OPTION_TEXTS, 0, "kind", "KIND",
     "only pairs of this kind: copy, contains or variant; repeatable", offsetof(ScanOptions, kinds),
     kinds},
    {OPTION_TEXT, 0, "threshold", "LIKENESS",
     "how alike copies are at least, from 0 to 1 (0.5 as the default)",
     offsetof(ScanOptions, threshold), NULL},
    {OPTION_TEXT, 0, "baseline", "FILE", "what this output of --json names is known: leave it out",
     offsetof(ScanOptions, baseline), NULL},
    {OPTION_FLAG, 0, "json", NULL, "print JSON (schema stemma-scan/1), as --format json does",
     offsetof(ScanOptions, json), NULL},
    {OPTION_FLAG, 0, "ndjson", NULL,
     "print the shingles of each file and the pairs, a line each, as --format ndjson does",
     offsetof(ScanOptions, ndjson), NULL},
    {OPTION_FLAG, 0, "dot", NULL, "print the trees for Graphviz, as --format dot does",
     offsetof(ScanOptions, dot), NULL},
    {OPTION_TEXT, 0, "consolidate", "FOLDER",
     "merge each family into an agent of its own in FOLDER; without --write only say how",
     offsetof(ScanOptions, consolidate), NULL},
    {OPTION_FLAG, 0, "write", NULL, "with --consolidate: write the agents and their ledgers",
     offsetof(ScanOptions, write), NULL},
    {OPTION_FLAG, 0, "dry-run", NULL, "with --consolidate: write nothing, which is the default",
     offsetof(ScanOptions, dry_run), NULL},
    {OPTION_NUMBER, 'j', "jobs", "N", "work with N threads (one a processor as the default)",
     offsetof(ScanOptions, threads), NULL},
    {OPTION_TEXT, 0, "cache", "PATH",
     "keep what is known of files in this file or folder, not in the user's cache",
     offsetof(ScanOptions, cache), NULL},
    {OPTION_NUMBER, 0, "cache-limit", "MIB",
     "how many MiB the cache may have (2048 as the default); what was not used for longest goes",
     offsetof(ScanOptions, cache_limit), NULL},
    {OPTION_FLAG, 0, "git", NULL,
     "ask git when files were first committed: the oldest is what the others derive from",
     offsetof(ScanOptions, git), NULL},
    {OPTION_FLAG, 0, "no-cache", NULL, "read all files anew, and keep nothing",
     offsetof(ScanOptions, no_cache), NULL},
    {0},
};

static bool has_kind(const ScanOptions *options, const char *kind)
{
    for (size_t i = 0; i < options->kinds.count; i++)
        if (strcmp(options->kinds.at[i], kind) == 0)
            return true;
    return options->kinds.count == 0;
}

static Status check(const ScanOptions *options, char **arguments, size_t count)
{
    int formats_given = options->json + options->ndjson + options->dot + (options->format > 0);
    bool is_view = formats_given || options->details;
    if (formats_given > 1) {
        message(
            "scan: one format at a time: --format, --json, --ndjson and --dot exclude each other");
        return STATUS_TROUBLE;
    }
    if (options->consolidate ? is_view : options->write || options->dry_run) {
        message("scan: --write and --dry-run go with --consolidate, which goes with no other view");
        return STATUS_TROUBLE;
    }
    if (options->write && options->dry_run) {
        message("scan: --write and --dry-run exclude each other");
        return STATUS_TROUBLE;
    }
    for (size_t i = 0; i < options->kinds.count; i++)
        if (strcmp(options->kinds.at[i], "copy") && strcmp(options->kinds.at[i], "contains") &&
            strcmp(options->kinds.at[i], "variant")) {
            message("scan: no kind '%s'; there are copy, contains and variant",
                    options->kinds.at[i]);
            return STATUS_TROUBLE;
        }
    for (size_t i = 0; i < count; i++)
        if (strcmp(arguments[i], "-") == 0) {
            message("scan: compares files; standard input is none");
            return STATUS_TROUBLE;
        }
    return STATUS_SAME;
}

/* strtod would take "0x1p-1" and depends on the locale; a likeness is 0, 1 or 0.DIGITS. */
static bool read_likeness(const char *text, double *likeness)
{
    double unit = 1;
    if (*text != '0' && *text != '1')
        return false;
    *likeness = *text++ - '0';
    if (*text == '.' && text[1])
        for (text++; *text >= '0' && *text <= '9'; text++)
            *likeness += (unit /= 10) * (*text - '0');
    return !*text && *likeness > 0 && *likeness <= 1;
}

static bool read_number(const char *text, unsigned *number)
{
    enum { MOST_DIGITS = 9 };
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > MOST_DIGITS || text[digits])
        return false;
    *number = (unsigned)strtoul(text, NULL, 10);
    return true;
}

/* Keeps to the families that were asked for. */
static Status choose(const ScanOptions *options, stemma_scan *scan)
{
    unsigned *numbers = allocate((options->families.count + 1) * sizeof *numbers);
    Status status = STATUS_SAME;
    stemma_error error;
    for (size_t i = 0; i < options->families.count && !status; i++)
        if (!read_number(options->families.at[i], &numbers[i])) {
            message("scan: --family takes a number, such as 1, not '%s'", options->families.at[i]);
            status = STATUS_TROUBLE;
        }
    if (!status && options->families.count &&
        stemma_scan_choose(scan, numbers, options->families.count, &error) != 0)
        status = trouble(&error);
    free(numbers);
    return status;
}

static stemma_scan_format format_of(const ScanOptions *options)
{
    return options->json     ? STEMMA_SCAN_JSON
           : options->ndjson ? STEMMA_SCAN_NDJSON
           : options->dot    ? STEMMA_SCAN_DOT
                             : views[options->format];
}

static Status show(const ScanOptions *options, const stemma_scan *scan)
{
    stemma_view view = console_view(stdout, options->common.color);
    size_t troubles;
    stemma_text text = stemma_scan_troubles(scan, &troubles);
    print_text(stderr, text);
    print_text(stderr, stemma_scan_remark(scan));
    if (options->consolidate)
        return status_worse(consolidate_families(scan, options->consolidate, options->write),
                            troubles ? STATUS_TROUBLE : STATUS_SAME);
    print_text(stdout, stemma_scan_view(scan, format_of(options), options->details, &view));
    if (troubles)
        return STATUS_TROUBLE;
    return stemma_scan_finding_count(scan) ? STATUS_DIFFERS : STATUS_SAME;
}

static void tell(void *progress, size_t done, size_t all)
{
    progress_share(progress, done, all);
}

static Status scan_with(const ScanOptions *options, char **paths, size_t count,
                        stemma_text baseline)
{
    Progress progress = {0};
    stemma_scan_options scanning = {
        .progress = tell,
        .progress_context = &progress,
        .no_copies = !has_kind(options, "copy"),
        .no_contained = !has_kind(options, "contains"),
        .no_variants = !has_kind(options, "variant"),
        .shingles = format_of(options) == STEMMA_SCAN_NDJSON,
        .threads = options->threads,
        .cache_limit = (unsigned long long)options->cache_limit << MIB_BITS,
        .baseline = baseline.ptr,
        .baseline_len = baseline.len,
        .without = options->consolidate,
    };
    if (options->threshold && !read_likeness(options->threshold, &scanning.threshold)) {
        message("scan: --threshold takes a likeness above 0 and up to 1, such as 0.7");
        return STATUS_TROUBLE;
    }
    stemma_scan *scan = NULL;
    stemma_error error;
    GitDates dates = options->git ? git_dates(paths, count) : (GitDates){0};
    scanning.dates = dates.at;
    scanning.date_count = dates.count;
    char *cache = options->no_cache ? NULL : cache_place(options->cache);
    scanning.cache = cache;
    int failed = stemma_scan_paths((const char *const *)paths, count, &scanning, &scan, &error);
    free(cache);
    git_dates_free(&dates);
    progress_hide();
    if (failed)
        return options->baseline ? trouble_with(options->baseline, &error) : trouble(&error);
    Status status = choose(options, scan);
    if (!status)
        status = show(options, scan);
    stemma_scan_free(scan);
    return status;
}

static Status run(const void *given, char **arguments, size_t count)
{
    const ScanOptions *options = given;
    Status status = check(options, arguments, count);
    if (status)
        return status;
    stemma_text baseline;
    status = doc_bytes(options->baseline, &baseline);
    if (!status)
        status = scan_with(options, arguments, count, baseline);
    stemma_text_free(baseline);
    return status;
}

const Command command_scan = {
    .name = "scan",
    .arguments = "PATH...",
    .summary = "find copies, variants and families in a collection",
    .about =
        "Finds which files are copies, which are variants of one agent, which hold another, and\n"
        "which share a name; puts them into families with a tree of who derives from whom (a\n"
        "guess from the texts alone) and says what one file a family would save. Folders are\n"
        "searched for .md and .mdc files. The exit status is 1 when there is a finding.",
    .examples = "  stemma scan agents/ ~/.claude/agents\n"
                "  stemma scan --family 1 agents/           the first family in full\n"
                "  stemma scan --details --kind copy .\n"
                "  stemma scan --json . > known.json\n"
                "  stemma scan --baseline known.json .      exit status 1 on what is new\n"
                "  stemma scan --consolidate merged .       what merging each family would give\n"
                "  stemma scan --consolidate merged --write --family 1 --family 4 .\n"
                "  stemma scan --format html . > families.html\n"
                "  stemma scan --dot . | dot -Tsvg > families.svg\n",
    .options = scan_options,
    .size = sizeof(ScanOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
