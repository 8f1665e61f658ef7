/* pattern: regular expressions of styles; nothing hostile hangs. */
#include "check.h"

#include "base/buf.h"
#include "text/pattern.h"

#include <time.h>

static void patterns_match_as_perl_has_them(void **state)
{
    (void)state;
    static const struct {
        Span pattern, text;
        bool matches;
    } rows[] = {
        {SPAN("^core (skills|expertise)$"), SPAN("Core Skills"), true},
        {SPAN("^core (skills|expertise)$"), SPAN("Core Skills here"), false},
        {SPAN("^\\w+$"), SPAN("\u00E9t\u00E9"), true},
        {SPAN("\u00C9T\u00C9"), SPAN("\u00E9t\u00E9"), true},
        {SPAN("^.$"), SPAN("漢"), true},
        {SPAN("a"), SPAN(""), false},
        {SPAN("^$"), SPAN(""), true},
        {SPAN("b"),
         SPAN("\xFF"
              "b"),
         true},
        {SPAN("^a.b$"),
         SPAN("a\xFF"
              "b"),
         false},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Pattern *pattern = pattern_new(arena, rows[i].pattern, NULL);
        assert_non_null(pattern);
        if (pattern_matches(pattern, rows[i].text) != rows[i].matches)
            fail_msg("/%.*s/ on '%.*s'", SPAN_ARG(rows[i].pattern), SPAN_ARG(rows[i].text));
    }
    assert_false(pattern_matches(pattern_new(arena, SPAN("a"), NULL), (Span){NULL, 0}));
    arena_free(arena);
}

static void bad_patterns_are_explained(void **state)
{
    (void)state;
    static const Span rows[] = {SPAN("("),   SPAN("[z-a]"), SPAN("*"),
                                SPAN("a\\"), SPAN("\xFF"),  SPAN("\\C")};
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Span error = {0};
        assert_null(pattern_new(arena, rows[i], &error));
        assert_null(pattern_new(arena, rows[i], NULL));
        assert_true(span_find(error, SPAN(" at byte "), 0) < error.len);
    }
    char deep[5000];
    memset(deep, '(', sizeof deep);
    assert_null(pattern_new(arena, (Span){deep, sizeof deep}, NULL));
    arena_free(arena);
}

static void hostile_patterns_end(void **state)
{
    (void)state;
    static const Span rows[] = {SPAN("(a+)+$"), SPAN("(a|aa)+$"), SPAN("(.*)*(.*)*(.*)*z"),
                                SPAN("(a*)*(b*)*c"), SPAN("(?:a?){40}a{40}z")};
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    buf_add_times(&text, 'a', 4095);
    buf_add_byte(&text, '!');
    clock_t start = clock();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_false(pattern_matches(pattern_new(arena, rows[i], NULL), buf_span(&text)));
    buf_add_byte(&text, '!');
    assert_false(pattern_matches(pattern_new(arena, SPAN("a"), NULL), buf_span(&text)));
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_perl_has_them),
        cmocka_unit_test(bad_patterns_are_explained),
        cmocka_unit_test(hostile_patterns_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
