/* mask: text whose inline markup is masked has the same blocks on the same lines. */
#include "check.h"

#include "base/buf.h"
#include "doc/mask.h"
#include "doc/parse.h"
#include "text/lines.h"

static bool is_inside_text(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
}

static Span blocks_of(Arena *arena, Span text)
{
    Buf out = buf_in(arena);
    cmark_node *root = parse_commonmark(arena, text), *node = root;
    while (node) {
        buf_format(&out, "%s %d:%d-%d\n", cmark_node_get_type_string(node),
                   cmark_node_get_start_line(node), cmark_node_get_start_column(node),
                   cmark_node_get_end_line(node));
        cmark_node *next = is_inside_text(node) ? NULL : cmark_node_first_child(node);
        while (!next && node != root) {
            next = cmark_node_next(node);
            node = next ? node : cmark_node_parent(node);
        }
        node = next;
    }
    return buf_span(&out);
}

/* What is left of each line when it is cut. */
static Span cut_lines(Arena *arena, Span text)
{
    Buf out = buf_in(arena);
    Lines lines = lines_index(arena, text);
    Begun begun = {0};
    for (uint32_t n = 0; n < lines.count; n++)
        mask_add(&out, lines_line(&lines, n), &begun);
    return buf_span(&out);
}

static void check_cut(const char *what, Span text)
{
    Arena *arena = arena_new();
    check_text(what, blocks_of(arena, text), blocks_of(arena, cut_lines(arena, text)));
    arena_free(arena);
}

static void check_masked(const char *what, Span text)
{
    Arena *arena = arena_new();
    Span masked = mask_inlines(arena, text);
    assert_int_equal(masked.len, text.len);
    check_text(what, blocks_of(arena, text), blocks_of(arena, masked));
    arena_free(arena);
}

static const Span texts[] = {
    SPAN("**a** `b` [c](d) ![e](f) <g> &amp; \\* _h_\n"),
    SPAN("- *a*\n- * b\n1. * c\n> * d\n"),
    SPAN("* * *\n_ _ _\n***\n"),
    SPAN("```a\n`b`\n```\n~~~ c`d\n~~~\n"),
    SPAN("x ```\ny\n"),
    SPAN("<!-- a\n[b]\n-->\nc\n"),
    SPAN("<?a\n*b* ?>\nc\n"),
    SPAN("<![CDATA[\na\n]]>\nb\n"),
    SPAN("<pre>\n[a]\n\n</pre>\nb\n"),
    SPAN("<a href=\"*b*\" _c>\n\nd\n"),
    SPAN("a\n===\n*b*\n---\n# *c* #\n"),
    SPAN("    *a*\n\n1986\\. b\n"),
    SPAN("- `a` b\n- ``c\n- ~~d~~\n~~~ e\nf\n~~~\n"),
    SPAN("> <!-- a\n> b -->\n> c\n"),
    SPAN("<script>\na\n\nb </script>\nc\n"),
    SPAN("<div>\na > b\n\nc\n"),
    SPAN("\xEF\xBB\xBF# a\nb\n"),
    SPAN("<!-- a --> b\nc -->\n<!-->\nd\n<!--e\nf\n\n--> g\nh\n"),
};

/* Masking makes paragraphs of link definitions, so these are for what is cut alone. */
static const Span definitions[] = {
    SPAN("[a]: /b\nc d\n"),        SPAN("[a]:\n/b\n'c\nd e'\nf g\n"),
    SPAN("[a\nb]: c d\ne\n"),      SPAN("[a\\]b]:\nc d\n\ne f\n"),
    SPAN("> [a]:\n> b c\n"),       SPAN("- [a]:\n  b\n- c d\n"),
    SPAN("[a]:\n1.\nb c\n"),       SPAN("[a]\n: b\n[c](d)\n[x] e f\n"),
    SPAN("[a]: b\n===\nc\n===\n"), SPAN("[a] \n]: b\n"),
};

static void blocks_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        check_masked(texts[i].ptr, texts[i]);
        check_cut(texts[i].ptr, texts[i]);
    }
    for (size_t i = 0; i < COUNT_OF(definitions); i++)
        check_cut(definitions[i].ptr, definitions[i]);
}

static void lines_are_cut(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    check_text(
        "cut",
        SPAN("# \v\n12: \v\n1.a\n-`b\n- \v\n~~~ c d\n> <!e> f\ng -> h\n\n[i]: j k\nl m\n\n\v\n"),
        cut_lines(arena,
                  SPAN("# A b\n12: a b\n1.a b\n-`b` c\n- **b** c\n~~~ c d\n> <!e> f\ng -> h\n\n"
                       "[i]: j k\nl m\n\nn o\n")));
    arena_free(arena);
}

static void brackets_go(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    check_text("markup", SPAN("a ..b.. .c.(d) .e(f)."),
               mask_inlines(arena, SPAN("a **b** [c](d) !e(f)`")));
    check_text("start", SPAN("- .x. .a."), mask_inlines(arena, SPAN("- [x] *a*")));
    arena_free(arena);
}

/* ---- anything ---- */

static const char *const pieces[] = {
    "- ",   "1. ", "+ ",   "> ",   "    ",   "\t",   "  ", "```",       "~~~",  "<!--",
    "-->",  "<a>", "</a>", "<pre", "</pre>", "<?",   "?>", "<!A",       ">",    "<",
    "]]>",  "[a]", ":",    "/u",   "'",      "\"",   "# ", "===",       "---",  "***",
    "* * ", "a",   "b c",  "1",    "2)",     "`",    "**", "\\",        "&lt;", "|",
    "[x] ", "\n",  "\n",   "\n",   "\n",     "\n\n", "_",  "<![CDATA[", "[",    "]",
    "](d)", "!",   "é",    "</A ", "<A b",   "**a",  "_é", "\f",        "\v",
};

static uint32_t below(uint32_t *state, uint32_t limit)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % limit;
}

static void any_lines_keep_their_blocks(void **state)
{
    (void)state;
    enum { TEXTS = 20000, MOST_PIECES = 24 };
    uint32_t random = 1;
    for (int i = 0; i < TEXTS; i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        for (uint32_t n = 1 + below(&random, MOST_PIECES); n; n--)
            buf_add(&text, span_of(pieces[below(&random, COUNT_OF(pieces))]));
        check_cut(buf_span(&text).ptr, buf_span(&text));
        arena_free(arena);
    }
}

/* Link definitions are no blocks to cmark and paragraphs when masked, so files with some are left out. */
static void check_file(void *context, const char *path)
{
    (void)context;
    Arena *arena = arena_new();
    Span bytes;
    assert_int_equal(file_read(arena, path, &bytes), 0);
    check_cut(path, bytes);
    if (span_find(bytes, SPAN("]:"), 0) == bytes.len)
        check_masked(path, bytes);
    arena_free(arena);
}

static void corpus_keeps_its_blocks(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *path = shared_path(arena, "data/corpus");
    if (!path) {
        arena_free(arena);
        skip();
    }
    assert_int_equal(file_walk(arena, path, check_file, NULL), 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_stay), cmocka_unit_test(brackets_go),
                                       cmocka_unit_test(lines_are_cut),
                                       cmocka_unit_test(any_lines_keep_their_blocks),
                                       cmocka_unit_test(corpus_keeps_its_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
