/* seq: edit scripts are right, shortest, and stand where a reader expects them. */
#include "check.h"

#include "text/seq.h"

#include <time.h>

enum { LONGEST = 24 };

static Seq letters(Arena *arena, const char *text)
{
    size_t len = strlen(text);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, len);
    for (size_t i = 0; i < len; i++)
        ids[i] = (uint8_t)text[i];
    return (Seq){ids, (uint32_t)len};
}

/* As "@place -deleted +inserted" for each hunk. */
static void show(char *out, const char *old, const char *new, const HunkVec *hunks)
{
    *out = '\0';
    for (size_t i = 0; i < hunks->len; i++) {
        const Hunk *h = &hunks->at[i];
        out += sprintf(out, "%s@%u -%.*s +%.*s", i ? " " : "", h->old.start,
                       (int)(h->old.end - h->old.start), old + h->old.start,
                       (int)(h->new.end - h->new.start), new + h->new.start);
    }
}

static void hunks_stand_where_expected(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *hunks;
    } rows[] = {
        {"", "", ""},
        {"abc", "abc", ""},
        {"", "ab", "@0 - +ab"},
        {"ab", "", "@0 -ab +"},
        {"abc", "axc", "@1 -b +x"},
        {"abc", "xbc", "@0 -a +x"},
        {"abc", "abx", "@2 -c +x"},
        {"abcd", "bcde", "@0 -a + @4 - +e"},
        {"abc", "cba", "@0 - +cb @1 -bc +"},
        {"P_Q_", "P_N_Q_", "@2 - +N_"}, /* not "_N" */
        {"P_N_Q_", "P_Q_", "@2 -N_ +"},
        {"aab", "aaaab", "@2 - +aa"},
        {"f{x}f{y}", "f{x}f{z}f{y}", "@6 - +z}f{"},
        {"a_b_c", "a_X_Y_b_c", "@2 - +X_Y_"},
        {"xaay", "xaaaay", "@3 - +aa"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        HunkVec hunks = {0};
        char shown[256];
        seq_diff(arena, letters(arena, rows[i].old), letters(arena, rows[i].new), &hunks);
        show(shown, rows[i].old, rows[i].new, &hunks);
        if (strcmp(shown, rows[i].hunks) != 0)
            fail_msg("%s -> %s:\n  expected %s\n  got      %s", rows[i].old, rows[i].new,
                     rows[i].hunks, shown);
    }
    arena_free(arena);
}

/* The textbook's table: the length of a longest common subsequence. */
static uint32_t common_length(Seq old, Seq new)
{
    static uint32_t table[LONGEST + 1][LONGEST + 1];
    for (uint32_t i = 0; i < old.count; i++)
        for (uint32_t j = 0; j < new.count; j++) {
            uint32_t longer = table[i][j + 1] > table[i + 1][j] ? table[i][j + 1] : table[i + 1][j];
            table[i + 1][j + 1] = old.ids[i] == new.ids[j] ? table[i][j] + 1 : longer;
        }
    return table[old.count][new.count];
}

/* Between the hunks both sides are equal and the same length, and no two hunks touch. Gives what was edited. */
static uint32_t check_script(Seq old, Seq new, const HunkVec *hunks)
{
    uint32_t x = 0, y = 0, edits = 0;
    for (size_t i = 0; i <= hunks->len; i++) {
        Hunk end = {{old.count, old.count}, {new.count, new.count}};
        Hunk hunk = i < hunks->len ? hunks->at[i] : end;
        assert_true(hunk.old.start >= x && hunk.new.start >= y);
        assert_int_equal(hunk.old.start - x, hunk.new.start - y);
        assert_true(i == 0 || i == hunks->len || hunk.old.start > x);
        while (x < hunk.old.start)
            assert_int_equal(old.ids[x++], new.ids[y++]);
        edits += hunk.old.end - hunk.old.start + hunk.new.end - hunk.new.start;
        x = hunk.old.end;
        y = hunk.new.end;
    }
    assert_true(x == old.count && y == new.count);
    return edits;
}

static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % limit;
}

static Seq random_seq(Arena *arena, uint32_t *seed, uint32_t count, uint32_t kinds)
{
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        ids[i] = random_below(seed, kinds);
    return (Seq){ids, count};
}

static void scripts_are_shortest(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        Arena *arena = arena_new();
        uint32_t kinds = 1 + random_below(&seed, 6);
        Seq old = random_seq(arena, &seed, random_below(&seed, LONGEST + 1), kinds);
        Seq new = random_seq(arena, &seed, random_below(&seed, LONGEST + 1), kinds);
        HunkVec hunks = {0};
        seq_diff(arena, old, new, &hunks);
        uint32_t edits = check_script(old, new, &hunks);
        assert_int_equal(edits, old.count + new.count - 2 * common_length(old, new));
        arena_free(arena);
    }
}

static void hunks_are_appended(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    HunkVec hunks = {0};
    seq_diff(arena, letters(arena, "ab"), letters(arena, "b"), &hunks);
    seq_diff(arena, letters(arena, "aab"), letters(arena, "ab"), &hunks);
    assert_int_equal(hunks.len, 2);
    assert_int_equal(hunks.at[0].old.end, 1);
    assert_int_equal(hunks.at[1].old.start, 1);
    arena_free(arena);
}

/* Long and different sequences of few kinds are the worst case: the search gives up being shortest in time. */
static void long_sequences_end(void **state)
{
    (void)state;
    static const uint32_t kinds[] = {2, 50, 5000};
    uint32_t seed = 7;
    clock_t start = clock();
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        Arena *arena = arena_new();
        Seq old = random_seq(arena, &seed, 100 * 1000, kinds[i]);
        Seq new = random_seq(arena, &seed, 120 * 1000, kinds[i]);
        HunkVec hunks = {0};
        seq_diff(arena, old, new, &hunks);
        check_script(old, new, &hunks);
        arena_free(arena);
    }
    assert_true(clock() - start < 30 * CLOCKS_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hunks_stand_where_expected),
        cmocka_unit_test(scripts_are_shortest),
        cmocka_unit_test(hunks_are_appended),
        cmocka_unit_test(long_sequences_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
