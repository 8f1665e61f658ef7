/* Fields merge as a map does, whatever stands beside what: a key that one side alone set, changed or removed is as that side
   has it; one that both sides changed, each in its own way, is a conflict. Over front matter that is made up. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 12, SIZE = 2048, ROUNDS = 4000, GONE = 0 };

/* By key: the version of its value, GONE for none. */
typedef struct Map {
    unsigned value[KEYS];
    unsigned order[KEYS]; /* keys as they stand in the file */
} Map;

static uint32_t below(uint32_t *seed, uint32_t limit)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % limit;
}

static Map make_base(uint32_t *seed)
{
    Map map;
    for (unsigned i = 0; i < KEYS; i++)
        map.order[i] = i;
    for (unsigned i = KEYS; i-- > 1;) {
        unsigned k = below(seed, i + 1), swap = map.order[i];
        map.order[i] = map.order[k];
        map.order[k] = swap;
    }
    for (unsigned i = 0; i < KEYS; i++)
        map.value[i] = below(seed, 2);
    return map;
}

/* A few keys set, changed or removed; those that both sides set anew take one of two values. */
static Map edit(const Map *base, uint32_t *seed)
{
    Map side = *base;
    for (unsigned edits = 1 + below(seed, 3); edits > 0; edits--)
        side.value[below(seed, KEYS)] = below(seed, 3) ? 2 + below(seed, 2) : GONE;
    return side;
}

/* Every third key has a comment below it, which comes and goes with it, and every fourth is a list. */
static stemma_text write_map(const Map *map, char text[SIZE])
{
    size_t len = (size_t)sprintf(text, "---\n");
    for (unsigned i = 0; i < KEYS; i++) {
        unsigned key = map->order[i], value = map->value[key];
        if (value == GONE)
            continue;
        if (key % 4 == 3)
            len += (size_t)sprintf(text + len, "k%u:\n  - a%u\n  - v%u\n", key, key, value);
        else
            len += (size_t)sprintf(text + len, "k%u: v%u\n", key, value);
        if (key % 3 == 0)
            len += (size_t)sprintf(text + len, "# about k%u, %u\n", key, value);
    }
    len += (size_t)sprintf(text + len, "---\n\n# Agent\n");
    return (stemma_text){text, len};
}

static bool is_contested(unsigned base, unsigned ours, unsigned theirs)
{
    return ours != base && theirs != base && ours != theirs;
}

static unsigned merge_value(unsigned base, unsigned ours, unsigned theirs)
{
    return ours == base ? theirs : ours;
}

static unsigned count_of(const char *text, const char *part)
{
    unsigned count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

static void check_key(stemma_text output, unsigned key, unsigned value)
{
    char wanted[64], any[16];
    snprintf(any, sizeof any, "\nk%u:", key);
    if (key % 4 == 3)
        snprintf(wanted, sizeof wanted, "\nk%u:\n  - a%u\n  - v%u\n", key, key, value);
    else
        snprintf(wanted, sizeof wanted, "\nk%u: v%u\n", key, value);
    if (count_of(output.ptr, any) != (value != GONE) ||
        (value != GONE && count_of(output.ptr, wanted) != 1))
        fail_msg("k%u should have value %u (0: be gone)\n%s", key, value, output.ptr);
}

/* True when the merge is clean; `is_open` when it has to be open. */
static bool check_merge(const Map maps[STEMMA_SIDES], bool is_open)
{
    char texts[STEMMA_SIDES][SIZE];
    stemma_text sides[STEMMA_SIDES];
    stemma_three *merge;
    stemma_error error;
    for (int side = 0; side < STEMMA_SIDES; side++)
        sides[side] = write_map(&maps[side], texts[side]);
    assert_int_equal(stemma_merge_three(sides, NULL, &merge, &error), 0);
    stemma_text output = stemma_three_output(merge);
    bool is_clean = stemma_three_conflict_count(merge) == 0;
    if (is_clean && is_open)
        fail_msg("both sides changed one field\n--- ours\n%s--- base\n%s--- theirs\n%s--- got\n%s",
                 texts[STEMMA_OURS], texts[STEMMA_BASE], texts[STEMMA_THEIRS], output.ptr);
    for (unsigned key = 0; is_clean && key < KEYS; key++)
        check_key(output, key,
                  merge_value(maps[STEMMA_BASE].value[key], maps[STEMMA_OURS].value[key],
                              maps[STEMMA_THEIRS].value[key]));
    stemma_text_free(output);
    stemma_three_free(merge);
    return is_clean;
}

static void fields_merge_as_a_map(void **state)
{
    (void)state;
    uint32_t seed = 5;
    unsigned clean = 0, settleable = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        Map maps[STEMMA_SIDES];
        bool is_open = false;
        maps[STEMMA_BASE] = make_base(&seed);
        maps[STEMMA_OURS] = edit(&maps[STEMMA_BASE], &seed);
        maps[STEMMA_THEIRS] = edit(&maps[STEMMA_BASE], &seed);
        for (unsigned key = 0; key < KEYS; key++)
            is_open |= is_contested(maps[STEMMA_BASE].value[key], maps[STEMMA_OURS].value[key],
                                    maps[STEMMA_THEIRS].value[key]);
        clean += check_merge(maps, is_open);
        settleable += !is_open;
    }
    printf("%u of %u that a map could settle are settled\n", clean, settleable);
    assert_true(clean * 20 >= settleable * 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(fields_merge_as_a_map)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
