/* words: how text is split into what comparison looks at, and the stems of words. */
#include "check.h"

#include "base/buf.h"
#include "text/words.h"

#include <libstemmer.h>
#include <time.h>

static Span joined(Arena *arena, Span text)
{
    WordVec words = {0};
    words_split(arena, text, &words);
    char *out = ARENA_ARRAY(arena, char, text.len * 8 + 16);
    for (size_t i = 0; i < words.len; i++) {
        const char *sign = words.at[i].kind == WORD_NUMBER ? "#" : "";
        sprintf(out + strlen(out), "%s%s%.*s", i ? " " : "", sign, SPAN_ARG(words.at[i].text));
    }
    return span_of(out);
}

/* Numbers are shown with a # before them. */
static const char *const splits[][2] = {
    {"", ""},
    {" - ** \n", ""},
    {"Use PostgreSQL, Redis.", "use postgresql redis"},
    {"C++ and C# on .NET", "c++ and c# on net"},
    {"don't you're 'quoted' users' O'Brien", "don't you're quoted users o'brien"},
    {"don\u2019t", "don't"},
    {"p95 95 10+ 3rd x86_64", "p95 #95 #10+ #3rd x86 #64"},
    {"0.1 99.9% 1,000 12,345,678.9", "#0.1 #99.9 #1,000 #12,345,678.9"},
    {"1,2,3 v1.2 2.0.", "#1 #2 #3 v1 #2 #2.0"},
    {"1,0000 1,00", "#1 #0000 #1 #00"},
    {"read-only snake_case a/b", "read only snake case a b"},
    {"\u00C9cole STRASSE Stra\u00DFe", "\u00E9cole strasse strasse"},
    {"e\u0301te\u0301", "\u00E9t\u00E9"},
    {"\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440",
     "\u043F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440"},
    {"使用React框架 和", "使用 react 框架 和"},
    {"数据库设计", "数据 据库 库设 设计"},
    {"テストを", "テス スト トを"},
    {"한국어 문서", "한국어 문서"},
    {"✅ ⚠️ 1️⃣ done", "#1 done"},
    {"x² ①", "x2 #1"},
    {"a\xFF"
     "b",
     "a b"},
    {"\u00AD", ""},
};

static void text_is_split_into_words(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(splits); i++)
        check_text(splits[i][0], span_of(splits[i][1]), joined(arena, span_of(splits[i][0])));
    arena_free(arena);
}

static void words_know_their_place(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Span text = SPAN("\u00C9t\u00E9: use C++ 数据库 1,000");
    static const Span there[] = {SPAN("\u00C9t\u00E9"), SPAN("use"),  SPAN("C++"),
                                 SPAN("数据"),          SPAN("据库"), SPAN("1,000")};
    WordVec words = {0};
    words_split(arena, text, &words);
    assert_int_equal(words.len, COUNT_OF(there));
    for (size_t i = 0; i < words.len; i++) {
        const Word *word = &words.at[i];
        check_text("place", there[i], span_range(text, word->offset, word->offset + word->len));
    }
    text = SPAN("\u00E9t\u00E9: use it");
    words.len = 0;
    words_split(arena, text, &words);
    assert_ptr_equal(words.at[1].text.ptr, text.ptr + words.at[1].offset); /* borrowed */
    arena_free(arena);
}

static void any_word_is_seen(void **state)
{
    (void)state;
    static const char *const without[] = {"",           "---",    "| :-- |", "```",
                                          "✅ ⚠️", "\u0301", "\xFF"};
    static const char *const with[] = {"- a", "7", "é", "漢", "**д**"};
    for (size_t i = 0; i < COUNT_OF(without); i++)
        assert_false(words_any(span_of(without[i])));
    for (size_t i = 0; i < COUNT_OF(with); i++)
        assert_true(words_any(span_of(with[i])));
}

