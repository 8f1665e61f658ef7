/* schema: styles and projects that people write, what they may have meant, and how far a project reaches. */
#include "check.h"

#include "style/defaults.h"
#include "style/project.h"
#include "style/read.h"
#include "text/glob.h"
#include "text/guess.h"

#include <unistd.h>

static const struct {
    const char *typed, *meant;
    size_t slips;
} guesses[] = {
    {"hose", "house", 1},           {"huose", "house", 1},
    {"house", "house", 0},          {"ho", "house", 1},
    {"x", "house", SIZE_MAX},       {"description", "descripton", 1},
    {"neutral", "house", SIZE_MAX},
};

static void test_guess(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(guesses); i++)
        assert_int_equal(guess_slips(span_of(guesses[i].typed), span_of(guesses[i].meant)),
                         guesses[i].slips);
    Guess guess = {.typed = SPAN("nam")};
    guess_offer(&guess, SPAN("tools"));
    assert_int_equal(guess.best.len, 0);
    guess_offer(&guess, SPAN("name"));
    guess_offer(&guess, SPAN("names"));
    check_text("the nearest", SPAN("name"), guess.best);
}

/* ---- projects ---- */

static const struct {
    const char *yaml, *problem; /* the first one; NULL: none */
} projects[] = {
    {"style: house\n", NULL},
    {"lint:\n  rules: {empty-section: off, S204: error}\n  baseline: b.json\n", NULL},
    {"lint: {harness: claude-agent}\n", NULL},
    {"{}\n", NULL},
    {"", "1:1: the file is empty"},
    {"- a\n", "1:1: a mapping is expected here"},
    {"stile: house\n", "1:1: unknown key 'stile'; did you mean 'style'?"},
    {"style: [house]\n", "1:8: text is expected here"},
    {"lint: {rules: {emty-section: off}}\n",
     "1:16: there is no rule 'emty-section'; did you mean 'empty-section'?"},
    {"lint: {rules: {empty-section: maybe}}\n",
     "1:31: off, note, warning or error is expected, not 'maybe'"},
    {"lint: {harness: claude-agnt}\n",
     "1:17: there is no harness 'claude-agnt'; did you mean 'claude-agent'?"},
    {"a: [\n", "2:1: did not find expected node content; close the bracket"},
    {"exclude: [a, b/c, '**/d/*']\nlint: {max-tokens: 10}\n", NULL},
    {"exclude: a\n", "1:10: a list is expected here"},
    {"exclude: ['!a']\n", "1:11: a path from this file's folder is expected, or a name"},
    {"exclude: [../a]\n", "1:11: a path from this file's folder is expected, or a name"},
    {"exclude: [[a]]\n", "1:11: text is expected here"},
    {"lint: {max-tokens: -1}\n", "1:20: a whole number above 0 is expected, not '-1'"},
    {"lint: {rules: [a]}\n", "1:15: a mapping is expected here"},
    {"lint: {rule: {}}\n", "1:8: unknown key 'rule'; did you mean 'rules'?"},
    {"merge: {tools: union, min-support: 2, prefer: ours/}\n", NULL},
    {"merge: {tools: unoin}\n",
     "1:16: union, intersection or voice is expected, not 'unoin'; did you mean 'union'?"},
    {"merge: {min-support: 1.5}\n", "1:22: a whole number above 0 is expected, not '1.5'"},
    {"merge: {prefer: /ours}\n",
     "1:17: the name of a file or folder is expected, as it ends a path"},
    {"merge: {prefer: ..}\n", "1:17: the name of a file or folder is expected, as it ends a path"},
    {"merge: {prefer: ./}\n", "1:17: the name of a file or folder is expected, as it ends a path"},
    {"merge: {voice: a}\n", "1:9: unknown key 'voice'; write tools, min-support or prefer"},
    {"merge: union\n", "1:8: a mapping is expected here"},
    {"style: house\nstyle: minimal\n", "2:1: the key 'style' stands here twice"},
};

static void test_projects(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(projects); i++) {
        Arena *arena = arena_new();
        Problems problems = {0};
        const Project *project = project_read(arena, span_of(projects[i].yaml), &problems);
        Span first = {"", 0};
        if (problems.list.len)
            first = arena_format(arena, "%u:%u: %s", problems.list.at[0].line,
                                 problems.list.at[0].column, problems.list.at[0].message.ptr);
        check_text(projects[i].yaml, span_of(projects[i].problem ? projects[i].problem : ""),
                   first);
        assert_int_equal(project != NULL, projects[i].problem == NULL);
        arena_free(arena);
    }
}

