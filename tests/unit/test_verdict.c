/* verdict_of: what two statements are to each other. Each row stands in two documents among others on like subjects, since
   weights come from what the other statements say. */
#include "align/verdict.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

typedef struct Row {
    const char *a, *b;
    VerdictKind kind;
    ConflictKind conflict;
} Row;

static const char narrower[] = "Use type 2 for slowly changing dimensions";

static const Row rows[] = {
    /* the same */
    {"Pin every dependency to one version", "Pin every dependency to one version", VERDICT_SAME,
     CONFLICT_NONE},
    {"**Queues**: Kafka, NATS", "Queues: Kafka, NATS", VERDICT_SAME, CONFLICT_NONE},
    {"Retry failed uploads 3 times", "Retry failed uploads three times", VERDICT_SAME,
     CONFLICT_NONE},
    {"Profile the slow path with flame graphs", "With flame graphs, profile the slow path",
     VERDICT_SAME, CONFLICT_NONE},
    /* a synonym, praise at the end */
    {"Write comprehensive tests for parsers", "Write thorough tests for parsers", VERDICT_SAME,
     CONFLICT_NONE},
    {"Give quick feedback on pull requests", "Give rapid feedback on pull requests", VERDICT_SAME,
     CONFLICT_NONE},
    /* alike, and two things */
    {"Document the module's design principles", "Document the module's design patterns",
     VERDICT_OVERLAPS, CONFLICT_NONE},
    {"Develop a rollback strategy", "Implement a rollback strategy", VERDICT_OVERLAPS,
     CONFLICT_NONE},
    {"Fallback routes tested properly", "Fallback routes tested under load", VERDICT_CONTAINED,
     CONFLICT_NONE},
    {"Static types for correctness", "Static types during reviews", VERDICT_DISTINCT,
     CONFLICT_NONE},
    {"Write comprehensive notes for auditors", "Write brief notes for auditors", VERDICT_DISTINCT,
     CONFLICT_NONE},
    /* numbers */
    {"Keep handlers under 40 lines", "Keep handlers under 25 lines", VERDICT_CONTRADICTS,
     CONFLICT_NUMBER},
    {"**Render time (p95)**: below 80 ms", "**Render time (p95)**: below 120 ms",
     VERDICT_CONTRADICTS, CONFLICT_NUMBER},
    {"**Render time (p50)**: below 80 ms", "**Layout time (p99)**: below 120 ms", VERDICT_DISTINCT,
     CONFLICT_NONE},
    /* polarity */
    {"Always mock the network in unit tests", "Never mock the network in unit tests",
     VERDICT_CONTRADICTS, CONFLICT_POLARITY},
    {"Commit the lock file to the repository", "Do not commit the lock file to the repository",
     VERDICT_CONTRADICTS, CONFLICT_POLARITY},
    {"Never print tokens in logs", "Never print passwords in logs", VERDICT_DISTINCT,
     CONFLICT_NONE},
    /* order and choice */
    {"Prefer functions over classes", "Prefer classes over functions", VERDICT_CONTRADICTS,
     CONFLICT_ORDER},
    {"Indent configuration with tabs", "Indent configuration with spaces", VERDICT_CONTRADICTS,
     CONFLICT_CHOICE},
    {"Compress images on upload", "Compress videos on download", VERDICT_DISTINCT, CONFLICT_NONE},
    /* one says all the other says */
    {"Schema migrations with rollback and backfill plans", "Schema migrations with rollback",
     VERDICT_CONTAINS, CONFLICT_NONE},
    {narrower, "Slowly changing dimensions", VERDICT_CONTAINS, CONFLICT_NONE},
};

enum { ROWS = sizeof rows / sizeof *rows };

static Doc *read_side(Arena *arena, bool is_b)
{
    Buf text = buf_in(arena);
    buf_add(&text, SPAN("## Rules\n\n"));
    for (size_t i = 0; i < ROWS; i++)
        buf_format(&text, "- %s\n", is_b ? rows[i].b : rows[i].a);
    return doc_read(arena, SPAN("side"), buf_span(&text), (DocOptions){0});
}

static bool fits(VerdictKind got, VerdictKind wanted)
{
    bool is_apart = got == VERDICT_DISTINCT || got == VERDICT_OVERLAPS;
    return wanted == VERDICT_DISTINCT ? is_apart : got == wanted;
}

static void test_rows(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Doc *docs[2] = {read_side(arena, false), read_side(arena, true)};
    Lexicon *lexicon = lexicon_new(arena, docs, 2);
    for (uint32_t i = 0; i < ROWS; i++) {
        Verdict v =
            verdict_of(lexicon, &lexicon->of_doc[0][i + 1], &lexicon->of_doc[1][i + 1], true);
        if (!fits(v.kind, rows[i].kind) || v.conflict != rows[i].conflict)
            fail_msg("%s\n  %s\n  wanted %d/%s, got %d/%s %.2f", rows[i].a, rows[i].b, rows[i].kind,
                     verdict_conflict_name(rows[i].conflict), v.kind,
                     verdict_conflict_name(v.conflict), (double)v.score);
    }
    arena_free(arena);
}

/* What is left out of one section because another says it must not be narrowed by a number there. */
static void test_far(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Doc *docs[2] = {read_side(arena, false), read_side(arena, true)};
    Lexicon *lexicon = lexicon_new(arena, docs, 2);
    for (uint32_t i = 0; i < ROWS; i++) {
        if (rows[i].kind != VERDICT_CONTAINS)
            continue;
        Verdict v =
            verdict_of(lexicon, &lexicon->of_doc[0][i + 1], &lexicon->of_doc[1][i + 1], false);
        VerdictKind wanted = rows[i].a == narrower ? VERDICT_OVERLAPS : VERDICT_CONTAINS;
        if (v.kind != wanted)
            fail_msg("%s\n  %s\n  wanted %d, got %d %.2f", rows[i].a, rows[i].b, wanted, v.kind,
                     (double)v.score);
    }
    arena_free(arena);
}

static Verdict judge(Arena *arena, const char *a, const char *b, bool *numbers_differ)
{
    Doc *docs[2] = {doc_read(arena, SPAN("a"), span_of(a), (DocOptions){0}),
                    doc_read(arena, SPAN("b"), span_of(b), (DocOptions){0})};
    Lexicon *lexicon = lexicon_new(arena, docs, 2);
    Verdict v = verdict_of(lexicon, &lexicon->of_doc[0][0], &lexicon->of_doc[1][0], true);
    *numbers_differ = verdict_numbers_differ(&lexicon->of_doc[0][0], &lexicon->of_doc[1][0]);
    return v;
}

static void test_quantities(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    bool differ;
    judge(arena, "You bring 12+ years of experience in compilers.",
          "An expert with 8 years of experience in linkers.", &differ);
    assert_true(differ);
    judge(arena, "You bring 12+ years of experience.", "You write 8 tests a day.", &differ);
    assert_false(differ);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_far),
                                       cmocka_unit_test(test_quantities)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
