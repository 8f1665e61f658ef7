/* term: what a file holds never reaches a terminal raw. */
#include "check.h"

#include "render/term.h"
#include "text/utf8.h"

typedef struct Row {
    Span text;
    const char *line;  /* on one line */
    const char *lines; /* with its lines */
} Row;

static const Row rows[] = {
    {SPAN("plain"), "plain", "plain"},
    {SPAN("a\nb\tc\r\nd"), "a b c d", "a\nb\tc^M\nd"},
    {SPAN("\x1b[31mred\x1b[0m"), "^[[31mred^[[0m", "^[[31mred^[[0m"},
    {SPAN("nul\0bell\a"), "nul^@bell^G", "nul^@bell^G"},
    {SPAN("del\x7f"), "del^?", "del^?"},
    {SPAN("bad \xff\xc0"), "bad <FF><C0>", "bad <FF><C0>"},
    {SPAN("c1 \xc2\x9b"), "c1 <U+009B>", "c1 <U+009B>"},
    {SPAN("bidi \u202e"), "bidi <U+202E>", "bidi <U+202E>"},
    {SPAN("zero\u200b width"), "zero<U+200B> width", "zero<U+200B> width"},
    {SPAN("tag\U000e0041"), "tag<U+E0041>", "tag<U+E0041>"},
    {SPAN("Größe ✅ 核心"), "Größe ✅ 核心", "Größe ✅ 核心"},
    {SPAN("joined \u200d emoji"), "joined \u200d emoji", "joined \u200d emoji"},
};

static void hidden_characters_are_spelled_out(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Buf line = buf_in(arena), lines = buf_in(arena);
        term_add(&line, rows[i].text);
        term_add_lines(&lines, rows[i].text);
        check_text("one line", span_of(rows[i].line), buf_span(&line));
        check_text("lines", span_of(rows[i].lines), buf_span(&lines));
    }
    arena_free(arena);
}

/* Whatever the bytes are, and one byte after the other too. */
static void nothing_below_a_space_gets_through(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    uint32_t random = 1;
    for (size_t round = 0; round < 2000; round++) {
        char bytes[16];
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
        Buf out = buf_in(arena);
        term_add(&out, (Span){bytes, sizeof bytes});
        Span shown = buf_span(&out);
        assert_int_equal(utf8_check(shown), shown.len);
        for (size_t i = 0; i < shown.len; i++)
            if ((unsigned char)shown.ptr[i] < ' ' || shown.ptr[i] == 0x7f)
                fail_msg("byte %02x got through", (unsigned char)shown.ptr[i]);
    }
    arena_free(arena);
}

static const struct {
    const char *text;
    size_t columns;
    const char *clipped;
} clips[] = {
    {"short", 10, "short"},
    {"exactly ten", 11, "exactly ten"},
    {"exactly ten", 10, "exactly t…"},
    {"核心能力", 8, "核心能力"},
    {"核心能力", 7, "核心能…"},
    {"核心能力", 6, "核心…"},
    {"no limit", 0, "no limit"},
    {"\x1b\x1b\x1b", 4, "^[^…"},
};

static void text_is_clipped_to_columns(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(clips); i++)
        check_text(clips[i].text, span_of(clips[i].clipped),
                   term_clip(arena, span_of(clips[i].text), clips[i].columns));
    arena_free(arena);
}

static void colors_follow_the_view(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    term_paint(&out, &(View){.color = true}, TERM_RED, SPAN("a\x1b"));
    term_paint(&out, &(View){0}, TERM_RED, SPAN("b\x1b"));
    check_text("paint", SPAN("\x1b[31ma^[\x1b[0mb^["), buf_span(&out));
    arena_free(arena);
}

static void numbers_are_grouped(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    check_text("0", SPAN("0"), term_number(arena, 0));
    check_text("999", SPAN("999"), term_number(arena, 999));
    check_text("1000", SPAN("1,000"), term_number(arena, 1000));
    check_text("1234567", SPAN("1,234,567"), term_number(arena, 1234567));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_characters_are_spelled_out),
        cmocka_unit_test(nothing_below_a_space_gets_through),
        cmocka_unit_test(text_is_clipped_to_columns),
        cmocka_unit_test(colors_follow_the_view),
        cmocka_unit_test(numbers_are_grouped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
