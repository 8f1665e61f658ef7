/* block: what is looked at side by side is what looking byte by byte finds, wherever it stands. */
#include "check.h"

#include "base/block.h"
#include "text/lines.h"
#include "text/runs.h"
#include "text/utf8.h"
#include "write/inlines.h"

/* The first and last of those that mean something, what stands next to them, and what is beyond ASCII. */
static const char bytes[] = {'a',  'z',  'A',    'Z',    '0',    '9',    ' ',    ' ',  '\n',
                             '\t', '\r', '@',    '[',    '`',    '{',    '/',    ':',  '*',
                             '_',  '<',  '\x7F', '\x80', '\xC3', '\xFF', '\x1F', '\\', '~'};

enum { LONGEST = 150, TEXTS = 4000 };

/* Texts of any length and mostly words, made the same on every machine. Each lies in memory of its own length, so that a
   sanitizer sees what is read beyond it. */
typedef struct Made {
    uint32_t seed;
    char *memory;
} Made;

static uint32_t next_number(Made *made, uint32_t below)
{
    made->seed = made->seed * 1664525 + 1013904223;
    return (made->seed >> 8) % below;
}

static Span next_text(Made *made)
{
    size_t len = next_number(made, LONGEST + 1), kinds = 1 + next_number(made, sizeof bytes);
    free(made->memory);
    made->memory = malloc(len + 1);
    assert_non_null(made->memory);
    char *text = made->memory + 1; /* aligned to nothing */
    for (size_t i = 0; i < len; i++)
        text[i] = bytes[next_number(made, 3) ? 0 : next_number(made, (uint32_t)kinds)];
    return (Span){text, len};
}

static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static void bits_stand_in_the_order_of_the_bytes(void **state)
{
    (void)state;
    for (unsigned at = 0; at < BLOCK_SIZE; at++) {
        char text[BLOCK_SIZE];
        memset(text, 'b', sizeof text);
        text[at] = 'a';
        assert_int_equal(block_bits(block_is(block_at(text), 'a')), 1u << at);
        assert_int_equal(block_bits(block_from_to(block_at(text), 'b', 'c')), 0xFFFF ^ 1u << at);
        assert_true(block_any(block_is(block_at(text), 'a')));
        assert_false(block_any(block_is(block_at(text), 'c')));
    }
}

static void check_runs(Span text)
{
    Runs runs = runs_of(text);
    for (size_t at = 0; at <= text.len; at++) {
        size_t start = at, end = at;
        while (start < text.len && !is_plain(text.ptr[start]) && !(text.ptr[start] & 0x80))
            start++;
        while (end < text.len && is_plain(text.ptr[end]))
            end++;
        assert_int_equal(runs_start(&runs, at), start);
        assert_int_equal(runs_end(&runs, at), end);
    }
}

static void check_utf8(Arena *arena, Span text)
{
    for (size_t at = 0; at <= text.len; at++) {
        size_t ascii = at, plain = at;
        while (ascii < text.len && !(text.ptr[ascii] & 0x80))
            ascii++;
        while (plain < text.len && ((text.ptr[plain] >= ' ' && text.ptr[plain] < 0x7F) ||
                                    memchr("\t\n\r", text.ptr[plain], 3)))
            plain++;
        assert_int_equal(utf8_ascii(text, at), ascii);
        assert_int_equal(utf8_plain(text, at), plain);
    }
    Span folded = utf8_fold_ascii(arena, text);
    assert_int_equal(folded.len, text.len);
    for (size_t i = 0; i < text.len; i++) {
        bool is_capital = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
        assert_int_equal(folded.ptr[i], is_capital ? text.ptr[i] - 'A' + 'a' : text.ptr[i]);
    }
}

static void check_lines(Arena *arena, Span text)
{
    Lines lines = lines_index_feeds(arena, text);
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; count++) {
        assert_int_equal(lines.start[count], at);
        at = span_find_byte(text, '\n', at) + 1;
    }
    assert_int_equal(lines.count, count);
    assert_int_equal(lines.start[count], text.len);
}

/* Bare is what has none of these; some such texts are too short to be looked at. */
static void check_bare(Span text)
{
    bool is_bare = text.len && text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ';
    for (size_t i = 0; i < text.len; i++)
        is_bare = is_bare && !memchr("*_`[{<\t\n\\", text.ptr[i], 9) &&
                  (text.ptr[i] != ' ' || text.ptr[i + 1] != ' ');
    assert_int_equal(inlines_are_bare(text), is_bare && text.len > BLOCK_SIZE);
}

/* Each byte at each place of texts around one and two blocks, after a letter and after a space. */
static void a_sign_is_seen_wherever_it_stands(void **state)
{
    (void)state;
    enum { LEAST = BLOCK_SIZE - 1, MOST = 2 * BLOCK_SIZE + 3 };
    for (size_t len = LEAST; len <= MOST; len++)
        for (size_t at = 0; at < len; at++)
            for (int byte = 0; byte <= UINT8_MAX; byte++) {
                char text[MOST];
                memset(text, 'a', len);
                text[at] = (char)byte;
                check_bare((Span){text, len});
                text[at ? at - 1 : 1] = ' ';
                check_bare((Span){text, len});
            }
}

static void many_bytes_are_what_each_is(void **state)
{
    (void)state;
    Made made = {.seed = 7};
    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        Span text = next_text(&made);
        check_runs(text);
        check_utf8(arena, text);
        check_lines(arena, text);
        check_bare(text);
        arena_free(arena);
    }
    free(made.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_stand_in_the_order_of_the_bytes),
        cmocka_unit_test(a_sign_is_seen_wherever_it_stands),
        cmocka_unit_test(many_bytes_are_what_each_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
