/* Sentences, terms and the words that ledgers count. */
#include "check.h"

#include "base/buf.h"
#include "merge/prose.h"
#include "merge/said.h"
#include "merge/sought.h"
#include "merge/terms.h"
#include "text/sentences.h"

static Span join(Arena *arena, const SpanVec *list)
{
    Buf buf = buf_in(arena);
    for (size_t i = 0; i < list->len; i++) {
        if (i)
            buf_add_byte(&buf, '|');
        buf_add(&buf, list->at[i]);
    }
    return buf_span(&buf);
}

static const char *const sentences[][2] = {
    {"One. Two! Three?", "One.|Two!|Three?"},
    {"Use tools, e.g. a linter. Then stop.", "Use tools, e.g. a linter.|Then stop."},
    {"Version 1.2 is out. Good", "Version 1.2 is out.|Good"},
    {"Call `a. B` first. Next", "Call `a. B` first.|Next"},
    {"A line\nbroken in two. And more", "A line broken in two.|And more"},
    {"**Bold.** Then plain.", "**Bold.**|Then plain."},
    {"", ""},
};

static void test_sentences(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(sentences); i++) {
        SpanVec list = {0};
        sentences_split(arena, span_of(sentences[i][0]), &list);
        check_text(sentences[i][0], span_of(sentences[i][1]), join(arena, &list));
    }
    arena_free(arena);
}

static const char *const terms[][2] = {
    {"Kafka, NATS (JetStream, KV), Redis", "Kafka|NATS (JetStream, KV)|Redis"},
    {"one long statement that says how things are done here, briefly", ""},
    {"Kafka, NATS; others", ""},
    {"It runs. Fast, too.", ""},
};

static void test_terms(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(terms); i++) {
        SpanVec list = {0};
        terms_split(arena, span_of(terms[i][0]), &list);
        check_text(terms[i][0], span_of(terms[i][1]), join(arena, &list));
    }
    arena_free(arena);
}

static const char *const said[][2] = {
    {"- [ ] 3. Keep **it** short", "keep|it|short"},
    {"## 12. Title", "title"},
    {"1. **2) Step** one", "2|step|one"},
    {"> - quoted 5 times", "quoted|5|times"},
    {"| 1. once | 2. twice |", "once|2|twice"},
    {"1. once | 2. twice", "once|2|twice"},
    {"```\ncode here\n```", "code|here"},
    {"</workflow>", ""},
    {"---", ""},
};

static void test_said(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        Lines lines = lines_index(arena, span_of(said[i][0]));
        SpanVec words = said_in(said_new(arena, &lines), (Range){0, lines.count});
        check_text(said[i][0], span_of(said[i][1]), join(arena, &words));
    }
    arena_free(arena);
}

static void test_verbatim(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Lines lines = lines_index(arena, SPAN("a b a b c\na b c\nb a\n"));
    Said *text = said_new(arena, &lines);
    SpanVec whole = said_in(text, (Range){0, 1}), part = said_in(text, (Range){1, 2});
    SpanVec other = said_in(text, (Range){2, 3}), none = {0};
    assert_true(said_verbatim(arena, &part, &whole));
    assert_false(said_verbatim(arena, &whole, &part));
    assert_true(said_verbatim(arena, &other, &whole));
    assert_true(said_verbatim(arena, &none, &part));
    SpanVec lost = said_lost(arena, &whole, &other);
    check_text("lost", SPAN("c"), join(arena, &lost));
    arena_free(arena);
}

static void test_unwrap(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    check_text("soft", SPAN("one two three"), prose_unwrap(arena, SPAN("one\ntwo  \nthree")));
    check_text("hard", SPAN("one two"), prose_unwrap(arena, SPAN("one\\\ntwo")));
    arena_free(arena);
}

/* Lines that lose their meaning, or get one, when they stand behind another. */
static const struct {
    const char *text;
    bool can;
} wrapped[] = {
    {"one", true},        {"one\ntwo", true},       {"a\n- b", false},       {"a\n10. b", false},
    {"a\n1.\nb", false},  {"a\n**1. B** c", false}, {"a\n**b** 1. c", true}, {"a\n</b>", false},
    {"</a>\n<b>", false}, {"</a> b", true},         {"a\n[x]", false},       {"a\n[x](b)", false},
};

static const char *const numbered[][2] = {
    {"10. **One** two", "**One** two"},
    {"3) one", "one"},
    {"3.1 one", "3.1 one"},
    {"a. one", "a. one"},
    {"2 of 3. Done", "2 of 3. Done"},
    {"7.", ""},
    {"2024. One", "2024. One"},
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrapped); i++)
        if (prose_can_unwrap(span_of(wrapped[i].text)) != wrapped[i].can)
            fail_msg("'%s' can%s be unwrapped", wrapped[i].text, wrapped[i].can ? "not" : "");
    for (size_t i = 0; i < COUNT_OF(numbered); i++)
        check_text(numbered[i][0], span_of(numbered[i][1]),
                   prose_without_number(span_of(numbered[i][0])));
}

/* Of a text's lines only those are heard that may hold what is sought; none may be passed by that does. */
static void test_sought(void **state)
{
    (void)state;
    static const char text[] = "Use Node.js, C++ or C#.\n- [x] 3. Don't wait 1,000 "
                               "ms\n\xC3\x84pfel \xE2\x80\x94 caf\xC3\xA9\n";
    static const char *const there[] = {"use",   "node",  "js", "c++",          "c#",
                                        "don't", "1,000", "ms", "\xC3\xA4pfel", "caf\xC3\xA9"};
    static const char *const absent[] = {"nod", "nodes", "c",    "3",    "x",
                                         "1",   "000",   "cafe", "wart", "t"};
    Arena *arena = arena_new();
    Lines lines = lines_index(arena, span_of(text));
    Intern *words = intern_new(arena);
    for (size_t i = 0; i < COUNT_OF(there); i++)
        intern_id(words, span_of(there[i]));
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        intern_id(words, span_of(absent[i]));
    const bool *is_there = sought_in(said_new(arena, &lines), words);
    for (uint32_t id = 0; id < intern_count(words); id++)
        if (is_there[id] != (id < COUNT_OF(there)))
            fail_msg("'%.*s' is told to be %s", SPAN_ARG(intern_text(words, id)),
                     is_there[id] ? "there" : "absent");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences), cmocka_unit_test(test_terms),
        cmocka_unit_test(test_said),      cmocka_unit_test(test_verbatim),
        cmocka_unit_test(test_unwrap),    cmocka_unit_test(test_lines),
        cmocka_unit_test(test_sought)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
