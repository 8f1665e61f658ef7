/* pair_align: which section and unit of the one document is which of the other. Rows name lines: what begins on line `old`
   of the old text is what begins on line `new` of the new one (from 1), for this reason; 0 is nothing. */
#include "align/assign.h"
#include "align/pair.h"
#include "check.h"

typedef struct Row {
    const char *what;
    const char *old_text, *new_text;
    uint32_t old, new;
    PairReason reason;
} Row;

static const Row sections[] = {
    {"the same", "# T\n\n## A\n\none two three\n", "# T\n\nx\n\n## A\n\none two three\n", 3, 5,
     PAIR_IDENTICAL},
    {"at its address, all of it new", "## A\n\none two three\n\n## B\n\nb\n",
     "## A\n\nquite other words\n\n## B\n\nb\n", 1, 1, PAIR_ADDRESS},
    {"renamed, its content kept", "## Alpha\n\n- polish the lamp\n- carry the ladder\n",
     "## Omega\n\n- polish the lamp\n- carry the ladder\n", 1, 1, PAIR_CONTENT},
    {"renamed, its content edited",
     "## Alpha\n\n- polish the brass lamp every old day\n- carry the wooden ladder home\n",
     "## Omega\n\n- polish the brass lamp every new day\n- carry the wooden ladder out\n", 1, 1,
     PAIR_CONTENT},
    {"two of one title, by content", "## E\n\nfirst words here\n\n## E\n\nsecond thing there\n",
     "## E\n\nsecond thing there\n\n## E\n\nfirst words here\n", 1, 5, PAIR_IDENTICAL},
    {"moved and edited", "## A\n\n### N\n\nkeep this line so\n\nsecond\n\n## B\n\nb\n",
     "## A\n\na\n\n## B\n\nb\n\n### N\n\nkeep this line so\n\nthird\n", 3, 9, PAIR_TITLE},
    {"the same title elsewhere, nothing in common", "## A\n\n### N\n\nlamp\n\n## B\n\nb\n",
     "## A\n\na\n\n## B\n\nb\n\n### N\n\nviolin\n", 3, 0, PAIR_NONE},
    {"the document's title", "# Lamp\n\nhello\n", "# Violin\n\nhello\n", 1, 1, PAIR_ADDRESS},
    {"a label that became a heading", "**Focus:**\n\n- polish the lamp\n",
     "## Focus\n\n- polish the lamp\n", 1, 1, PAIR_IDENTICAL},
};

static const Row units[] = {
    {"the same, elsewhere in its list", "- carry the ladder\n- b\n- c\n",
     "- b\n- c\n- carry the ladder\n", 1, 3, PAIR_IDENTICAL},
    {"the same but for markup", "Keep **all** of it.\n\n- b\n", "- b\n\nKeep all\nof it.\n", 1, 3,
     PAIR_IDENTICAL},
    {"a star that is no markup", "Read *.md here.\n", "Read .md here.\n", 1, 1, PAIR_LIKENESS},
    {"the target of a link is said too", "See [it](a.md) now.\n", "See [it](b.md) now.\n", 1, 1,
     PAIR_LIKENESS},
    {"by key", "- **Stores**: Redis, Kafka\n- **Tests**: many\n",
     "- **Tests**: many\n- **Stores**: Postgres\n", 1, 2, PAIR_KEY},
    {"a row by its first cell", "| a | b |\n|---|---|\n| x | one |\n| y | two |\n",
     "| a | b |\n|---|---|\n| y | three |\n| x | one |\n", 4, 3, PAIR_KEY},
    {"by likeness", "- polish the brass lamp weekly\n- b\n", "- polish the brass lamp daily\n- b\n",
     1, 1, PAIR_LIKENESS},
    {"the more alike of two", "- polish the brass lamp weekly\n",
     "- polish the tin lamp daily\n- polish the brass lamp daily\n", 1, 2, PAIR_LIKENESS},
    {"one word for another in its place", "- a a\n- lamp\n- c c\n", "- a a\n- violin\n- c c\n", 2,
     2, PAIR_PLACE},
    {"in order where one is more",
     "- a a\n- polish all brass lamps of this hall\n- sweep wooden stairs by hand\n- c c\n",
     "- a a\n- carry ladders out\n- inspect brass lamps at noon before lunch\n- sweep stone floors "
     "by "
     "noon\n- c c\n",
     2, 3, PAIR_PLACE},
    {"another sentence in its place",
     "- a a\n- polish the brass lamp before the guests arrive at noon\n- c c\n",
     "- a a\n- never trust code that nobody ever ran on Windows machines\n- c c\n", 2, 0,
     PAIR_NONE},
    {"a label that became a paragraph", "Focus on these lamps here:\n\n- a lamp\n",
     "Focus on these lamps here.\n\n- a lamp\n", 1, 1, PAIR_LIKENESS},
    {"into another section", "## A\n\n- polish the brass lamp\n- b\n\n## B\n\n- c\n",
     "## A\n\n- b\n\n## B\n\n- c\n- polish the brass lamp\n", 3, 8, PAIR_IDENTICAL},
    {"a lone word does not move", "## A\n\n- Redis\n- b b\n\n## B\n\n- c\n",
     "## A\n\n- b b\n\n## B\n\n- c\n- Redis\n", 3, 0, PAIR_NONE},
};

