/* order_merge: every sequence's order is respected wherever the sequences agree; contradictions go to the higher rank. */
#include "merge/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ELEMENTS = 26, SEQUENCES = 4 };

static IndexVec sequence(Arena *arena, const char *letters)
{
    IndexVec list = {0};
    for (const char *c = letters; *c; c++)
        vec_add(arena, &list, (uint32_t)(*c - 'a'));
    return list;
}

static void check(const char *const *given, const uint32_t *preference, const char *expected)
{
    Arena *arena = arena_new();
    IndexVec sequences[SEQUENCES];
    uint32_t count = 0;
    for (; given[count]; count++)
        sequences[count] = sequence(arena, given[count]);
    IndexVec order = order_merge(arena, sequences, count, ELEMENTS, preference);
    char got[ELEMENTS + 1] = "";
    for (size_t i = 0; i < order.len; i++)
        got[i] = (char)('a' + order.at[i]);
    assert_string_equal(got, expected);
    arena_free(arena);
}

static void test_table(void **state)
{
    (void)state;
    check((const char *const[]){"abc", NULL}, NULL, "abc");
    check((const char *const[]){"abc", "abc", NULL}, NULL, "abc");
    check((const char *const[]){"ac", "abc", NULL}, NULL, "abc");
    check((const char *const[]){"abd", "bcd", NULL}, NULL, "abcd");
    check((const char *const[]){"ab", "xy", NULL}, NULL, "abxy");
    check((const char *const[]){"ab", "xby", NULL}, NULL, "axby");
    check((const char *const[]){"ab", "ba", NULL}, NULL, "ab"); /* rank decides */
    check((const char *const[]){"abc", "cxa", NULL}, NULL,
          "abcx"); /* x after c, as far as rank allows */
    check((const char *const[]){"ba", "ab", "ab", NULL}, NULL,
          "ba"); /* the first given, not the most */
}

/* Letters of the first group are preferred to those of the second, of the second to all others; what is alike stays together. */
static void test_preferences(void **state)
{
    (void)state;
    static const struct {
        const char *given[3], *first, *second, *expected;
    } rows[] = {
        {{"xy", "ab", NULL}, "ab", "", "abxy"}, /* the preferred first, though its rank is lower */
        {{"xay", "b", NULL}, "ab", "", "bxay"}, /* not against a sequence */
        {{"ax", "by", NULL}, "", "ax", "axby"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        uint32_t preference[ELEMENTS];
        for (uint32_t e = 0; e < ELEMENTS; e++)
            preference[e] = strchr(rows[i].first, (int)('a' + e))    ? 0
                            : strchr(rows[i].second, (int)('a' + e)) ? 1
                                                                     : UINT32_MAX;
        check(rows[i].given, preference, rows[i].expected);
        arena_free(arena);
    }
}

static uint32_t place_of(const IndexVec *order, uint32_t element)
{
    for (uint32_t i = 0; i < order->len; i++)
        if (order->at[i] == element)
            return i;
    return NONE;
}

/* Sequences cut from one hidden order can all be respected, so they all must be. */
static void test_acyclic(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 2000; round++) {
        Arena *arena = arena_new();
        uint32_t hidden[ELEMENTS];
        for (uint32_t i = 0; i < ELEMENTS; i++) {
            uint32_t j = (uint32_t)rand() % (i + 1);
            hidden[i] = hidden[j];
            hidden[j] = i;
        }
        IndexVec sequences[SEQUENCES] = {0};
        for (int s = 0; s < SEQUENCES; s++)
            for (uint32_t i = 0; i < ELEMENTS; i++)
                if (rand() % 3 == 0)
                    vec_add(arena, &sequences[s], hidden[i]);
        IndexVec order = order_merge(arena, sequences, SEQUENCES, ELEMENTS, NULL);
        for (int s = 0; s < SEQUENCES; s++)
            for (size_t i = 0; i < sequences[s].len; i++) {
                assert_int_not_equal(place_of(&order, sequences[s].at[i]), NONE);
                if (i)
                    assert_true(place_of(&order, sequences[s].at[i - 1]) <
                                place_of(&order, sequences[s].at[i]));
            }
        arena_free(arena);
    }
}

/* Beyond the exact limit nothing is lost and it stays quick. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    Arena *arena = arena_new();
    IndexVec sequences[2] = {0};
    for (uint32_t i = 0; i < MANY; i++) {
        vec_add(arena, &sequences[0], i);
        vec_add(arena, &sequences[1], MANY - 1 - i);
    }
    IndexVec order = order_merge(arena, sequences, 2, MANY, NULL);
    assert_int_equal(order.len, MANY);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(order.at[i], i);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                       cmocka_unit_test(test_preferences),
                                       cmocka_unit_test(test_acyclic), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
