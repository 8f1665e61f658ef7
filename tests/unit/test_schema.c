/* schema: styles and projects that people write, what they may have meant, and how far a project reaches. */
#include "check.h"

#include "style/project.h"
#include "style/read.h"
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
    {"a: [\n", "2:1: did not find expected node content"},
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
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_projects),
        cmocka_unit_test(test_find_above),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
