/* Law 3 over real files, through the public interface: formatting twice changes nothing; with `neutral` CommonMark sees
   the same tree; with `house` the same but for the changes that the style names, which tree.c takes out of both. Files
   in which the style moves text between blocks (tags, nested fences) are counted, not compared. */
#include "stemma.h"

#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What each style changes, apart from canonical Markdown. */
typedef struct Law {
    const char *style; /* its name, or a path from the top of the source */
    TreeRules rules;
    bool is_plain;       /* reads the body as CommonMark does */
    bool moves_chapters; /* and gives them other titles */
    bool raises_labels;
} Law;

#define ALL                                                                                        \
    .spaces = true, .code = true, .colons = true, .levels = true, .numbers = true, .tables = true, \
    .boxes = true

static const Law laws[] = {
    {.style = "house", .rules = {ALL}},
    {.style = "neutral", .is_plain = true},
    {.style = "minimal", .rules = {.spaces = true, .code = true, .tables = true, .boxes = true}},
    {.style = "checklist", .rules = {ALL}, .moves_chapters = true},
    {.style = "fixtures/styles/bold.yaml",
     .rules = {ALL, .titles = true, .keys = true},
     .moves_chapters = true},
    {.style = "fixtures/styles/plain.yaml", .rules = {ALL, .titles = true, .keys = true}},
    {.style = "fixtures/styles/labels.yaml",
     .rules = {.spaces = true,
               .code = true,
               .colons = true,
               .levels = true,
               .tables = true,
               .boxes = true,
               .labels = true},
     .raises_labels = true},
    {.style = "fixtures/styles/colon.yaml",
     .rules = {.colons = true, .titles = true, .keys = true},
     .is_plain = true},
};

typedef struct Tally {
    const Law *law;
    const stemma_style *style;
    size_t seen, every; /* one file of so many is looked at */
    size_t files, compared, differing;
} Tally;

static stemma_text format(const stemma_doc *doc, const Tally *tally)
{
    stemma_text text;
    stemma_error error;
    stemma_format_options options = {.style = tally->style};
    if (stemma_format(doc, &options, &text, &error) < 0)
        fail_msg("%s: %s: %s", stemma_doc_name(doc), tally->law->style, error.message);
    return text;
}

static bool has_note(const stemma_doc *doc, const char *const *codes, size_t count)
{
    stemma_text notes = stemma_diagnostics(doc, NULL);
    bool is_any = false;
    for (size_t i = 0; i < count && notes.ptr; i++)
        is_any = is_any || strstr(notes.ptr, codes[i]);
    stemma_text_free(notes);
    return is_any;
}

/* Where the body starts, or what its bytes are, is more than tree_body knows. */
static bool has_odd_start(const stemma_doc *doc)
{
    static const char *const codes[] = {"[S103]", "[S107]", "[S108]", "[S202]", "[S206]", "[S212]"};
    return has_note(doc, codes, sizeof codes / sizeof *codes);
}

/* Tags and nested fences are not read as CommonMark reads them. */
static bool is_read_otherwise(const stemma_doc *doc, const char *text)
{
    static const char *const codes[] = {"[S301]", "[S302]", "[S303]", "[S307]"};
    bool is_odd = has_note(doc, codes, sizeof codes / sizeof *codes);
    for (const char *line = text; line && *line && !is_odd; line = strchr(line, '\n')) {
        line += strspn(line, "\n \t");
        is_odd = line[0] == '<' && line[1] == '/'; /* a closing tag on a line of its own */
        line += *line != '\0';
    }
    return is_odd;
}

static void show_difference(const char *name, const char *before, const char *after)
{
    while (*before && *before == *after) {
        size_t len = strcspn(before, "\n") + 1;
        if (strncmp(before, after, len))
            break;
        before += len;
        after += len;
    }
    printf("%s:\n  was '%.*s'\n  is  '%.*s'\n", name, (int)strcspn(before, "\n"), before,
           (int)strcspn(after, "\n"), after);
}

