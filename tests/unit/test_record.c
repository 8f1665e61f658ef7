#include "check.h"

#include "base/ids.h"
#include "scan/record.h"
#include "scan/shared.h"

static uint32_t random_state = 1;

static uint32_t any(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return random_state ^ random_state >> 15;
}

static Packed packed_of(Arena *arena, Tokens tokens)
{
    Buf out = buf_in(arena);
    tokens_pack(&out, tokens);
    Span bytes = arena_copy(arena, buf_span(&out));
    return (Packed){(const uint8_t *)bytes.ptr, (uint32_t)bytes.len, tokens.count};
}

static Tokens tokens_of(uint32_t *list, size_t count)
{
    return (Tokens){list, ids_sort_distinct(list, count)};
}

static bool are_same(Tokens a, Tokens b)
{
    return a.count == b.count && (!a.count || memcmp(a.at, b.at, a.count * sizeof *a.at) == 0);
}

/* ---- packed sets ---- */

static void packed_sets_are_the_same_unpacked(void **state)
{
    (void)state;
    static const uint32_t rows[][4] = {
        {0, 1, 2, 3},
        {0, UINT32_MAX - 1, UINT32_MAX, 5},
        {0xFEFFFF, 0xFF0000, 0xFFFFFF, 0x1000000},
        {0x7FFFFFFF, 0x80000000, 0x80010000, 0xFFFFFFFF},
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows) * 5; r++) {
        uint32_t list[4];
        memcpy(list, rows[r / 5], sizeof list);
        Tokens tokens = tokens_of(list, r % 5), unpacked;
        Packed packed = packed_of(arena, tokens);
        if (!tokens_check(packed) || !tokens_unpack(arena, packed, &unpacked) ||
            !are_same(tokens, unpacked))
            fail_msg("row %zu, %zu tokens", r / 5, r % 5);
    }
    arena_free(arena);
}

static void bytes_that_are_no_packed_set_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t size, count;
    } rows[] = {
        {"", 0, 1},                                 /* too short */
        {"\1\0", 2, 1},                             /* in the middle of a distance */
        {"\1\0\377\1", 4, 1},                       /* in the middle of a wide one */
        {"\1\0\0", 3, 0},                           /* too long */
        {"\1\0\0\0\0\0", 6, 2},                     /* one token twice */
        {"\1\0\377\377\377\1\0\377\377\377", 10, 2} /* beyond 32 bits */
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Span bytes = arena_copy(arena, (Span){rows[r].bytes, rows[r].size});
        Packed packed = {(const uint8_t *)bytes.ptr, rows[r].size, rows[r].count};
        Tokens tokens;
        if (tokens_check(packed) || tokens_unpack(arena, packed, &tokens))
            fail_msg("row %zu passes for a packed set", r);
    }
    arena_free(arena);
}

/* ---- what is shared ---- */

enum { SETS = 200, MOST_TOKENS = 400 };

static void every_shared_token_is_kept_and_hardly_any_other(void **state)
{
    (void)state;
    Arena *arena = arena_new(), *keep[2] = {arena_new(), arena_new()};
    Tokens *sets = ARENA_ARRAY(arena, Tokens, SETS), kept[2][SETS];
    Packed *packed = ARENA_ARRAY(arena, Packed, SETS);
    size_t alone = 0, kept_alone = 0;
    for (uint32_t s = 0; s < SETS; s++) {
        uint32_t *list = ARENA_ARRAY(arena, uint32_t, MOST_TOKENS), count = any() % MOST_TOKENS;
        for (uint32_t i = 0; i < count; i++)
            list[i] =
                any() % 3 ? any() * UINT32_C(2654435769) : any() % 5000 * UINT32_C(2654435769);
        sets[s] = tokens_of(list, count);
        packed[s] = packed_of(arena, sets[s]);
    }
    for (uint32_t threads = 1; threads <= 2; threads++)
        shared_keep(keep, packed, SETS, threads, kept[threads - 1]);
    for (uint32_t s = 0; s < SETS; s++) {
        assert_true(are_same(kept[0][s], kept[1][s]));
        assert_int_equal(kept[0][s].count, tokens_shared(kept[0][s], sets[s]));
        for (uint32_t i = 0; i < sets[s].count; i++) {
            bool is_shared = false, is_kept = tokens_find(kept[0][s], sets[s].at[i]) != NONE;
            for (uint32_t other = 0; other < SETS && !is_shared; other++)
                is_shared = other != s && tokens_find(sets[other], sets[s].at[i]) != NONE;
            if (is_shared && !is_kept)
                fail_msg("set %u: token %u is shared and was left out", s, sets[s].at[i]);
            alone += !is_shared;
            kept_alone += !is_shared && is_kept;
        }
    }
    if (kept_alone * 4 > alone)
        fail_msg("%zu of %zu tokens that stand alone were kept", kept_alone, alone);
    arena_free(keep[0]);
    arena_free(keep[1]);
    arena_free(arena);
}

/* ---- records ---- */

static Span record_of(Arena *arena, const char *text, Feature *feature)
{
    FeatureReader *reader = feature_reader_new();
    Buf out = buf_in(arena);
    *feature = feature_read(arena, reader, SPAN("x.md"), span_of(text));
    feature_reader_free(reader);
    record_write(&out, feature);
    return buf_span(&out);
}

static const char agent[] =
    "---\nname: backend-specialist\ndescription: Builds what stands behind an interface.\n---\n\n"
    "# Backend\n\n**Focus:**\n- Databases that answer in time, and databases that do not\n"
    "- Interfaces which last longer than those who wrote them\n";

static void a_record_gives_the_feature_back(void **state)
{
    (void)state;
    static const char *const rows[] = {agent, "", "no front matter, no name\n",
                                       "---\nname: only\n---\n"};
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Feature made, read;
        Tokens body = {0};
        Span record = record_of(arena, rows[r], &made);
        assert_true(record_read(arena, arena, record, &read));
        assert_true(tokens_unpack(arena, read.packed, &body));
        check_text("name", made.name, read.name);
        if (!are_same(made.body, body) || !are_same(made.front, read.front) ||
            !are_same(made.terms, read.terms) || !are_same(made.about, read.about) ||
            !are_same(made.sections, read.sections) || made.body_hash != read.body_hash ||
            made.bytes != read.bytes || made.has_filler != read.has_filler ||
            memcmp(made.times, read.times, made.terms.count) != 0)
            fail_msg("row %zu: another feature", r);
        arena_free(arena);
    }
}

/* What they say then does not matter; that nothing is read beyond their end does. */
static void damaged_records_do_no_harm(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Feature feature;
    Span record = record_of(arena, agent, &feature);
    for (size_t len = 0; len < record.len; len++) {
        char *cut = malloc(len + 1);
        memcpy(cut, record.ptr, len);
        assert_false(record_read(arena, arena, (Span){cut, len}, &feature));
        free(cut);
    }
    for (size_t at = 0; at < record.len; at++) {
        char *changed = malloc(record.len);
        memcpy(changed, record.ptr, record.len);
        changed[at] = (char)(changed[at] ^ (1 << any() % 8));
        record_read(arena, arena, (Span){changed, record.len}, &feature);
        free(changed);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_sets_are_the_same_unpacked),
        cmocka_unit_test(bytes_that_are_no_packed_set_are_refused),
        cmocka_unit_test(every_shared_token_is_kept_and_hardly_any_other),
        cmocka_unit_test(a_record_gives_the_feature_back),
        cmocka_unit_test(damaged_records_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
