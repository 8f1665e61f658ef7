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

/* No word is in both lists, and each is found in its own. */
static void listed_words_are_in_one_list(void **state)
{
    (void)state;
    size_t count = 0;
    for (WordList list = WORDS_STOP; list <= WORDS_NEGATION; list++) {
        WordPlace place = {0};
        for (Span word; (word = words_listed(list, &place)).len; count++)
            if (words_is_stop(word) != (list == WORDS_STOP) ||
                words_is_negation(word) != (list == WORDS_NEGATION))
                fail_msg("'%.*s' is in the wrong list", SPAN_ARG(word));
    }
    assert_true(count > 150);
}

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

typedef struct Stemming {
    Arena *arena;
    Stems *stems;
    struct sb_stemmer *stemmer;
} Stemming;

static void check_stem(const Stemming *s, const char *start, const char *middle, const char *end)
{
    Span word = arena_format(s->arena, "%s%s%s", start, middle, end);
    const sb_symbol *stem = sb_stemmer_stem(s->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    Span expected = {(const char *)stem, (size_t)sb_stemmer_length(s->stemmer)};
    check_text(word.ptr, expected, stems_stem(s->stems, word));
}

/* Words without an ending that means something are not given to the stemmer: it would leave them alone. Three letters of
   any kind end each word, and all endings that the algorithm knows, alone and with a letter behind them. */
static void only_endings_make_stems(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz'";
    static const char *const starts[] = {"c",    "cat", "generat", "hop", "tr",
                                         "oper", "bay", "'b",      "k8"};
    static const char *const endings[] = {
        "al",    "ance",  "ence",    "er",    "ic",      "able",    "ible",  "ant",    "ement",
        "ment",  "ent",   "ism",     "ate",   "iti",     "ous",     "ive",   "ize",    "ion",
        "sion",  "tion",  "ing",     "ed",    "eed",     "edly",    "ingly", "eedly",  "ational",
        "enci",  "anci",  "abli",    "entli", "izer",    "ization", "ator",  "alism",  "aliti",
        "alli",  "ful",   "fulness", "ousli", "ousness", "iveness", "iviti", "biliti", "bli",
        "ogi",   "fulli", "lessli",  "li",    "alize",   "icate",   "iciti", "ical",   "ness",
        "ative", "ll",    "sses",    "ied",   "ies",     "us",      "ogist", "'s",     "'s'",
        "less",  "y",     "e",
    };
    enum { LETTERS = sizeof letters - 1 };
    Stemming s = {.arena = arena_new(), .stemmer = sb_stemmer_new("english", "ISO_8859_1")};
    s.stems = stems_new(s.arena);
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        for (size_t k = 0; k < LETTERS * LETTERS * LETTERS; k++) {
            char end[] = {letters[k / LETTERS / LETTERS], letters[k / LETTERS % LETTERS],
                          letters[k % LETTERS], '\0'};
            check_stem(&s, starts[i], "", end);
        }
        for (size_t k = 0; k < COUNT_OF(endings) * (LETTERS + 1); k++) {
            char end[] = {letters[k % (LETTERS + 1)], '\0'}; /* the last is none */
            check_stem(&s, starts[i], endings[k / (LETTERS + 1)], end);
        }
    }
    sb_stemmer_delete(s.stemmer);
    stems_free(s.stems);
    arena_free(s.arena);
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
        cmocka_unit_test(listed_words_are_in_one_list),
        cmocka_unit_test(stop_words_and_negations_are_apart),
        cmocka_unit_test(words_that_mean_the_same_have_one_stem),
        cmocka_unit_test(only_endings_make_stems),
        cmocka_unit_test(long_runs_are_split_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
