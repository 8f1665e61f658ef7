/* rules: by which rules three-way merges of the shared data were settled, and how that compares with what people committed.

       rules [SHARED]

   A merge counts once for each rule that settled a place in it. "as committed" and "otherwise": the whole merge was clean, and
   gave the bytes that people committed or others; "open": something in it was left to people; "fork": clean, and nobody
   knows what people would have committed. */
#include "stemma.h"

#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4200, MOST_RULES = 32, RULE_LENGTH = 32 };

typedef enum Outcome { AS_COMMITTED, OTHERWISE, FORK, OPEN, OUTCOMES } Outcome;

typedef struct Row {
    char rule[RULE_LENGTH];
    unsigned places, merges[OUTCOMES];
    bool is_seen; /* in the merge at hand */
} Row;

static Row rows[MOST_RULES], all = {.rule = "any, or none"};
static size_t row_count;

static Row *row_of(const char *rule)
{
    size_t i = 0;
    while (i < row_count && strcmp(rows[i].rule, rule) != 0)
        i++;
    if (i == row_count && i < MOST_RULES)
        snprintf(rows[row_count++].rule, RULE_LENGTH, "%s", rule);
    return i < MOST_RULES ? &rows[i] : NULL;
}

static bool read_in(const char *folder, const char *name, stemma_text *text)
{
    char path[PATH_SIZE + RULE_LENGTH];
    stemma_error error;
    snprintf(path, sizeof path, "%s/%s.md", folder, name);
    return stemma_read_file(path, text, &error) == 0;
}

static Outcome outcome_of(const char *folder, const stemma_three *merge)
{
    stemma_text expected;
    if (stemma_three_conflict_count(merge))
        return OPEN;
    if (!read_in(folder, "expected", &expected))
        return FORK;
    stemma_text output = stemma_three_output(merge);
    bool is_same = output.len == expected.len && memcmp(output.ptr, expected.ptr, output.len) == 0;
    stemma_text_free(output);
    stemma_text_free(expected);
    return is_same ? AS_COMMITTED : OTHERWISE;
}

static void count_places(const stemma_three *merge, Outcome outcome)
{
    stemma_text report = stemma_three_report(merge, &(stemma_view){.json = true});
    json_t *json = json_loadb(report.ptr, report.len, 0, NULL), *place;
    size_t index;
    json_array_foreach(json_object_get(json, "places"), index, place)
    {
        Row *row = row_of(json_string_value(json_object_get(place, "rule")));
        if (!row)
            continue;
        row->places++;
        row->merges[outcome] += !row->is_seen;
        row->is_seen = true;
    }
    json_decref(json);
    stemma_text_free(report);
    for (size_t i = 0; i < row_count; i++)
        rows[i].is_seen = false;
    all.merges[outcome]++;
}

static void merge_folder(const char *folder)
{
    static const char *const names[STEMMA_SIDES] = {
        [STEMMA_OURS] = "left", [STEMMA_BASE] = "base", [STEMMA_THEIRS] = "right"};
    stemma_text sides[STEMMA_SIDES] = {{0}};
    stemma_three_options lines_only = {.lines_only = true};
    stemma_three *merge = NULL, *by_lines = NULL;
    stemma_error error;
    bool is_read = true;
    for (int side = 0; side < STEMMA_SIDES; side++)
        is_read = is_read && read_in(folder, names[side], &sides[side]);
    if (is_read && stemma_merge_three(sides, &lines_only, &by_lines, &error) == 0 &&
        stemma_merge_three(sides, NULL, &merge, &error) == 0 &&
        stemma_three_conflict_count(by_lines))
        count_places(merge, outcome_of(folder, merge));
    stemma_three_free(by_lines);
    stemma_three_free(merge);
    for (int side = 0; side < STEMMA_SIDES; side++)
        stemma_text_free(sides[side]);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *place)
{
    (void)st;
    if (type == FTW_D && place->level == 1)
        merge_folder(path);
    return 0;
}

static int by_name(const void *left, const void *right)
{
    const Row *a = left, *b = right;
    return strcmp(a->rule, b->rule);
}

static void print(const Row *row)
{
    printf("%-14s %7u %13u %10u %6u %6u\n", row->rule, row->places, row->merges[AS_COMMITTED],
           row->merges[OTHERWISE], row->merges[FORK], row->merges[OPEN]);
    all.places += row->places;
}

int main(int argc, char **argv)
{
    char folder[PATH_SIZE];
    struct stat st;
    const char *given = argc > 1 ? argv[1] : getenv("STEMMA_SHARED");
    const char *source = getenv("STEMMA_SOURCE");
    snprintf(folder, sizeof folder, "%s%s/data/merges",
             given    ? given
             : source ? source
                      : ".",
             given ? "" : "/../shared");
    if (stat(folder, &st) != 0) {
        printf("skipped: no folder %s\n", folder);
        return 77;
    }
    nftw(folder, visit, 16, FTW_PHYS);
    qsort(rows, row_count, sizeof *rows, by_name);
    puts("merges that lines leave open, by the rules that settled places in them:");
    puts("rule            places  as committed  otherwise   fork   open");
    for (size_t i = 0; i < row_count; i++)
        print(&rows[i]);
    print(&all);
    return 0;
}
