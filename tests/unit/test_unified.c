/* unified: diffs that patch can apply. */
#include "check.h"

#include "render/unified.h"

typedef struct Row {
    const char *name, *before, *after, *diff;
} Row;

#define HEAD "--- a/x.md\n+++ b/x.md\n"

static const Row rows[] = {
    {"equal", "a\nb\n", "a\nb\n", ""},
    {"both empty", "", "", ""},
    {"one line", "a\nb\nc\n", "a\nB\nc\n", HEAD "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
    {"from nothing", "", "a\n", HEAD "@@ -0,0 +1,1 @@\n+a\n"},
    {"to nothing", "a\n", "", HEAD "@@ -1,1 +0,0 @@\n-a\n"},
    {"no line end", "a\nb", "a\nb\n",
     HEAD "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
    {"line ends", "a\r\nb\n", "a\nb\n", HEAD "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n"},
    {"context is three lines", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
     HEAD "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n"},
    {"near changes share a header", "1\n2\n3\n4\n5\n6\n7\n8\n", "X\n2\n3\n4\n5\n6\n7\nX\n",
     HEAD "@@ -1,8 +1,8 @@\n-1\n+X\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+X\n"},
    {"far changes do not", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "X\n2\n3\n4\n5\n6\n7\n8\nX\n",
     HEAD "@@ -1,4 +1,4 @@\n-1\n+X\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+X\n"},
};

static void diffs_are_unified(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Buf out = buf_in(arena);
        unified_render(&out, SPAN("x.md"), span_of(rows[i].before), span_of(rows[i].after),
                       &(View){0});
        check_text(rows[i].name, span_of(rows[i].diff), buf_span(&out));
    }
    arena_free(arena);
}

static void a_terminal_gets_the_visible_form(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf raw = buf_in(arena), shown = buf_in(arena);
    unified_render(&raw, SPAN("x.md"), SPAN(""), SPAN("\x1b\n"), &(View){0});
    unified_render(&shown, SPAN("x.md"), SPAN(""), SPAN("\x1b\n"), &(View){.terminal = true});
    check_text("raw", SPAN(HEAD "@@ -0,0 +1,1 @@\n+\x1b\n"), buf_span(&raw));
    check_text("shown", SPAN(HEAD "@@ -0,0 +1,1 @@\n+^[\n"), buf_span(&shown));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diffs_are_unified),
        cmocka_unit_test(a_terminal_gets_the_visible_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
