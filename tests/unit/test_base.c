/* base: spans, buffers, lists, interned text, diagnostics. */
#include "check.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/ids.h"
#include "base/intern.h"

static void spans_are_ordered_by_bytes(void **state)
{
    (void)state;
    static const struct {
        Span a, b;
        int order;
    } rows[] = {
        {SPAN(""), SPAN(""), 0},    {SPAN(""), SPAN("a"), -1},      {SPAN("a"), SPAN("ab"), -1},
        {SPAN("b"), SPAN("ab"), 1}, {SPAN("a\xFF"), SPAN("ab"), 1}, {SPAN("x"), SPAN("x"), 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int order = span_cmp(rows[i].a, rows[i].b), back = span_cmp(rows[i].b, rows[i].a);
        assert_int_equal((order > 0) - (order < 0), rows[i].order);
        assert_int_equal((back > 0) - (back < 0), -rows[i].order);
    }
}

static void spans_are_searched(void **state)
{
    (void)state;
    static const struct {
        Span text, needle;
        size_t from, at;
    } rows[] = {
        {SPAN("abcabc"), SPAN("bc"), 0, 1}, {SPAN("abcabc"), SPAN("bc"), 2, 4},
        {SPAN("abcabc"), SPAN("bd"), 0, 6}, {SPAN("aaab"), SPAN("aab"), 0, 1},
        {SPAN("abc"), SPAN("abcd"), 0, 3},  {SPAN("abc"), SPAN("c"), 9, 3},
        {SPAN("abc"), SPAN(""), 1, 1},      {SPAN(""), SPAN("a"), 0, 0},
        {SPAN("a\0b"), SPAN("\0b"), 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(span_find(rows[i].text, rows[i].needle, rows[i].from), rows[i].at);
}

static void spans_are_trimmed(void **state)
{
    (void)state;
    check_text("both", SPAN("a b"), span_trim(SPAN(" \t\r\na b\v\f ")));
    check_text("start", SPAN("a "), span_trim_start(SPAN("  a ")));
    check_text("end", SPAN("  a"), span_trim_end(SPAN("  a ")));
    check_text("all", SPAN(""), span_trim(SPAN(" \n ")));
    assert_true(span_is_blank(SPAN(" \t")));
    assert_false(span_is_blank(SPAN("\u00A0")));
    assert_true(span_starts(SPAN("abc"), SPAN("ab")) && span_ends(SPAN("abc"), SPAN("bc")));
    assert_false(span_starts(SPAN("a"), SPAN("ab")) || span_ends(SPAN("c"), SPAN("bc")));
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t size = 0; size < 3000; size = size * 2 + 1) {
        char *at = arena_alloc(arena, size, 3);
        assert_int_equal((uintptr_t)at % sizeof(void *), 0);
        for (size_t i = 0; i < size * 3; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0x5A, size * 3);
    }
    char *large = arena_alloc(arena, 5 * 1024 * 1024, 1);
    large[5 * 1024 * 1024 - 1] = 1;
    assert_true(arena_size(arena) >= 5 * 1024 * 1024);
    check_text("format", SPAN("a-007"), arena_format(arena, "%s-%03d", "a", 7));
    Span copy = arena_copy(arena, SPAN("abc"));
    assert_int_equal(copy.ptr[copy.len], 0);
    arena_free(arena);
    arena_free(NULL);
}

static void buf_grows_and_is_cut(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf buf = buf_in(arena);
    check_text("empty", SPAN(""), buf_span(&buf));
    buf_cut(&buf, 0);
    buf_add(&buf, SPAN("ab"));
    buf_add_byte(&buf, '\0');
    buf_add_times(&buf, '-', 3);
    buf_format(&buf, "%d", 42);
    check_text("filled", SPAN("ab\0---42"), buf_span(&buf));
    buf_cut(&buf, 4);
    check_text("cut", SPAN("ab\0-"), buf_span(&buf));
    for (int i = 0; i < 10000; i++)
        buf_add_byte(&buf, 'x');
    assert_int_equal(buf.len, 10004);
    assert_int_equal(buf.ptr[buf.len], 0);
    arena_free(arena);
}

static void vec_keeps_what_was_pushed(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    IndexVec list = {0};
    for (uint32_t i = 0; i < 1000; i++)
        vec_add(arena, &list, i * i);
    assert_int_equal(*vec_push(arena, &list), 0);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(list.at[i], i * i);
    arena_free(arena);
}

static void lists_that_share_an_arena_grow_apart(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    IndexVec lists[3] = {{0}};
    for (uint32_t i = 0; i < 3000; i++)
        for (uint32_t l = 0; l < 3; l++)
            if (i % (l + 1) == 0)
                vec_add(arena, &lists[l], i + l);
    for (uint32_t l = 0; l < 3; l++)
        for (uint32_t i = 0; i < lists[l].len; i++)
            assert_int_equal(lists[l].at[i], i * (l + 1) + l);
    char *grown = arena_grow(arena, NULL, 0, 16);
    memset(grown, 'x', 16);
    char *longer = arena_grow(arena, grown, 16, 64);
    assert_ptr_equal(longer, grown);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(longer[i], i < 16 ? 'x' : 0);
    arena_free(arena);
}

static void ids_are_sorted_and_kept_once(void **state)
{
    (void)state;
    uint32_t ids[500];
    for (uint32_t count = 0; count <= COUNT_OF(ids); count++) {
        for (uint32_t i = 0; i < count; i++)
            ids[i] = (count - 1 - i) / 2; /* each twice, downwards */
        uint32_t kept = ids_sort_distinct(ids, count);
        assert_int_equal(kept, (count + 1) / 2);
        for (uint32_t i = 0; i < kept; i++)
            assert_int_equal(ids[i], i);
    }
}

static void intern_grows_and_still_finds(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Intern *intern = intern_new(arena);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(intern_id(intern, (Span){(const char *)&i, sizeof i}), i);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(intern_find(intern, (Span){(const char *)&i, sizeof i}), i);
    arena_free(arena);
}

static void intern_numbers_texts_by_first_sight(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Intern *intern = intern_new(arena);
    static const Span texts[] = {SPAN("b"), SPAN("a"), SPAN(""), SPAN("a\0"), SPAN("a\0b")};
    for (uint32_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(intern_find(intern, texts[i]), NONE);
        assert_int_equal(intern_id(intern, texts[i]), i);
    }
    assert_int_equal(intern_id(intern, (Span){NULL, 0}), 2);
    for (uint32_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(intern_find(intern, texts[i]), i);
        check_text("interned", texts[i], intern_text(intern, i));
    }
    assert_int_equal(intern_count(intern), COUNT_OF(texts));
    arena_free(arena);
}

static void intern_borrows_what_it_is_told_to(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Intern *intern = intern_new(arena);
    Span text = SPAN("some words and some more"), some = span_range(text, 15, 19);
    assert_int_equal(intern_borrowed(intern, some), 0);
    assert_ptr_equal(intern_text(intern, 0).ptr, some.ptr);
    assert_int_equal(intern_id(intern, span_range(text, 0, 4)), 0);
    assert_int_equal(intern_id(intern, text), 1);
    assert_ptr_not_equal(intern_text(intern, 1).ptr, text.ptr);
    assert_int_equal(intern_borrowed(intern, text), 1);
    assert_int_equal(intern_borrowed(intern, (Span){NULL, 0}), 2);
    assert_int_equal(intern_find(intern, SPAN("")), 2);
    arena_free(arena);
}

/* Texts of every length, each with a sister that differs in one byte. */
static void intern_tells_texts_apart_at_every_byte(void **state)
{
    (void)state;
    enum { LONGEST = 70 };
    Arena *arena = arena_new();
    Intern *intern = intern_new(arena);
    uint32_t count = 0;
    for (size_t len = 1; len <= LONGEST; len++)
        for (size_t at = 0; at < len; at++) {
            char text[LONGEST];
            memset(text, 'x', len);
            text[at] = 'y';
            assert_int_equal(intern_id(intern, (Span){text, len}), count++);
        }
    arena_free(arena);
}

/* So many that hashes of 32 bits meet, which alone shows that texts are compared. Seventeen bytes are compared in another
   way than up to sixteen. */
static void intern_tells_texts_of_one_hash_apart(void **state)
{
    (void)state;
    enum { TEXTS = 400 * 1000 };
    for (size_t len = 12; len <= 17; len += 5) {
        Arena *arena = arena_new();
        Intern *intern = intern_new(arena);
        uint64_t seed = 1;
        for (uint32_t i = 0; i < TEXTS; i++) {
            uint64_t text[3];
            for (size_t k = 0; k < COUNT_OF(text); k++)
                text[k] = (seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407) >> 8;
            assert_int_equal(intern_id(intern, (Span){(const char *)text, len}), i);
        }
        arena_free(arena);
    }
}

static void diagnostics_are_found_by_code_and_name(void **state)
{
    (void)state;
    for (DiagCode code = 0; code < DIAG_COUNT; code++) {
        const DiagInfo *info = diag_info(code);
        assert_ptr_equal(diag_find(span_of(info->code)), info);
        assert_ptr_equal(diag_find(span_of(info->name)), info);
        for (DiagCode other = 0; other < code; other++)
            assert_string_not_equal(diag_info(other)->code, info->code);
    }
    assert_ptr_equal(diag_find(SPAN("front-not-first")), diag_info(DIAG_FRONT_NOT_FIRST));
    assert_ptr_equal(diag_find(SPAN("s101")), diag_find(SPAN("S101")));
    assert_null(diag_find(SPAN("S10")));
    assert_null(diag_find(SPAN("S1011")));
    assert_null(diag_find(SPAN("")));
}

static void diagnostics_are_bounded_and_sorted(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Diags diags = {.arena = arena};
    for (uint32_t i = 0; i < DIAG_LIMIT + 5; i++)
        diag_add(&diags, DIAG_NBSP, 1000 - i, 1, "number %u", i);
    diag_add(&diags, DIAG_BOM, 0, 0, "whole file");
    assert_int_equal(diags.list.len, DIAG_LIMIT + 1);
    assert_int_equal(diags.suppressed, 5);
    assert_int_equal(diags.count[DIAG_NBSP], DIAG_LIMIT + 5);
    diag_sort(&diags);
    check_text("first", SPAN("whole file"), diags.list.at[0].message);
    for (size_t i = 1; i < diags.list.len; i++)
        assert_true(diags.list.at[i - 1].line < diags.list.at[i].line);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_ordered_by_bytes),
        cmocka_unit_test(spans_are_searched),
        cmocka_unit_test(spans_are_trimmed),
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(buf_grows_and_is_cut),
        cmocka_unit_test(vec_keeps_what_was_pushed),
        cmocka_unit_test(lists_that_share_an_arena_grow_apart),
        cmocka_unit_test(ids_are_sorted_and_kept_once),
        cmocka_unit_test(intern_numbers_texts_by_first_sight),
        cmocka_unit_test(intern_grows_and_still_finds),
        cmocka_unit_test(intern_borrows_what_it_is_told_to),
        cmocka_unit_test(intern_tells_texts_apart_at_every_byte),
        cmocka_unit_test(intern_tells_texts_of_one_hash_apart),
        cmocka_unit_test(diagnostics_are_found_by_code_and_name),
        cmocka_unit_test(diagnostics_are_bounded_and_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
