/* seq3: what each side changed, what conflicts, and how small a conflict becomes. */
#include "check.h"

#include "base/buf.h"
#include "text/seq3.h"

static Seq letters(Arena *arena, const char *text)
{
    size_t len = strlen(text);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, len);
    for (size_t i = 0; i < len; i++)
        ids[i] = (uint8_t)text[i];
    return (Seq){ids, (uint32_t)len};
}

static void add_part(Buf *out, char sign, const char *text, Range range)
{
    buf_add_byte(out, sign);
    buf_add(out, (Span){text + range.start, range.end - range.start});
}

/* As "kind base<ours>theirs" for each region: o, t, c or =, the letters of each. */
static Span show(Arena *arena, const char *base, const char *ours, const char *theirs,
                 const Seq3Vec *regions)
{
    static const char kinds[] = {[SEQ3_CONFLICT] = 'c',
                                 [SEQ3_OURS] = 'o',
                                 [SEQ3_THEIRS] = 't',
                                 [SEQ3_SAME] = '=',
                                 [SEQ3_SETTLED] = 's'};
    Buf out = buf_in(arena);
    for (size_t i = 0; i < regions->len; i++) {
        const Seq3Region *region = &regions->at[i];
        if (i)
            buf_add_byte(&out, ' ');
        add_part(&out, kinds[region->kind], base, region->base);
        add_part(&out, '<', ours, region->ours);
        add_part(&out, '>', theirs, region->theirs);
    }
    return buf_span(&out);
}

static void regions_are_as_expected(void **state)
{
    (void)state;
    static const struct {
        const char *base, *ours, *theirs, *regions;
    } rows[] = {
        {"", "", "", ""},
        {"abc", "abc", "abc", ""},
        {"abcde", "aXcde", "abcYe", "ob<X>b td<d>Y"},
        {"abcde", "aXcde", "aXcde", "=b<X>X"},
        {"abcde", "aXcde", "aYcde", "cb<X>Y"},
        {"abcde", "aXcde", "abYde", "cbc<Xc>bY"}, /* changes that touch */
        {"abcde", "acde", "abYde", "cbc<c>bY"},
        {"abc", "abcX", "abcY", "c<X>Y"}, /* both add at one point */
        {"abc", "", "abYc", "cabc<>abYc"},
        {"abcdef", "aXef", "abcdYf", "cbcde<Xe>bcdY"},
        {"abcdefg", "aXYefg", "abcdeZg", "obcd<XY>bcd tf<f>Z"},
        {"", "a", "b", "c<a>b"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Seq3Vec regions = {0};
        seq3_merge(arena, letters(arena, rows[i].base), letters(arena, rows[i].ours),
                   letters(arena, rows[i].theirs), &regions);
        check_text(rows[i].ours, span_of(rows[i].regions),
                   show(arena, rows[i].base, rows[i].ours, rows[i].theirs, &regions));
    }
    arena_free(arena);
}

/* Underscores tell nothing. */
static void conflicts_become_small(void **state)
{
    (void)state;
    static const struct {
        const char *ours, *theirs, *narrowed, *trimmed;
    } rows[] = {
        {"aXb", "aYb", "c-<X>Y", "c-<X>Y"},
        {"aXbcdYe", "aZbcdVe", "c-<XbcdY>ZbcdV", "c-<XbcdY>ZbcdV"},
        {"aXbcdfYe", "aZbcdfVe", "c-<X>Z c-<Y>V", "c-<XbcdfY>ZbcdfV"},
        {"aX_____Ye", "aZ_____Ve", "c-<X_____Y>Z_____V", "c-<X_____Y>Z_____V"},
        {"ab", "ab", "=-<ab>ab", "c-<>"},
        {"", "ab", "c-<>ab", "c-<>ab"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Seq ours = letters(arena, rows[i].ours), theirs = letters(arena, rows[i].theirs);
        bool is_weak[16];
        for (uint32_t n = 0; n < ours.count; n++)
            is_weak[n] = rows[i].ours[n] == '_';
        Seq3Vec regions = {0};
        vec_add(arena, &regions,
                (Seq3Region){SEQ3_CONFLICT, {0, 1}, {0, ours.count}, {0, theirs.count}, NONE});
        Seq3Vec narrowed = seq3_narrow(arena, ours, theirs, is_weak, &regions);
        seq3_trim(ours, theirs, &regions);
        check_text(rows[i].ours, span_of(rows[i].narrowed),
                   show(arena, "-", rows[i].ours, rows[i].theirs, &narrowed));
        check_text(rows[i].ours, span_of(rows[i].trimmed),
                   show(arena, "-", rows[i].ours, rows[i].theirs, &regions));
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_are_as_expected),
        cmocka_unit_test(conflicts_become_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
