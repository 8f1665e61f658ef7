/* The inside of paragraphs: emphasis, code, links, blanks; and that hostile markup takes no more than linear time. */
#include "check.h"

#include "write/inlines.h"

#include <time.h>

static const char *const rows[][2] = {
    /* emphasis */
    {"*a* and __b c__", "_a_ and **b c**"},
    {"_a_ **b**", "_a_ **b**"},
    {"***a***", "_**a**_"},
    {"**a *b***", "**a _b_**"},
    {"*a **b** c*", "_a **b** c_"},
    {"a*b*c and *a*b", "a*b*c and *a*b"},
    {"\xE4\xB8\xAD*\xE6\x96\x87*", "\xE4\xB8\xAD*\xE6\x96\x87*"},
    {"(*a*), \"*b*\"", "(_a_), \"_b_\""},
    {"`a`*b*`c`", "`a`_b_`c`"},
    {"_a *b* c_", "_a *b* c_"},
    {"why *not*.", "why _not_."},
    {"*one\ntwo*", "_one\ntwo_"},
    /* what only looks like emphasis */
    {"a * b * c, 2*3*4", "a * b * c, 2*3*4"},
    {"snake_case_name and \\_x\\_", "snake_case_name and \\_x\\_"},
    {"see src/*.c and lib/*.h", "see src/*.c and lib/*.h"},
    {"form-*.png, nav-*.png", "form-*.png, nav-*.png"},
    {"__init__.py and __main__", "__init__.py and __main__"},
    {"`*a*` <b*c*> <https://a/*b*>", "`*a*` <b*c*> <https://a/*b*>"},
    {"{{ *a* }} *b*", "{{ *a* }} *b*"},
    {"*foo_*", "*foo_*"},
    /* a literal sign inside emphasis is kept from pairing */
    {"**Files (*.md)**", "**Files (\\*.md)**"},
    {"**a * b**", "**a * b**"},
    {"_a**b_", "_a\\**b_"},
    /* code spans */
    {"`` a `` ` b`", "`a` ` b`"},
    {"`` a`b ``", "``a`b``"},
    {"` `` `", "` `` `"},
    {"```` a``b`c ````", "```a``b`c```"},
    {"`a\nb`", "`a\nb`"},
    {"x `\n# b`", "x `\n    # b`"},
    {"`\n| a\n`", "`\n| a\n`"},
    {"`` \n`a \n ``", "`` \n`a \n ``"},
    {"`a  b`", "`a  b`"},
    {"``unclosed *a*", "``unclosed _a_"},
    /* links and images */
    {"[*a*](<b> 'c')", "[_a_](b \"c\")"},
    {"[a](b(c)) [a]() [a](<b c>)", "[a](<b(c)>) [a](<>) [a](<b c>)"},
    {"[a](b\\_c 'd\\'e')", "[a](b\\_c 'd\\'e')"},
    {"![*a*  b](c  'd')", "![*a*  b](c  'd')"},
    {"[*a*][b] *c [d* e]", "[*a*][b] *c [d* e]"},
    {"[x] *a*", "[x] _a_"},
    /* blanks */
    {"a  b\tc", "a b c"},
    {" a \n  b ", "a\nb"},
    {"a   \nb  ", "a  \nb"},
    {"a\\\nb", "a\\\nb"},
    {"a\n2. b\n+ c", "a\n2. b\n    + c"},
    {"a\n# b", "a\n    # b"},
    {"a\n```\nb", "a\n    ```\nb"},
    {"a\n<div>", "a\n    <div>"},
    {"a\n<b>", "a\n<b>"},
    {"", ""},
};

static void test_rows(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_text(rows[i][0], span_of(rows[i][1]),
                   inlines_write(arena, span_of(rows[i][0]), true));
    arena_free(arena);
}

static void test_written_again(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Span once = inlines_write(arena, span_of(rows[i][0]), true);
        check_text(rows[i][0], once, inlines_write(arena, once, true));
    }
    arena_free(arena);
}

static const char *const loose_rows[][2] = {
    {"a  b\tc", "a  b\tc"},   {"a\n2. b", "a\n2. b"}, {"a\n- b", "a\n    - b"},
    {"a\n---", "a\n    ---"}, {"*a*  b", "_a_  b"},
};

static void test_spaces_kept(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(loose_rows); i++)
        check_text(loose_rows[i][0], span_of(loose_rows[i][1]),
                   inlines_write(arena, span_of(loose_rows[i][0]), false));
    arena_free(arena);
}

/* Repeated until they are long; each is a search that could start over at every sign. */
static const char *const hostile[] = {
    "*a ",     "**a",  "a** ", "_*",        "[",  "[a](b ", "[a](<", "[a](b (", "[a](b '",  "![*a",
    "<a b=\"", "<!--", "<?",   "<![CDATA[", "{{", "[[",     "`a``",  "\\*",     "[*a](u)*", "a_b*",
};

enum { HOSTILE_BYTES = 400 * 1000 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void test_linear(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        while (text.len < HOSTILE_BYTES)
            buf_add(&text, span_of(hostile[i]));
        double start = seconds();
        inlines_write(arena, buf_span(&text), true);
        if (seconds() - start > 5)
            fail_msg("'%s' repeated takes %.1f s", hostile[i], seconds() - start);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_written_again),
        cmocka_unit_test(test_spaces_kept),
        cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
