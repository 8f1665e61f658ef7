/* utf8: what is valid, and text folded, measured and decoded, whatever its bytes. */
#include "check.h"

#include "text/chars.h"
#include "text/utf8.h"

#include <time.h>

static void every_code_point_survives(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (int32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        Buf buf = {.arena = arena, .ptr = (char[8]){0}, .cap = 8};
        utf8_add(&buf, c);
        size_t at = 0;
        assert_int_equal(utf8_next(buf_span(&buf), &at), c);
        assert_int_equal(at, buf.len);
        assert_int_equal(utf8_check(buf_span(&buf)), buf.len);
        buf.len--; /* cut short it is valid no more */
        if (c >= 0x80)
            assert_int_equal(utf8_check(buf_span(&buf)), 0);
    }
    arena_free(arena);
}

static void bad_bytes_are_found(void **state)
{
    (void)state;
    static const struct {
        Span text;
        size_t bad, length;
    } rows[] = {
        {SPAN(""), 0, 0},
        {SPAN("abcdefghijklmnop"), 16, 16},
        {SPAN("abcdefghijk\x80"), 11, 12},
        {SPAN("\xC0\x80"), 0, 2}, /* overlong */
        {SPAN("\xE0\x9F\xBF"), 0, 3},
        {SPAN("\xF0\x8F\xBF\xBF"), 0, 4},
        {SPAN("\xED\xA0\x80"), 0, 3},     /* a surrogate */
        {SPAN("\xF4\x90\x80\x80"), 0, 4}, /* above U+10FFFF */
        {SPAN("\xF5\x80\x80\x80"), 0, 4},
        {SPAN("a\xC3"), 1, 2},
        {SPAN("\xE2\x82z"), 0, 3},
        {SPAN("ä\xE2\x82\xAC\xFF"), 5, 3},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(utf8_check(rows[i].text), rows[i].bad);
        assert_int_equal(utf8_length(rows[i].text), rows[i].length);
    }
}

static void width_is_in_columns(void **state)
{
    (void)state;
    static const struct {
        Span text;
        size_t width;
    } rows[] = {
        {SPAN("abc"), 3}, {SPAN("ä"), 1},       {SPAN("漢字"), 4},
        {SPAN("🎯x"), 3},  {SPAN("e\u0301"), 1}, {SPAN("\xFFz"), 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(chars_columns(rows[i].text), rows[i].width);
}

static void folding_makes_equal_what_reads_equal(void **state)
{
    (void)state;
    static const Span rows[][2] = {
        {SPAN("plain"), SPAN("plain")},
        {SPAN("PLAIN Text"), SPAN("plain text")},
        {SPAN("\u00C9t\u00E9"), SPAN("\u00E9t\u00E9")},
        {SPAN("E\u0301"), SPAN("\u00E9")},      /* composed */
        {SPAN("Stra\u00DFe"), SPAN("strasse")}, /* full case folding */
        {SPAN("\uFF21\uFF11"), SPAN("a1")},     /* full width */
        {SPAN("\uFB01x"), SPAN("fix")},         /* ligature */
        {SPAN("a\u00ADb\u200Dc"), SPAN("abc")}, /* ignorable */
        {SPAN("\u0414\u0410"), SPAN("\u0434\u0430")},
        {SPAN("A\xFF\xC3Z\u00C4"), SPAN("a\xFF\xC3z\u00E4")}, /* bad bytes stay */
        {SPAN("\u00AD"), SPAN("")},
        {SPAN("A\0B"), SPAN("a\0b")},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_text("folded", rows[i][1], utf8_fold(arena, rows[i][0]));
    Span same = SPAN("already folded");
    assert_ptr_equal(utf8_fold(arena, same).ptr, same.ptr);
    arena_free(arena);
}

/* Where long text is cut into pieces must not be seen. */
static void folding_long_text_is_folding_its_parts(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena), folded = buf_in(arena);
    for (int i = 0; i < 3000; i++) {
        buf_add(&text, i % 7 ? SPAN("\u00C4e\u0301") : SPAN("X\u0391"));
        buf_add(&folded, i % 7 ? SPAN("\u00E4\u00E9") : SPAN("x\u03B1"));
    }
    assert_true(span_eq(buf_span(&folded), utf8_fold(arena, buf_span(&text))));
    arena_free(arena);
}

static void folding_cannot_hang(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf marks = buf_in(arena), ligatures = buf_in(arena);
    for (int i = 0; i < 500 * 1000; i++)
        buf_add(&marks, i % 2 ? SPAN("\u0301") : SPAN("\u0323")); /* in the wrong order */
    for (int i = 0; i < 100 * 1000; i++)
        buf_add(&ligatures, SPAN("\uFDFA")); /* eighteen code points each */
    clock_t start = clock();
    assert_int_equal(utf8_fold(arena, buf_span(&marks)).len, marks.len);
    assert_true(utf8_fold(arena, buf_span(&ligatures)).len > 5 * ligatures.len);
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    arena_free(arena);
}

static void utf16_is_decoded(void **state)
{
    (void)state;
    static const struct {
        Span bytes;
        bool is_big;
        Span text;
    } rows[] = {
        {SPAN("a\0\xE4\0"), false, SPAN("a\u00E4")},
        {SPAN("\0a\0\xE4"), true, SPAN("a\u00E4")},
        {SPAN("\x3C\xD8\xAF\xDF"), false, SPAN("\U0001F3AF")},
        {SPAN("\xD8\x3C\xDF\xAF"), true, SPAN("\U0001F3AF")},
        {SPAN("\x3C\xD8z\0"), false, SPAN("\uFFFDz")}, /* a high surrogate alone */
        {SPAN("\xAF\xDFz\0"), false, SPAN("\uFFFDz")}, /* a low one */
        {SPAN("\x3C\xD8"), false, SPAN("\uFFFD")},
        {SPAN("a\0b"), false, SPAN("a\uFFFD")}, /* half a unit */
        {SPAN(""), false, SPAN("")},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_text("utf16", rows[i].text, utf8_from_utf16(arena, rows[i].bytes, rows[i].is_big));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(bad_bytes_are_found),
        cmocka_unit_test(width_is_in_columns),
        cmocka_unit_test(folding_makes_equal_what_reads_equal),
        cmocka_unit_test(folding_long_text_is_folding_its_parts),
        cmocka_unit_test(folding_cannot_hang),
        cmocka_unit_test(utf16_is_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