static Pairing *align(Arena *arena, const Row *row)
{
    Doc *old = doc_read(arena, SPAN("old"), span_of(row->old_text), (DocOptions){0});
    Doc *new = doc_read(arena, SPAN("new"), span_of(row->new_text), (DocOptions){0});
    return pair_align(arena, old, new, style_find(SPAN("house")));
}

static void check_mate(const Row *row, uint32_t line, PairReason reason)
{
    if (line != row->new || reason != row->reason)
        fail_msg("%s:\n%s---\n%s  line %u: expected %u by '%s', got %u by '%s'", row->what,
                 row->old_text, row->new_text, row->old, row->new, pair_reason_name(row->reason),
                 line, pair_reason_name(reason));
}

static void test_sections(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        const Row *row = &sections[i];
        Arena *arena = arena_new();
        Pairing *p = align(arena, row);
        uint32_t s = 1;
        while (p->docs[PAIR_OLD]->sections[s].lines.start + 1 != row->old)
            s++;
        const Mate *mate = &p->sections[PAIR_OLD][s];
        uint32_t line =
            mate->index == NONE ? 0 : p->docs[PAIR_NEW]->sections[mate->index].lines.start + 1;
        check_mate(row, line, mate->reason);
        arena_free(arena);
    }
}

static void test_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        const Row *row = &units[i];
        Arena *arena = arena_new();
        Pairing *p = align(arena, row);
        uint32_t u = 0;
        while (p->docs[PAIR_OLD]->units[u].lines.start + 1 != row->old)
            u++;
        const Mate *mate = &p->units[PAIR_OLD][u];
        uint32_t line =
            mate->index == NONE ? 0 : p->docs[PAIR_NEW]->units[mate->index].lines.start + 1;
        check_mate(row, line, mate->reason);
        arena_free(arena);
    }
}

/* What is paired says so on both sides, whatever the documents. */
static void test_symmetry(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sections) + COUNT_OF(units); i++) {
        Arena *arena = arena_new();
        Pairing *p =
            align(arena, i < COUNT_OF(sections) ? &sections[i] : &units[i - COUNT_OF(sections)]);
        for (int side = 0; side < 2; side++) {
            for (uint32_t u = 0; u < p->docs[side]->unit_count; u++) {
                uint32_t mate = p->units[side][u].index;
                assert_true(mate == NONE || p->units[1 - side][mate].index == u);
            }
            for (uint32_t s = 0; s < p->docs[side]->section_count; s++) {
                uint32_t mate = p->sections[side][s].index;
                assert_true(mate == NONE || p->sections[1 - side][mate].index == s);
            }
        }
        arena_free(arena);
    }
}

/* ---- assign ---- */

/* The best sum over all ways to pair, tried one by one. */
static uint32_t best_by_trying(const uint32_t *scores, uint32_t side, uint32_t row, uint32_t used)
{
    if (row == side)
        return 0;
    uint32_t best = best_by_trying(scores, side, row + 1, used);
    for (uint32_t column = 0; column < side; column++) {
        uint32_t score = scores[row * side + column];
        if (!score || (used & (1u << column)))
            continue;
        uint32_t sum = score + best_by_trying(scores, side, row + 1, used | (1u << column));
        best = sum > best ? sum : best;
    }
    return best;
}

static void test_assign(void **state)
{
    (void)state;
    enum { SIDE = 5, ROUNDS = 300 };
    uint32_t random = 7;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_new();
        uint32_t scores[SIDE * SIDE], sum = 0;
        EdgeVec edges = {0};
        for (uint32_t i = 0; i < SIDE * SIDE; i++) {
            random = random * 1664525 + 1013904223;
            scores[i] = random >> 30 ? 0 : (random >> 20) % 100;
            if (scores[i])
                vec_add(arena, &edges, (Edge){i / SIDE, i % SIDE, scores[i]});
        }
        uint32_t *mates = assign_best(arena, &edges, SIDE, SIDE);
        for (uint32_t row = 0; row < SIDE; row++)
            sum += mates[row] == NONE ? 0 : scores[row * SIDE + mates[row]];
        assert_int_equal(sum, best_by_trying(scores, SIDE, 0, 0));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_symmetry),
        cmocka_unit_test(test_assign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
