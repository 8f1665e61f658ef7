/* The laws of recipes over real files, through the public interface. A recipe that takes one file whole gives what fmt gives; one
   that takes in another file besides, and has words of its own, gives a canonical file whose ledger is proved, also from
   the files on disk. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVERY = 4 }; /* one file of so many is looked at, and fewer where the sanitizers are */

static char folder[] = "/tmp/stemma-compose-XXXXXX";

typedef struct Tally {
    const char *style_name;
    stemma_style *style;
    size_t seen, every, files;
    bool has_other; /* other.md is the file before */
} Tally;

/* Without the sync that the library's own writing waits for. */
static void put(const char *name, const char *bytes, size_t len)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static stemma_composition *compose(const char *path, const char *recipe)
{
    stemma_composition *made = NULL;
    stemma_text problems;
    stemma_error error;
    stemma_compose_options options = {.ledger = true};
    put("x.recipe.yaml", recipe, strlen(recipe));
    if (stemma_compose("x.recipe.yaml", &options, &made, &problems, &error) != 0)
        fail_msg("%s: %s\n%s", path, error.message, problems.ptr ? problems.ptr : "");
    return made;
}

static stemma_text formatted(const char *name, const char *bytes, size_t len, const Tally *tally)
{
    stemma_doc *doc = stemma_doc_parse(name, bytes, len, NULL);
    stemma_format_options options = {.style = tally->style};
    stemma_text text;
    stemma_error error;
    if (stemma_format(doc, &options, &text, &error) != 0)
        fail_msg("%s: %s", name, error.message);
    stemma_doc_free(doc);
    return text;
}

static void expect_same(const char *path, const char *law, stemma_text wanted, stemma_file got)
{
    if (wanted.len != got.len || memcmp(wanted.ptr, got.bytes, got.len) != 0)
        fail_msg("%s: %s\n--- wanted\n%.*s\n--- got\n%.*s", path, law, (int)wanted.len, wanted.ptr,
                 (int)got.len, got.bytes);
}

static void check_whole(const Tally *tally, const char *path, stemma_text bytes)
{
    char recipe[512];
    snprintf(recipe, sizeof recipe,
             "style: %s\nsources: {a: a.md}\nfields-from: a\nsections: [a]\noutputs: [out.md]\n",
             tally->style_name);
    stemma_composition *made = compose(path, recipe);
    stemma_text wanted = formatted("a.md", bytes.ptr, bytes.len, tally);
    expect_same(path, "a file taken whole is that file, formatted", wanted,
                stemma_composition_file(made, 0));
    stemma_text_free(wanted);
    stemma_composition_free(made);
}

static void check_ledger(const char *path, const char *ledger)
{
    stemma_text findings;
    stemma_error error;
    size_t count;
    assert_int_equal(stemma_audit_file(ledger, &findings, &count, &error), 0);
    if (count)
        fail_msg("%s: %s: %s", path, ledger, findings.ptr);
    stemma_text_free(findings);
}

/* One after the other. */
static const char *dialect_of(const Tally *tally)
{
    size_t count = 0;
    while (stemma_dialect_name(count))
        count++;
    return stemma_dialect_name(tally->files % count);
}

static void check_two(const Tally *tally, const char *path)
{
    char recipe[640];
    snprintf(recipe, sizeof recipe,
             "style: %s\nvars: {x: 'y: z'}\nsources: {a: a.md, o: other.md}\nfields-from: o\n"
             "fields: {name: n}\ntitle: Two\nsections:\n  - a\n  - {title: Other, include: o}\n"
             "  - title: Own {{x}}\n    text: |\n      Words.\n\n      - {{x}}\n      - more\n"
             "outputs: [out.md, {path: there, dialect: %s}]\n",
             tally->style_name, dialect_of(tally));
    stemma_composition *made = compose(path, recipe);
    stemma_file out = stemma_composition_file(made, 0);
    stemma_text wanted = formatted("out.md", out.bytes, out.len, tally);
    expect_same(path, "what is composed is formatted", wanted, out);
    for (size_t i = 0; i < stemma_composition_file_count(made); i++) {
        stemma_file file = stemma_composition_file(made, i);
        put(file.path, file.bytes, file.len);
    }
    check_ledger(path, "out.md.ledger.json");
    check_ledger(path, "there.ledger.json");
    stemma_text_free(wanted);
    stemma_composition_free(made);
}

static void check_file(void *context, const char *path)
{
    Tally *tally = context;
    stemma_text bytes;
    stemma_error error;
    if (tally->seen++ % tally->every)
        return;
    assert_int_equal(stemma_read_file(path, &bytes, &error), 0);
    put("a.md", bytes.ptr, bytes.len);
    check_whole(tally, path, bytes);
    if (tally->has_other)
        check_two(tally, path);
    put("other.md", bytes.ptr, bytes.len);
    tally->has_other = true;
    tally->files++;
    stemma_text_free(bytes);
}

static void check_style(const char *name)
{
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    const char *sample = getenv("STEMMA_SAMPLE");
    Tally tally = {.style_name = name, .every = EVERY * (sample ? strtoul(sample, NULL, 10) : 1)};
    stemma_error error;
    char path[4096];
    struct stat st;
    assert_int_equal(stemma_style_open(name, &tally.style, &error), 0);
    snprintf(path, sizeof path, "%s/fixtures", source);
    assert_int_equal(stemma_walk(path, check_file, &tally, &error), 0);
    snprintf(path, sizeof path, "%s%s/data/corpus", shared ? shared : source,
             shared ? "" : "/../shared");
    if (stat(path, &st) == 0)
        assert_int_equal(stemma_walk(path, check_file, &tally, &error), 0);
    else
        printf("skipped: no %s\n", path);
    printf("%s: %zu files\n", name, tally.files);
    stemma_style_free(tally.style);
}

static void test_house(void **state)
{
    (void)state;
    check_style("house");
}

static void test_checklist(void **state)
{
    (void)state;
    check_style("checklist");
}

static int enter_folder(void **state)
{
    (void)state;
    return !mkdtemp(folder) || chdir(folder) != 0;
}

static int leave_folder(void **state)
{
    (void)state;
    static const char *const names[] = {
        "a.md",  "other.md",          "out.md",       "out.md.ledger.json",
        "there", "there.ledger.json", "x.recipe.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    return chdir("/") || rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_house),
        cmocka_unit_test(test_checklist),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