/* The tables are searched by halves, which asks for their order. */
static void stop_words_and_negations_are_apart(void **state)
{
    (void)state;
    static const char *const stops[] = {"a", "the", "i", "yourself", "you're", "let's", "of", "is"};
    static const char *const negations[] = {"ain't",   "not",   "never",    "no",    "don't",
                                            "without", "avoid", "wouldn't", "cannot"};
    static const char *const neither[] = {"", "database", "always", "only", "before", "zz", "th"};
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        assert_true(words_is_stop(span_of(stops[i])) && !words_is_negation(span_of(stops[i])));
    for (size_t i = 0; i < COUNT_OF(negations); i++)
        assert_true(words_is_negation(span_of(negations[i])) &&
                    !words_is_stop(span_of(negations[i])));
    for (size_t i = 0; i < COUNT_OF(neither); i++)
        assert_false(words_is_stop(span_of(neither[i])) || words_is_negation(span_of(neither[i])));
}

static void words_that_mean_the_same_have_one_stem(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"databases", "databas"},
        {"database", "databas"},
        {"tested", "test"},
        {"testing", "test"},
        {"user's", "user"},
        {"c++", "c++"},
        {"is", "is"},
        {"été", "été"},
        {"", ""},
    };
    Arena *arena = arena_new();
    Stems *stems = stems_new(arena);
    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < COUNT_OF(rows); i++)
            check_text(rows[i][0], span_of(rows[i][1]), stems_stem(stems, span_of(rows[i][0])));
    stems_free(stems);
    stems_free(stems_new(arena));
    stems_free(NULL);
    arena_free(arena);
}

/* Words without an ending that means something are not given to the stemmer: it would leave them alone. */
static void only_endings_make_stems(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz'";
    static const char *const starts[] = {"cat",  "generat", "hop", "rel", "tr",
                                         "oper", "y",       "'b",  "bay", "k8"};
    static const char *const middles[] = {"",    "al",  "iz",  "ation", "iv",  "ous", "ful", "less",
                                          "abl", "ent", "ism", "og",    "bil", "e",   "y",   "l"};
    enum { LETTERS = sizeof letters - 1, ENDS = LETTERS * LETTERS };
    Arena *arena = arena_new();
    Stems *stems = stems_new(arena);
    struct sb_stemmer *stemmer = sb_stemmer_new("english", "ISO_8859_1");
    for (size_t i = 0; i < COUNT_OF(starts) * COUNT_OF(middles) * ENDS; i++) {
        Span word = arena_format(arena, "%s%s%c%c", starts[i / ENDS % COUNT_OF(starts)],
                                 middles[i / ENDS / COUNT_OF(starts)],
                                 letters[i / LETTERS % LETTERS], letters[i % LETTERS]);
        const sb_symbol *stem =
            sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
        check_text(word.ptr, (Span){(const char *)stem, (size_t)sb_stemmer_length(stemmer)},
                   stems_stem(stems, word));
    }
    sb_stemmer_delete(stemmer);
    stems_free(stems);
    arena_free(arena);
}

static void long_runs_are_split_in_linear_time(void **state)
{
    (void)state;
    static const Span pieces[] = {SPAN("a"),  SPAN("a'"),      SPAN("1,"),
                                  SPAN("1."), SPAN("漢"),      SPAN("\u0301"),
                                  SPAN("+"),  SPAN("a\u2019"), SPAN("\xFF")};
    clock_t start = clock();
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        for (int n = 0; n < 200 * 1000; n++)
            buf_add(&text, pieces[i]);
        WordVec words = {0};
        words_split(arena, buf_span(&text), &words);
        arena_free(arena);
    }
    assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_split_into_words),
        cmocka_unit_test(words_know_their_place),
        cmocka_unit_test(any_word_is_seen),
        cmocka_unit_test(stop_words_and_negations_are_apart),
        cmocka_unit_test(words_that_mean_the_same_have_one_stem),
        cmocka_unit_test(only_endings_make_stems),
        cmocka_unit_test(long_runs_are_split_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
