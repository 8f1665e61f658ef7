/* Law 4 through the public interface: a patch of any two files, applied to the old one, gives the new one byte for byte, and taken
   back the old one;
   equal files have an empty patch; and no line that says something is both taken away and written out again. Over all
   neighbours of the corpus in name order, all pairs of the seeds, the merge scenarios, and fixtures cut up at random; then
   over patches cut up at random. The random numbers are the same in every run; STEMMA_ROUNDS sets how many cuts there are a
   fixture. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 4000, FEW_ROUNDS = 40, LEAST_MOVED = 20 };

typedef struct Files {
    stemma_doc *at[MOST_FILES];
    size_t count;
} Files;

static size_t pair_count, line_count, damaged_count, refused_count;

/* ---- one pair ---- */

static void fail_pair(const char *law, const stemma_doc *old, const stemma_doc *new,
                      stemma_text patch, const char *why)
{
    FILE *file = fopen("law-patch-failed.patch", "wb");
    if (file) {
        fwrite(patch.ptr, 1, patch.len, file);
        fclose(file);
    }
    fail_msg("%s: %s -> %s: %s\n(the patch is in law-patch-failed.patch)\n%.3000s", law,
             stemma_doc_name(old), stemma_doc_name(new), why, patch.ptr);
}

static bool is_equal(stemma_text a, stemma_text b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static stemma_text make_patch(const stemma_doc *old, const stemma_doc *new)
{
    stemma_text patch = {0};
    stemma_error error;
    if (stemma_patch_make(old, new, &patch, &error) != 0)
        fail_msg("%s -> %s: %s", stemma_doc_name(old), stemma_doc_name(new), error.message);
    return patch;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool says_something(const char *line)
{
    size_t letters = 0;
    line += strspn(line, " ");
    for (const char *at = line; *at; at++)
        letters += isalnum((unsigned char)*at) != 0;
    return strlen(line) >= LEAST_MOVED && letters > 0;
}

/* Lines of that sign, sorted; the signs are cut off in place. */
static size_t lines_of(char *patch, char sign, char **lines)
{
    size_t count = 0;
    for (char *line = patch; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (line[0] == sign && line[1] == ' ')
            lines[count++] = line + 2;
    }
    return count;
}

static void check_no_repeats(const stemma_doc *old, const stemma_doc *new, stemma_text patch)
{
    char **lines[2];
    size_t counts[2];
    char *copies[2];
    for (int side = 0; side < 2; side++) {
        copies[side] = strdup(patch.ptr);
        lines[side] = malloc((patch.len + 1) * sizeof *lines[side]);
        counts[side] = lines_of(copies[side], side ? '+' : '-', lines[side]);
        for (char *at = copies[side]; *at; at++)
            *at = *at == '\n' ? '\0' : *at;
        qsort(lines[side], counts[side], sizeof *lines[side], by_text);
    }
    for (size_t i = 0; i < counts[1]; i++) {
        line_count++;
        if (says_something(lines[1][i]) &&
            bsearch(&lines[1][i], lines[0], counts[0], sizeof *lines[0], by_text))
            fail_pair("moved text stands in the patch once", old, new, patch, lines[1][i]);
    }
    for (int side = 0; side < 2; side++) {
        free(lines[side]);
        free(copies[side]);
    }
}

static void check_pair(const stemma_doc *old, const stemma_doc *new)
{
    stemma_text before = stemma_doc_bytes(old), after = stemma_doc_bytes(new);
    stemma_text patch = make_patch(old, new);
    stemma_applied applied;
    stemma_error error;
    if (stemma_patch_apply("patch", patch.ptr, patch.len, old, NULL, &applied, &error) != 0)
        fail_pair("it applies", old, new, patch, error.message);
    if (!is_equal(applied.output, after))
        fail_pair("it gives the new file", old, new, patch,
                  stemma_unified_diff("result", after, applied.output, NULL).ptr);
    if ((patch.len == 0) != is_equal(before, after))
        fail_pair("only equal files have an empty patch", old, new, patch, "");
    if (applied.rejected || !applied.is_exact)
        fail_pair("all changes are placed", old, new, patch, applied.report.ptr);
    check_no_repeats(old, new, patch);
    stemma_applied_free(applied);
    stemma_apply_options back = {.reverse = true};
    if (stemma_patch_apply("patch", patch.ptr, patch.len, new, &back, &applied, &error) != 0)
        fail_pair("it can be taken back", old, new, patch, error.message);
    if (!is_equal(applied.output, before))
        fail_pair("taken back it gives the old file", old, new, patch,
                  stemma_unified_diff("result", before, applied.output, NULL).ptr);
    stemma_applied_free(applied);
    pair_count++;
    stemma_text_free(patch);
    stemma_text_free(before);
    stemma_text_free(after);
}

/* ---- real files ---- */

static void add_file(void *context, const char *path)
{
    Files *files = context;
    stemma_error error;
    if (files->count == MOST_FILES)
        return;
    if (stemma_doc_open(path, NULL, &files->at[files->count], &error) != 0)
        fail_msg("%s: %s", path, error.message);
    files->count++;
}

static void free_files(Files *files)
{
    for (size_t i = 0; i < files->count; i++)
        stemma_doc_free(files->at[i]);
    files->count = 0;
}

static bool read_shared(const char *below, Files *files)
{
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s%s/data/%s",
             shared   ? shared
             : source ? source
                      : ".",
             shared ? "" : "/../shared", below);
    struct stat st;
    free_files(files);
    if (stat(path, &st) != 0) {
        printf("skipped: no %s\n", path);
        skip();
    }
    return stemma_walk(path, add_file, files, NULL) == 0 && files->count > 0;
}

static Files files;

static void neighbours_of_the_corpus(void **state)
{
    (void)state;
    assert_true(read_shared("corpus", &files));
    pair_count = 0;
    for (size_t i = 0; i < files.count; i++)
        check_pair(files.at[i], files.at[(i + 1) % files.count]);
    print_message("%zu pairs\n", pair_count);
    free_files(&files);
}

static void pairs_of_the_seeds(void **state)
{
    (void)state;
    assert_true(read_shared("seeds", &files));
    for (size_t i = 0; i < files.count; i++)
        for (size_t k = 0; k < files.count; k++)
            check_pair(files.at[i], files.at[k]);
    free_files(&files);
}

static bool is_named(const stemma_doc *doc, const char *name)
{
    const char *path = stemma_doc_name(doc);
    size_t len = strlen(path), tail = strlen(name);
    return len >= tail && strcmp(path + len - tail, name) == 0;
}

/* Base, expected, left and right stand beside each other in name order. */
static void scenarios_of_merges(void **state)
{
    (void)state;
    assert_true(read_shared("merges", &files));
    pair_count = 0;
    const stemma_doc *base = NULL;
    for (size_t i = 0; i < files.count; i++) {
        if (is_named(files.at[i], "/base.md"))
            base = files.at[i];
        if (base && (is_named(files.at[i], "/left.md") || is_named(files.at[i], "/right.md")))
            check_pair(base, files.at[i]);
    }
    print_message("%zu pairs\n", pair_count);
    assert_true(pair_count > 100);
    free_files(&files);
}

/* ---- any bytes ---- */

static uint32_t random_state = 1;

static uint32_t below(size_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return limit ? (random_state >> 8) % (uint32_t)limit : 0;
}

static const char *const pieces[] = {"\n",     "\r\n",      "\r",         "---\n",
                                     "## A\n", "- x\n",     "**k**: v\n", "\xff",
                                     "\x1b[m", " \n",       "\t\n",       "\xef\xbb\xbf",
                                     "\u202e", "```\n",     "= x\n",      "+\n",
                                     "-- \n",  "From me\n", "\"\\\n",     "end of 1 change\n"};

typedef struct Bytes {
    char *ptr;
    size_t len;
} Bytes;

static void cut_out(Bytes *bytes, size_t from, size_t len)
{
    memmove(bytes->ptr + from, bytes->ptr + from + len, bytes->len - from - len);
    bytes->len -= len;
}

static void put_in(Bytes *bytes, size_t at, const char *piece, size_t len)
{
    bytes->ptr = realloc(bytes->ptr, bytes->len + len + 1);
    memmove(bytes->ptr + at + len, bytes->ptr + at, bytes->len - at);
    memcpy(bytes->ptr + at, piece, len);
    bytes->len += len;
}

static void move_part(Bytes *bytes)
{
    size_t from = below(bytes->len), len = below(bytes->len - from);
    char *part = malloc(len + 1);
    memcpy(part, bytes->ptr + from, len);
    cut_out(bytes, from, len);
    put_in(bytes, below(bytes->len + 1), part, len);
    free(part);
}

static void erase(Bytes *bytes)
{
    size_t from = below(bytes->len);
    cut_out(bytes, from, below(bytes->len - from < 60 ? bytes->len - from : 60));
}

static void insert(Bytes *bytes)
{
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    put_in(bytes, below(bytes->len + 1), piece, strlen(piece));
}

static void insert_byte(Bytes *bytes)
{
    char byte = (char)below(256);
    put_in(bytes, below(bytes->len + 1), &byte, 1);
}

static void mutate(Bytes *bytes, uint32_t times)
{
    static void (*const ways[])(Bytes *) = {erase, insert, insert, insert_byte, move_part};
    for (; times > 0; times--)
        ways[below(sizeof ways / sizeof *ways)](bytes);
}

static stemma_doc *mutated(const stemma_doc *doc)
{
    stemma_text text = stemma_doc_bytes(doc);
    Bytes bytes = {text.ptr, text.len};
    mutate(&bytes, 1 + below(8));
    stemma_doc *made = stemma_doc_parse("mutated.md", bytes.ptr, bytes.len, NULL);
    free(bytes.ptr);
    return made;
}

static size_t rounds(void)
{
    const char *given = getenv("STEMMA_ROUNDS");
    return given ? strtoul(given, NULL, 10) : FEW_ROUNDS;
}

static void read_fixtures(void)
{
    const char *source = getenv("STEMMA_SOURCE");
    char path[4096];
    free_files(&files);
    snprintf(path, sizeof path, "%s/fixtures", source ? source : ".");
    assert_int_equal(stemma_walk(path, add_file, &files, NULL), 0);
    assert_true(files.count > 20);
}

static void any_bytes(void **state)
{
    (void)state;
    read_fixtures();
    pair_count = 0;
    for (size_t i = 0; i < files.count; i++)
        for (size_t round = 0; round < rounds(); round++) {
            stemma_doc *once = mutated(files.at[i]), *twice = mutated(once);
            check_pair(files.at[i], once);
            check_pair(once, twice);
            check_pair(twice, files.at[(i + 1) % files.count]);
            stemma_doc_free(once);
            stemma_doc_free(twice);
        }
    print_message("%zu pairs, %zu lines written out\n", pair_count, line_count);
    free_files(&files);
}

/* A damaged patch is refused, or it gives what the whole one does, or it is not called exact. */
static void check_damaged(const stemma_doc *old, const stemma_doc *new)
{
    stemma_text patch = make_patch(old, new), after = stemma_doc_bytes(new);
    Bytes bytes = {patch.ptr, patch.len};
    stemma_applied applied;
    stemma_error error;
    if (patch.len)
        mutate(&bytes, 1 + below(3));
    int status = stemma_patch_apply("patch", bytes.ptr, bytes.len, old, NULL, &applied, &error);
    if (status != 0 && status != -EINVAL)
        fail_pair("damaged", old, new, (stemma_text){bytes.ptr, bytes.len}, error.message);
    if (status == 0 && applied.is_exact && applied.changes && !is_equal(applied.output, after))
        fail_pair("exact means the new file", old, new, (stemma_text){bytes.ptr, bytes.len},
                  applied.output.ptr);
    damaged_count++;
    refused_count += status != 0;
    stemma_applied_free(applied);
    stemma_apply_options back = {.reverse = true};
    status = stemma_patch_apply("patch", bytes.ptr, bytes.len, new, &back, &applied, &error);
    if (status != 0 && status != -EINVAL)
        fail_pair("damaged, taken back", old, new, (stemma_text){bytes.ptr, bytes.len},
                  error.message);
    stemma_applied_free(applied);
    stemma_text_free(after);
    free(bytes.ptr);
}

static void damaged_patches(void **state)
{
    (void)state;
    read_fixtures();
    for (size_t i = 0; i < files.count; i++)
        for (size_t round = 0; round < rounds(); round++) {
            stemma_doc *other = mutated(files.at[i]);
            check_damaged(files.at[i], other);
            check_damaged(files.at[i], files.at[(i + round) % files.count]);
            stemma_doc_free(other);
        }
    print_message("%zu damaged patches, %zu refused\n", damaged_count, refused_count);
    free_files(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(damaged_patches),
        cmocka_unit_test(neighbours_of_the_corpus),
        cmocka_unit_test(pairs_of_the_seeds),
        cmocka_unit_test(scenarios_of_merges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