/* Frees `tree`. */
static char *chapters_of(char *tree)
{
    char *chapters = tree_chapters(tree);
    free(tree);
    return chapters;
}

static void compare(Tally *tally, const char *name, stemma_text source, stemma_text written)
{
    const Law *law = tally->law;
    size_t before_len, after_len;
    const char *before = tree_body(source.ptr, source.len, &before_len);
    const char *after = tree_body(written.ptr, written.len, &after_len);
    char *was = tree_text(before, before_len, &law->rules);
    char *is = tree_text(after, after_len, &law->rules);
    if (law->moves_chapters && was && is) {
        was = chapters_of(was);
        is = chapters_of(is);
    }
    bool has_levels = law->rules.levels && !law->moves_chapters;
    bool has_right_levels = law->raises_labels
                                ? tree_raised(before, before_len, after, after_len)
                                : !has_levels || tree_levels(before, before_len, after, after_len);
    bool is_same = strcmp(was, is) == 0 && has_right_levels;
    tally->compared++;
    tally->differing += !is_same;
    if (!is_same)
        show_difference(name, was, is);
    free(was);
    free(is);
}

static void check_file(void *context, const char *path)
{
    Tally *tally = context;
    if (tally->seen++ % tally->every)
        return;
    stemma_read_options as_it_is = {.no_repair = true};
    stemma_doc *doc;
    stemma_error error;
    if (stemma_doc_open(path, &as_it_is, &doc, &error) < 0)
        fail_msg("%s: %s", path, error.message);
    if (stemma_doc_settled(doc, NULL) != 0) { /* refused; the specification says how */
        stemma_doc_free(doc);
        return;
    }
    stemma_text source = stemma_doc_bytes(doc), once = format(doc, tally);
    stemma_doc *again = stemma_doc_parse(path, once.ptr, once.len, &as_it_is);
    stemma_text twice = format(again, tally);
    if (once.len != twice.len || memcmp(once.ptr, twice.ptr, once.len)) {
        stemma_text diff = stemma_unified_diff(path, once, twice, NULL);
        fail_msg("%s: %s is not idempotent\n%.2000s", path, tally->law->style, diff.ptr);
    }
    tally->files++;
    if (!has_odd_start(doc) && (tally->law->is_plain || !is_read_otherwise(doc, source.ptr)))
        compare(tally, path, source, once);
    stemma_text_free(source);
    stemma_text_free(once);
    stemma_text_free(twice);
    stemma_doc_free(again);
    stemma_doc_free(doc);
}

static void check_all(const Law *law)
{
    static const char *const folders[] = {"seeds", "corpus", "merges"};
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    stemma_error error;
    stemma_style *style;
    char named[4096];
    bool is_file = strchr(law->style, '/');
    snprintf(named, sizeof named, "%s%s%s", is_file ? (source ? source : ".") : "",
             is_file ? "/" : "", law->style);
    if (stemma_style_open(named, &style, &error) != 0)
        fail_msg("%s", error.message);
    const char *every = getenv("STEMMA_SAMPLE");
    Tally tally = {.law = law, .style = style, .every = every ? strtoul(every, NULL, 10) : 1};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s/data/%s",
                 shared   ? shared
                 : source ? source
                          : ".",
                 shared ? "" : "/../shared", folders[i]);
        struct stat st;
        if (stat(path, &st) != 0) {
            printf("skipped: no %s\n", path);
            stemma_style_free(style);
            skip();
        }
        assert_int_equal(stemma_walk(path, check_file, &tally, &error), 0);
    }
    printf("%s: %zu files stable, %zu compared, %zu differ\n", law->style, tally.files,
           tally.compared, tally.differing);
    stemma_style_free(style);
    assert_int_equal(tally.differing, 0);
}

static void test_law(void **state)
{
    check_all(*state);
}

int main(void)
{
    enum { COUNT = sizeof laws / sizeof *laws };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){
            .name = laws[i].style, .test_func = test_law, .initial_state = (void *)&laws[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
