/* lines: line ends, tiling, and the way from offsets to lines and columns. */
#include "check.h"

#include "text/lines.h"

#include <time.h>

typedef struct Row {
    Span text;
    const char *lines; /* without their ends, joined by | */
} Row;

static const Row rows[] = {
    {SPAN(""), ""},
    {SPAN("a"), "a"},
    {SPAN("a\n"), "a"},
    {SPAN("\n"), ""},
    {SPAN("\n\n"), "|"},
    {SPAN("a\r\nb\rc\nd"), "a|b|c|d"},
    {SPAN("a\r\r\nb"), "a||b"},
    {SPAN("a\n\rb"), "a||b"},
    {SPAN("\r"), ""},
    {SPAN("a\0b\n\0"), NULL},
};

static void lines_end_as_in_commonmark(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Lines lines = lines_index(arena, rows[i].text);
        char joined[64] = "";
        for (uint32_t n = 0; n < lines.count; n++) {
            Span line = lines_line(&lines, n);
            sprintf(joined + strlen(joined), "%s%.*s", n ? "|" : "", SPAN_ARG(line));
        }
        if (rows[i].lines)
            check_text("lines", span_of(rows[i].lines), span_of(joined));
        assert_int_equal(lines.count == 0, rows[i].text.len == 0);
    }
    arena_free(arena);
}

static void lines_tile_the_text(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Lines lines = lines_index(arena, rows[i].text);
        size_t at = 0;
        for (uint32_t n = 0; n < lines.count; n++) {
            Span line = lines_with_ending(&lines, n);
            assert_true(line.ptr == rows[i].text.ptr + at && line.len > 0);
            for (size_t j = 0; j < line.len; j++)
                assert_int_equal(lines_at(&lines, at + j), n);
            at += line.len;
        }
        assert_int_equal(at, rows[i].text.len);
        check_text("range", rows[i].text, lines_range(&lines, (Range){0, lines.count}));
    }
    arena_free(arena);
}

static void columns_count_code_points(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Lines lines = lines_index(arena, SPAN("ab\nä\xFF漢c\n"));
    static const struct {
        size_t offset;
        uint32_t line, column;
    } places[] = {{0, 0, 1}, {2, 0, 3}, {3, 1, 1}, {5, 1, 2}, {6, 1, 3}, {9, 1, 4}, {11, 1, 6}};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        assert_int_equal(lines_at(&lines, places[i].offset), places[i].line);
        assert_int_equal(lines_column(&lines, places[i].offset), places[i].column);
    }
    arena_free(arena);
}

/* A search for one kind of line end must not start over for each of the other kind. */
static void indexing_is_linear(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    enum { LEN = 10 * 1000 * 1000 };
    char *bytes = ARENA_ARRAY(arena, char, LEN);
    memset(bytes, '\n', LEN);
    clock_t start = clock();
    assert_int_equal(lines_index(arena, (Span){bytes, LEN}).count, LEN);
    memset(bytes, '\r', LEN);
    assert_int_equal(lines_index(arena, (Span){bytes, LEN}).count, LEN);
    assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_as_in_commonmark),
        cmocka_unit_test(lines_tile_the_text),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(indexing_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
