/* The laws of consolidation over real files, through the public interface: for every file and its neighbour in name order,
   the order of the inputs does not matter, merging again changes nothing, merge(a) = fmt(a) = merge(a,a), the ledger
   holds (stemma_merge audits it before it gives a result) and drops no content for want of a place, and none of it takes
   long. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLOW_SECONDS = 5 }; /* a sanitizer's; the benchmark measures the rest */

/* That the laws are looked at with; NULL: the default. */
static stemma_style *style;

typedef struct Files {
    char **paths;
    size_t count;
} Files;

static stemma_doc *open_doc(const char *path)
{
    stemma_doc *doc;
    stemma_error error;
    if (stemma_doc_open(path, NULL, &doc, &error) < 0)
        fail_msg("%s: %s", path, error.message);
    return doc;
}

/* Where a conflict is open merging is refused; the specification says how. */
static void add_path(void *context, const char *path)
{
    Files *files = context;
    stemma_doc *doc = open_doc(path);
    bool is_settled = stemma_doc_settled(doc, NULL) == 0;
    stemma_doc_free(doc);
    if (!is_settled)
        return;
    files->paths = realloc(files->paths, (files->count + 1) * sizeof *files->paths);
    files->paths[files->count++] = strdup(path);
}

static bool same(stemma_text a, stemma_text b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* Only titles are left out because nothing stands below them. */
static void check_drops(const stemma_doc *doc, const stemma_result *result)
{
    stemma_text text = stemma_result_ledger(result);
    json_t *ledger = json_loadb(text.ptr, text.len, 0, NULL), *unit;
    size_t i;
    assert_non_null(ledger);
    json_array_foreach(json_object_get(ledger, "units"), i, unit)
    {
        const char *reason = json_string_value(json_object_get(unit, "reason"));
        const char *kind = json_string_value(json_object_get(unit, "kind"));
        if (reason && strcmp(reason, "structure") == 0 && strcmp(kind, "heading") != 0)
            fail_msg("%s: unit %zu of its merge, a %s, is dropped by structure",
                     stemma_doc_name(doc), i, kind);
    }
    json_decref(ledger);
    stemma_text_free(text);
}

static stemma_text merge(stemma_doc *const *docs, size_t count)
{
    stemma_result *result;
    stemma_error error;
    stemma_merge_options options = {.style = style};
    if (stemma_merge(docs, count, &options, &result, &error) < 0)
        fail_msg("%s + %s: %s", stemma_doc_name(docs[0]), stemma_doc_name(docs[count - 1]),
                 error.message);
    stemma_text output = stemma_result_output(result);
    check_drops(docs[0], result);
    stemma_result_free(result);
    return output;
}

static void expect_same(const char *law, const stemma_doc *doc, stemma_text a, stemma_text b)
{
    stemma_text diff =
        same(a, b) ? (stemma_text){0} : stemma_unified_diff(stemma_doc_name(doc), a, b, NULL);
    if (!same(a, b))
        fail_msg("%s: %s\n%.2000s", stemma_doc_name(doc), law, diff.ptr);
    stemma_text_free(a);
    stemma_text_free(b);
}

static stemma_text format(const stemma_doc *doc)
{
    stemma_text text;
    stemma_error error;
    stemma_format_options options = {.style = style};
    if (stemma_format(doc, &options, &text, &error) < 0)
        fail_msg("%s: %s", stemma_doc_name(doc), error.message);
    return text;
}

static void check_alone(stemma_doc *doc)
{
    stemma_doc *twice[2] = {doc, doc};
    expect_same("merge(a) is not fmt(a)", doc, format(doc), merge(twice, 1));
    expect_same("merge(a,a) is not fmt(a)", doc, format(doc), merge(twice, 2));
}

static void check_pair(stemma_doc *a, stemma_doc *b)
{
    stemma_doc *pair[2] = {a, b}, *reversed[2] = {b, a};
    expect_same("merge(a,b) is not merge(b,a)", a, merge(pair, 2), merge(reversed, 2));
    stemma_text once = merge(pair, 2);
    stemma_doc *merged = stemma_doc_parse(stemma_doc_name(a), once.ptr, once.len, NULL);
    expect_same("merge(merge(a,b)) is not merge(a,b)", a, once, merge(&merged, 1));
    stemma_doc_free(merged);
}

static void check_folder(const char *root, const char *folder)
{
    Files files = {0};
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, folder);
    if (stemma_walk(path, add_path, &files, NULL) < 0 || !files.count) {
        print_message("skipped: %s is not there\n", path);
        skip();
    }
    for (size_t i = 0; i < files.count; i++) {
        clock_t start = clock();
        stemma_doc *doc = open_doc(files.paths[i]),
                   *next = open_doc(files.paths[(i + 1) % files.count]);
        check_alone(doc);
        check_pair(doc, next);
        stemma_doc_free(doc);
        stemma_doc_free(next);
        if ((clock() - start) / CLOCKS_PER_SEC > SLOW_SECONDS)
            fail_msg("%s: too slow", files.paths[i]);
    }
    for (size_t i = 0; i < files.count; i++)
        free(files.paths[i]);
    free(files.paths);
}

static const char *source_root(void)
{
    const char *root = getenv("STEMMA_SOURCE");
    return root ? root : ".";
}

static const char *shared_root(void)
{
    static char path[4096];
    const char *shared = getenv("STEMMA_SHARED");
    snprintf(path, sizeof path, "%s", shared ? shared : "");
    if (!shared)
        snprintf(path, sizeof path, "%s/../shared", source_root());
    return path;
}

static void test_fixtures(void **state)
{
    (void)state;
    check_folder(source_root(), "fixtures");
}

static void test_seeds(void **state)
{
    (void)state;
    check_folder(shared_root(), "data/seeds");
}

static void test_corpus(void **state)
{
    (void)state;
    check_folder(shared_root(), "data/corpus");
}

static void test_gold(void **state)
{
    (void)state;
    check_folder(shared_root(), "data/gold");
}

/* Styles that put chapters in order, give them titles, spell keys. */
static void test_styles(void **state)
{
    static const char *const named[] = {"checklist", "bold", "plain"};
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        char path[4096];
        stemma_error error;
        bool is_builtin = i == 0;
        snprintf(path, sizeof path, "%s/fixtures/styles/%s.yaml", source_root(), named[i]);
        if (stemma_style_open(is_builtin ? named[i] : path, &style, &error) < 0)
            fail_msg("%s", error.message);
        check_folder(source_root(), "fixtures");
        check_folder(shared_root(), "data/gold");
        stemma_style_free(style);
        style = NULL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixtures), cmocka_unit_test(test_seeds), cmocka_unit_test(test_gold),
        cmocka_unit_test(test_corpus), cmocka_unit_test(test_styles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
