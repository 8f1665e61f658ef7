/* What a diff tells is all there is to tell: the words told as removed and added turn the old words into the new ones, over real
   pairs of versions and over odd files; and what is equal on both sides is not told. Skipped where the shared data is not
   there. */
#include "balance.h"

#include "base/file.h"
#include "base/intern.h"
#include "edits.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static void nothing_is_hidden(void **state)
{
    (void)state;
    for (size_t i = 0; i < pairs_folders()->len; i++)
        for (int way = 0; way < 9; way++) {
            Pair pair;
            if (way / 3 == way % 3 || (IS_SLOW && i % 5))
                continue;
            if (pair_open(&pair, pairs_folders()->at[i], way / 3, way % 3))
                balance_check(&pair, pairs_folders()->at[i].ptr);
            arena_free(pair.arena);
        }
}

/* ---- what is equal is not told, but where it moved ---- */

/* A line shorter than this may stand in two texts that have nothing to do with each other. Of a thousand lines that are told,
   so many at most stand on both sides all the same: inside code or a paragraph that was written anew. */
enum { TELLING_BYTES = 20, TOLD_TWICE = 3 };

typedef struct Repeats {
    Intern *removed;
    uint32_t told, twice;
} Repeats;

static void note_lines(Repeats *repeats, const Doc *doc, const Place *place, bool is_removed)
{
    for (size_t i = 0; i < place->parts.len; i++)
        for (uint32_t n = place->parts.at[i].start; n < place->parts.at[i].end; n++) {
            Span line = span_trim(lines_line(&doc->source.raw, n));
            if (line.len < TELLING_BYTES || !words_any(line))
                continue;
            repeats->told++;
            if (is_removed)
                intern_id(repeats->removed, line);
            else
                repeats->twice += intern_find(repeats->removed, line) != NONE;
        }
}

static void count_repeats(const Pair *pair, Repeats *repeats)
{
    repeats->removed = intern_new(pair->arena);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < pair->diff->changes.len; i++) {
            const Change *change = &pair->diff->changes.at[i];
            note_lines(repeats, pair->docs[side], side ? &change->new : &change->old, side == 0);
        }
}

static void equal_lines_are_not_told(void **state)
{
    (void)state;
    Repeats repeats = {.told = 0};
    for (size_t i = 0; i < pairs_folders()->len; i++)
        for (int to = 1; to <= 2; to++) {
            Pair pair;
            if (pair_open(&pair, pairs_folders()->at[i], 0, to))
                count_repeats(&pair, &repeats);
            arena_free(pair.arena);
        }
    printf("of %u lines told as removed or added %u stand on both sides\n", repeats.told,
           repeats.twice);
    assert_true(repeats.twice * 1000 <= repeats.told * TOLD_TWICE);
}

/* ---- odd files ---- */

static const char *const odd_lines[] = {
    "---",         "",         "```",      "~~~",        "## New",   "- item",
    "  - nested",  "1. one",   "> quote",  "<a>",        "</a>",     "| a | b |",
    "|---|---|",   "**Foo:**", "Foo bar:", "- [x] done", "***",      "# Title",
    "name: other", "    code", "<!--",     "-->",        "\xff\xfe", "日本語",
};

/* Lines go, come and change places. */
static void make_odd(Draft *draft)
{
    for (uint32_t n = 1 + draft_below(draft, 12); n && draft->lines.len > 12; n--) {
        uint32_t count = (uint32_t)draft->lines.len, at = draft_below(draft, count - 8);
        uint32_t len = 1 + draft_below(draft, 6), way = draft_below(draft, 3);
        const char *line = odd_lines[draft_below(draft, sizeof odd_lines / sizeof *odd_lines)];
        if (way == 0)
            draft_remove(draft, (Range){at, at + len});
        else if (way == 1)
            draft_insert(draft, at, span_of(line));
        else
            draft_move_tight(draft, (Range){at, at + len},
                             at > count / 2 ? draft_below(draft, at) : count);
    }
}

static void check_odd(void *context, const char *path)
{
    uint32_t *seed = context;
    for (int round = 0; round < (IS_SLOW ? 3 : 20); round++) {
        Pair pair = {.arena = arena_new()};
        Span bytes;
        if (file_read(pair.arena, path, &bytes) == 0) {
            Draft drafts[2] = {draft_new(pair.arena, bytes, ++*seed),
                               draft_new(pair.arena, bytes, ++*seed)};
            make_odd(&drafts[0]);
            make_odd(&drafts[1]);
            pair_compare(&pair, draft_text(&drafts[0]), draft_text(&drafts[1]));
            balance_check(&pair, path);
            pair_compare(&pair, draft_text(&drafts[0]), draft_text(&drafts[0]));
            assert_int_equal(pair.diff->changes.len, 0);
        }
        arena_free(pair.arena);
    }
}

static void nothing_is_hidden_in_odd_files(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE");
    uint32_t seed = 1;
    Arena *arena = arena_new();
    file_walk(arena, arena_format(arena, "%s/fixtures", source ? source : ".").ptr, check_odd,
              &seed);
    arena_free(arena);
}

static void nothing_changed_is_nothing_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < pairs_folders()->len; i++) {
        Pair pair;
        if (pair_open(&pair, pairs_folders()->at[i], 2, 2))
            assert_int_equal(pair.diff->changes.len, 0);
        arena_free(pair.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed_is_nothing_told),
        cmocka_unit_test(nothing_is_hidden),
        cmocka_unit_test(nothing_is_hidden_in_odd_files),
        cmocka_unit_test(equal_lines_are_not_told),
    };
    return cmocka_run_group_tests(tests, pairs_find, pairs_forget);
}
