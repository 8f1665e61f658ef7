/* mask: text whose inline markup is masked has the same blocks on the same lines. */
#include "check.h"

#include "base/buf.h"
#include "doc/mask.h"
#include "doc/parse.h"

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
        buf_format(&out, "%s %d:%d\n", cmark_node_get_type_string(node),
                   cmark_node_get_start_line(node), cmark_node_get_start_column(node));
        cmark_node *next = is_inside_text(node) ? NULL : cmark_node_first_child(node);
        while (!next && node != root) {
            next = cmark_node_next(node);
            node = next ? node : cmark_node_parent(node);
        }
        node = next;
    }
    return buf_span(&out);
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
};

static void blocks_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        check_masked(texts[i].ptr, texts[i]);
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

/* Link definitions are no blocks to cmark and paragraphs when masked, so files with some are left out. */
static void check_file(void *context, const char *path)
{
    (void)context;
    Arena *arena = arena_new();
    Span bytes;
    assert_int_equal(file_read(arena, path, &bytes), 0);
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
                                       cmocka_unit_test(corpus_keeps_its_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
