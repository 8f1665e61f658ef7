/* flow: marked text in a column; excerpts keep what is near a change. */
#include "check.h"

#include "base/buf.h"
#include "render/flow.h"
#include "text/utf8.h"

enum { MOST_RUNS = 5 };

typedef struct Row {
    const char *what;
    size_t width;
    bool keeps_lines;
    Run runs[MOST_RUNS];
    const char *plain; /* lines with a | behind each */
} Row;

static const Row rows[] = {
    {"one line", 20, false, {{RUN_SAME, SPAN("short text")}}, "short text|"},
    {"wrapped at a blank",
     10,
     false,
     {{RUN_SAME, SPAN("one two three four")}},
     "one two|three four|"},
    {"blanks become one", 20, false, {{RUN_SAME, SPAN("  a \n\t b  ")}}, "a b|"},
    {"marks",
     0,
     false,
     {{RUN_SAME, SPAN("after ")},
      {RUN_REMOVED, SPAN("30")},
      {RUN_ADDED, SPAN("60")},
      {RUN_SAME, SPAN(" s")}},
     "after [-30-]{+60+} s|"},
    {"blanks stand outside of marks",
     0,
     false,
     {{RUN_SAME, SPAN("a")}, {RUN_REMOVED, SPAN(" b")}, {RUN_ADDED, SPAN(" c")}},
     "a [-b-] {+c+}|"},
    {"marks have room",
     8,
     false,
     {{RUN_SAME, SPAN("abc ")}, {RUN_ADDED, SPAN("de")}},
     "abc|{+de+}|"},
    {"a long word is broken", 4, false, {{RUN_SAME, SPAN("abcdefghij")}}, "abcd|efgh|ij|"},
    {"wide characters are not cut", 5, false, {{RUN_SAME, SPAN("核心能力")}}, "核心|能力|"},
    {"controls are spelled out", 0, false, {{RUN_ADDED, SPAN("\x1b[31m\xff")}}, "{+^[[31m<FF>+}|"},
    {"lines are kept", 20, true, {{RUN_SAME, SPAN("if x:\n    y\n\nz")}}, "if x:|    y||z|"},
    {"marks end with their lines",
     20,
     true,
     {{RUN_SAME, SPAN("a\n")}, {RUN_ADDED, SPAN("b\nc\n")}, {RUN_SAME, SPAN("d")}},
     "a|{+b+}|{+c+}|d|"},
    {"kept lines are wrapped between words",
     12,
     true,
     {{RUN_SAME, SPAN("  a b  c ")}, {RUN_ADDED, SPAN("word\n  more")}},
     "  a b  c|{+word+}|  {+more+}|"},
    {"blanks alone are shown",
     20,
     true,
     {{RUN_SAME, SPAN("a")},
      {RUN_REMOVED, SPAN("  ")},
      {RUN_ADDED, SPAN(" ")},
      {RUN_SAME, SPAN("b")}},
     "a[-  -]{+ +}b|"},
    {"nothing", 20, false, {{RUN_SAME, SPAN("")}}, ""},
};

static Span joined(Arena *arena, const FlowLineVec *lines)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < lines->len; i++) {
        buf_add(&out, lines->at[i].text);
        buf_add_byte(&out, '|');
    }
    return buf_span(&out);
}

static void text_flows_into_its_column(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Row *row = &rows[i];
        Flow flow = flow_start(arena, &(View){0}, row->width, row->keeps_lines);
        for (size_t r = 0; r < MOST_RUNS && row->runs[r].text.ptr; r++)
            flow_add(&flow, (FlowMark)row->runs[r].kind, row->runs[r].text);
        flow_end(&flow);
        check_text(row->what, span_of(row->plain), joined(arena, &flow.lines));
        for (size_t n = 0; n < flow.lines.len && row->width; n++)
            assert_true(flow.lines.at[n].columns <= row->width + 4);
    }
    arena_free(arena);
}

static void marks_are_colours_or_elements(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Flow colored = flow_start(arena, &(View){.color = true}, 0, false);
    flow_add(&colored, FLOW_REMOVED, SPAN("a<b"));
    flow_end(&colored);
    check_text("colour", SPAN("\x1b[31ma<b\x1b[0m|"), joined(arena, &colored.lines));
    Flow html = flow_start(arena, NULL, 0, false);
    flow_add(&html, FLOW_REMOVED, SPAN("a<b"));
    flow_add(&html, FLOW_ADDED, SPAN("&\"'"));
    flow_end(&html);
    check_text("html", SPAN("<del>a&lt;b</del><ins>&amp;&quot;&#39;</ins>|"),
               joined(arena, &html.lines));
    arena_free(arena);
}

static Span excerpt_of(Arena *arena, const Run *runs, size_t count, bool keeps_lines)
{
    RunVec whole = {0}, excerpt = {0};
    for (size_t i = 0; i < count; i++)
        vec_add(arena, &whole, runs[i]);
    flow_excerpt(arena, &whole, keeps_lines, &excerpt);
    Buf out = buf_in(arena);
    for (size_t i = 0; i < excerpt.len; i++)
        buf_add(&out, excerpt.at[i].text);
    return buf_span(&out);
}

static void excerpts_keep_what_is_near(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf words = buf_in(arena), lines = buf_in(arena);
    for (int i = 0; i < 100; i++) {
        buf_format(&words, "%d ", i);
        buf_format(&lines, "%d\n", i);
    }
    const Run prose[] = {
        {RUN_SAME, buf_span(&words)}, {RUN_REMOVED, SPAN("x")}, {RUN_SAME, buf_span(&words)}};
    Span shown = excerpt_of(arena, prose, 3, false);
    assert_true(shown.len < 160);
    assert_true(span_find(shown, SPAN("98 99 x0 1 2"), 0) < shown.len);
    const Run code[] = {
        {RUN_SAME, buf_span(&lines)}, {RUN_ADDED, SPAN("x\n")}, {RUN_SAME, buf_span(&lines)}};
    check_text("code", SPAN("…\n98\n99\nx\n0\n1\n2\n…\n"), excerpt_of(arena, code, 3, true));
    const Run brief[] = {{RUN_SAME, SPAN("a b c ")}, {RUN_ADDED, SPAN("x")}};
    check_text("short", SPAN("a b c x"), excerpt_of(arena, brief, 2, false));
    arena_free(arena);
}

/* Whatever the bytes are: text that is cut is cut between characters, and no column is wider than asked. */
static void excerpts_cut_no_character(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    for (int i = 0; i < 60; i++)
        buf_add(&text, i % 3 ? SPAN("é") : SPAN("核"));
    for (size_t cut = 0; cut < 4; cut++) {
        Span from = span_from(buf_span(&text), cut == 0 ? 0 : 1 + 2 * cut);
        const Run runs[] = {{RUN_SAME, from}, {RUN_ADDED, SPAN("x")}, {RUN_SAME, from}};
        Span shown = excerpt_of(arena, runs, 3, false);
        if (utf8_check(from) == from.len)
            assert_int_equal(utf8_check(shown), shown.len);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_flows_into_its_column),
        cmocka_unit_test(marks_are_colours_or_elements),
        cmocka_unit_test(excerpts_keep_what_is_near),
        cmocka_unit_test(excerpts_cut_no_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