static const struct {
    const char *prefer, *path;
    bool is_meant;
} preferences[] = {
    {"ours", "ours/a.md", true},
    {"ours", "x/ours/a.md", true},
    {"ours", "ours", true},
    {"ours", "yours/a.md", false},
    {"ours", "x/ours.md", false},
    {"ours/a.md", "x/ours/a.md", true},
    {"ours/a.md", "ours/b/a.md", false},
    {"a", "aa/a", true},
    {"", "a", false},
};

static void test_preferences(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(preferences); i++) {
        MergeDefaults defaults = {.prefer = span_of(preferences[i].prefer)};
        if (defaults_prefers(&defaults, span_of(preferences[i].path)) != preferences[i].is_meant)
            fail_msg("'%s' and '%s'", preferences[i].prefer, preferences[i].path);
    }
}

static const struct {
    const char *pattern, *path;
    bool is_match;
} globs[] = {
    {"a", "a", true},
    {"a", "b/a/c.md", true},
    {"a", "b/aa", false},
    {"a/", "a/b", true},
    {"a/", "b/a", false},
    {"a/*/", "a/b", false},
    {"a/*/", "a/b/c", true},
    {"*.md", "x/y.md", true},
    {"*.md", "x/y.txt", false},
    {"a/*", "a/b/c", true},
    {"a/*.md", "a/b/c.md", false},
    {"/a", "a/b", true},
    {"/a/b", "a/b", true},
    {"a/b", "x/a/b", false},
    {"**/b", "x/a/b", true},
    {"**/b", "x/ab", false},
    {"a/**/b", "a/b", true},
    {"a/**/b", "a/x/y/b", true},
    {"a/**/*.md", "a/x/ab.md", true},
    {"a**", "abc", true},
    {"./a/b", "a/b/c", true},
    {"a?c", "abc", true},
    {"x/a?c", "x/a/c", false},
    {"*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    {"**/*a/**/*a/**/*a/b", "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a", false},
    {"", "a", false},
    {"/", "a", false},
};

static void test_globs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(globs); i++)
        if (glob_matches(span_of(globs[i].pattern), span_of(globs[i].path)) != globs[i].is_match)
            fail_msg("'%s' and '%s'", globs[i].pattern, globs[i].path);
}

/* ---- how far a project reaches ---- */

static void make_folder(const char *path, mode_t mode)
{
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void expect_found(Arena *arena, const char *path, const char *expected)
{
    const char *found;
    assert_int_equal(file_find_above(arena, path, "mark", &found), 0);
    check_text(path, span_of(expected ? expected : "nothing"), span_of(found ? found : "nothing"));
}

static void test_find_above(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char root[] = "/tmp/stemma-find-XXXXXX";
    assert_non_null(mkdtemp(root));
    assert_int_equal(chdir(root), 0);
    make_folder("repo", 0755);
    make_folder("repo/.git", 0755);
    make_folder("repo/a", 0755);
    make_folder("repo/a/b", 0755);
    make_folder("open", 0777);
    make_folder("open/a", 0755);
    expect_found(arena, "repo/a/b/x.md", NULL);
    assert_int_equal(file_write("mark", SPAN("")), 0);
    assert_int_equal(file_write("open/mark", SPAN("")), 0);
    expect_found(arena, "repo/a/b/x.md", NULL); /* not out of the repository */
    expect_found(arena, "x.md", "mark");
    expect_found(arena, "-", "mark");
    expect_found(arena, "open/a/x.md", NULL); /* everybody may write there */
    assert_int_equal(file_write("repo/mark", SPAN("")), 0);
    expect_found(arena, "repo/a/b/x.md", "repo/mark");
    expect_found(arena, "repo/a/b", "repo/mark");
    assert_int_equal(file_write("repo/a/mark", SPAN("")), 0);
    expect_found(arena, "repo/a/b/new/x.md", NULL); /* a folder that is not there */
    expect_found(arena, "repo/a/b/x.md", "repo/a/mark");
    setenv("HOME", root, 1);
    expect_found(arena, "x.md", NULL);
    arena_free(arena);
}

/* ---- hostile ---- */

static const Style *no_style(void *context, Span name)
{
    (void)context, (void)name;
    return NULL;
}

static void test_hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[", "{a: ", "- ", "a: b\n", "? ", "&a ", "'"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        Arena *arena = arena_new();
        Problems problems = {0};
        Buf yaml = buf_in(arena);
        for (size_t n = 0; n < 100000; n++)
            buf_add(&yaml, span_of(pieces[i]));
        assert_null(style_read(arena, buf_span(&yaml), no_style, NULL, &problems));
        assert_true(problems.list.len > 0 && problems.list.len <= SCHEMA_PROBLEMS);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guess),       cmocka_unit_test(test_projects),
        cmocka_unit_test(test_preferences), cmocka_unit_test(test_globs),
        cmocka_unit_test(test_find_above),  cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
