/* hostile: files made to be slow, deep or large. Each is read within a second (generous: sanitizers and busy machines),
   and what is too deep is said to be. */
#include "check.h"

#include "base/buf.h"
#include "doc/doc.h"

#include <time.h>

enum { TIMES = 100000, SECONDS_ALLOWED = 10 };

/* `head`, `piece` so many times, `tail`, `close` so many times. */
typedef struct Row {
    const char *what, *head, *piece, *tail, *close;
    uint32_t times;
} Row;

static const Row rows[] = {
    {"10 MB on one line", "", "word ", "", "", 2000000},
    {"headings", "", "# a\n", "", "", TIMES},
    {"quotes", "", "> ", "a\n", "", TIMES},
    {"lists on one line", "", "- ", "a\n", "", TIMES},
    {"numbered lists on one line", "", "1. ", "a\n", "", TIMES},
    {"images", "", "![[]()", "", "", TIMES},
    {"images on lines", "", "![[]()\n", "", "", TIMES},
    {"links", "", "[a](", "", "", TIMES * 5},
    {"emphasis", "", "*a **b ", "", "", TIMES * 5},
    {"code spans", "", "`a``b", "", "", TIMES},
    {"angles", "", "<a ", "", "", TIMES * 5},
    {"tags never closed", "", "<a1>\n", "", "", TIMES},
    {"tags never opened", "", "</a1>\n", "", "", TIMES},
    {"nested tags", "", "<a1>\n", "# x\n", "</a1>\n", TIMES},
    {"dialogue never closed", "", "<user>\n", "", "</example>\n", TIMES},
    {"fences that may nest", "", "```a\n```b\n```\n", "", "", TIMES},
    {"fences never closed", "", "```a\n", "", "", TIMES},
    {"bold labels", "", "**a**\n", "", "", TIMES},
    {"keyed lines", "", "**a**: b\n", "", "", TIMES},
    {"plain labels", "", "Foo:\n- a\n\n", "", "", TIMES},
    {"table rows", "|a|b|\n|-|-|\n", "|c|d|\n", "", "", TIMES},
    {"lines that may start a table", "", "|a|b\n", "", "", TIMES},
    {"a wide table", "", "|a", "\n", "|-", TIMES},
    {"underlined headings", "", "a\n===\n", "", "", TIMES},
    {"link definitions", "", "[a]: b\n", "", "", TIMES},
    {"open comments", "", "<!--\n", "", "", TIMES},
    {"NULs", "", NULL, "", "", TIMES * 10},
    {"bad bytes", "",
     "\xFF"
     "a",
     "", "", TIMES * 5},
    {"zero-width characters", "", "a\xE2\x80\x8B", "", "", TIMES * 5},
    {"lone carriage returns", "", "a\r", "", "", TIMES},
    {"blank lines", "", "\n", "", "", TIMES * 10},
    {"spaces", "", " ", "a", "", TIMES * 10},
    {"conflict markers", "", "<<<<<<< a\n=======\n>>>>>>> b\n", "", "", TIMES},
    {"fields", "---\n", "k: v\n", "---\n", "", TIMES},
    {"fields that are not YAML", "---\n", "k: v: w\n  x: \"\n", "---\n", "", TIMES},
    {"front matter never closed", "---\na: b\n", "c: d\n", "", "", TIMES},
    {"deep flow lists", "---\na: ", "[", "\n---\n", "", TIMES},
    {"deep flow maps", "---\na: ", "{a: ", "\n---\n", "", TIMES},
    {"a long value", "---\na: ", "word ", "\n---\n", "", 1000000},
    {"a quote never closed", "---\na: \"", "x\n", "---\n", "", TIMES},
};

static void add_times(Buf *text, const char *piece, uint32_t times)
{
    Span span = piece ? span_of(piece) : (Span){"", 1};
    for (uint32_t i = 0; i < times; i++)
        buf_add(text, span);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void nothing_is_slow(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        buf_add(&text, span_of(rows[i].head));
        add_times(&text, rows[i].piece, rows[i].times);
        buf_add(&text, span_of(rows[i].tail));
        add_times(&text, rows[i].close, rows[i].times);
        double start = seconds();
        doc_read(arena, SPAN("t"), buf_span(&text), (DocOptions){0});
        double took = seconds() - start;
        if (took > SECONDS_ALLOWED)
            fail_msg("%s: %.1f s", rows[i].what, took);
        arena_free(arena);
    }
}

/* YAML that grows without end when aliases are followed. */
static void aliases_are_not_followed(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    buf_add(&text, SPAN("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"));
    for (int i = 1; i < 40; i++)
        buf_format(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1);
    buf_add(&text, SPAN("---\n"));
    Doc *doc = doc_read(arena, SPAN("t"), buf_span(&text), (DocOptions){0});
    assert_int_equal(doc->front.fields.len, 40);
    assert_int_equal(doc->front.fields.at[39].shape, FIELD_OPAQUE);
    assert_true(doc->front.has_aliases && arena_size(arena) < 1024 * 1024);
    arena_free(arena);
}

static void what_is_too_deep_is_kept_whole(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    for (size_t i = 0; i < 70; i++) {
        buf_add_times(&text, ' ', i * 2);
        buf_add(&text, SPAN("- a\n"));
    }
    buf_add(&text, SPAN("\nafter\n"));
    Doc *doc = doc_read(arena, SPAN("t"), buf_span(&text), (DocOptions){0});
    assert_int_equal(doc->diags.count[DIAG_TOO_DEEP], 1);
    assert_int_equal(doc->unit_count, 2);
    assert_int_equal(doc->units[0].kind, UNIT_HTML);
    check_text("whole", span_range(buf_span(&text), 0, text.len - 8), doc->units[0].text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_slow),
                                       cmocka_unit_test(aliases_are_not_followed),
                                       cmocka_unit_test(what_is_too_deep_is_kept_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
