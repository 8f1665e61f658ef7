#include "check.h"

#include "diff/apply.h"
#include "diff/patch_text.h"
#include "diff/place.h"

static Arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Doc *read_doc(const char *name, Span text)
{
    return doc_read(arena, span_of(name), text, (DocOptions){0});
}

static Span written(Span old, Span new)
{
    Buf out = buf_in(arena);
    patch_write(&out, patch_make(arena, diff_docs(arena, read_doc("old.md", old),
                                                  read_doc("new.md", new), NULL)));
    return buf_span(&out);
}

/* The changes alone, without head and end. */
static Span changes_of(Span patch)
{
    size_t start = span_find(patch, SPAN("\n\n"), 0), end = span_find(patch, SPAN("\nend of "), 0);
    return start < end ? span_range(patch, start + 2, end) : SPAN("");
}

static const Patch *read_one(const char *what, Span text)
{
    PatchVec patches = {0};
    PatchError error;
    if (!patch_read(arena, text, &patches, &error))
        fail_msg("%s: %u:%u: %.*s\n%.*s", what, error.line, error.column, SPAN_ARG(error.message),
                 SPAN_ARG(text));
    assert_int_equal(patches.len, 1);
    return patches.at[0];
}

static Span applied(const char *what, Span patch, Span old)
{
    const Patch *read = read_one(what, patch);
    Lines lines = read_doc("old.md", old)->source.raw;
    PatchError error;
    if (!apply_check(arena, read, &lines, &error))
        fail_msg("%s: %u: %.*s\n%.*s", what, error.line, SPAN_ARG(error.message), SPAN_ARG(patch));
    return apply_patch(arena, read, &lines, false);
}

/* ---- the written form ---- */

static const struct {
    const char *what, *old, *new, *changes;
} forms[] = {
    {"an edited line, with its address and what stands around it",
     "# A\n\nintro\n\n## B\n\n- one\n- two\n", "# A\n\nintro\n\n## B\n\n- one\n- 2\n",
     "change 1 at 5: A/B\n= ## B\n=\n= - one\n- - two\n+ - 2\n"},
    {"a field", "---\nname: x\nmodel: opus\n---\n", "---\nname: x\nmodel: haiku\n---\n",
     "change 1 at 1: front matter/model\n= ---\n= name: x\n- model: opus\n+ model: haiku\n= ---\n"},
    {"the key of an item", "- **K**: a\n- **L**: b\n", "- **K**: a\n- **L**: c\n",
     "change 1 at 1: L\n= - **K**: a\n- - **L**: b\n+ - **L**: c\n"},
    {"moved text stands once, what was edited in it beside it",
     "# T\n\n## A\n\nwhat A says first\nwhat A says next\n\n## B\n\nwhat B says at some length\n"
     "and B goes on for a while, and on\nand B goes on once more, longer still\n",
     "# T\n\n## B\n\nwhat B says at some length\nand B goes on for a while, and on\n"
     "and B goes on once more, longer still\n\n## A\n\nwhat A says first\nwhat A now says\n",
     "change 1 at 10: T/B\n= what B says at some length\n= and B goes on for a while, and on\n"
     "= and B goes on once more, longer still\n+\nfrom 3, whole section: T/A\n~ ## A\n~\n~ what A "
     "says first\n"
     "- what A says next\n-\n+ what A now says\n"},
    {"blanks at the end, tabs, bytes that are no UTF-8 and hidden characters are spelled out",
     "a\n",
     "b  \n\tc\n\xff\n\xe2\x80\xae"
     "d\n\"e\"\n",
     "change 1 at 1\n- a\n+\"b  \\n\"\n+\"\\tc\\n\"\n+\"\\xff\\n\"\n+\"\\u{202e}d\\n\"\n+ \"e\"\n"},
    {"so is the line end that is not there", "a\n", "a\nb", "change 1 at 1\n= a\n+\"b\"\n"},
    {"and one that most lines do not have", "a\n", "a\r\n", "change 1 at 1\n-\"a\\n\"\n+ a\n"},
    {"an empty line is its sign", "a\nb\n", "a\n\nb\n", "change 1 at 1\n= a\n+\n= b\n"},
};

static void changes_are_written_to_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        Span patch = written(span_of(forms[i].old), span_of(forms[i].new));
        check_text(forms[i].what, span_of(forms[i].changes), changes_of(patch));
        check_text(forms[i].what, span_of(forms[i].new),
                   applied(forms[i].what, patch, span_of(forms[i].old)));
    }
}

static void equal_files_have_an_empty_patch(void **state)
{
    (void)state;
    check_text("equal", SPAN(""), written(SPAN("# A\n"), SPAN("# A\n")));
    check_text("both empty", SPAN(""), written(SPAN(""), SPAN("")));
}

static void a_long_line_is_cut_for_mail(void **state)
{
    (void)state;
    Buf line = buf_in(arena);
    for (int i = 0; i < 1000; i++)
        buf_add(&line, SPAN("word "));
    buf_add(&line, SPAN(".\n"));
    Span patch = written(SPAN("a\n"), buf_span(&line));
    Lines lines = lines_index(arena, patch);
    for (uint32_t n = 0; n < lines.count; n++)
        assert_true(lines_line(&lines, n).len < 998);
    check_text("long line", buf_span(&line), applied("long line", patch, SPAN("a\n")));
}

/* ---- on its way ---- */

static Span with_line_ends(Span text, const char *end)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\n')
            buf_add(&out, span_of(end));
        else
            buf_add_byte(&out, text.ptr[i]);
    return buf_span(&out);
}

static void mail_does_not_break_it(void **state)
{
    (void)state;
    Span old = SPAN("# A\n\n- one  \n- two\n"), new = SPAN("# A\n\n- one  \n\n- two\t\n");
    Span patch = written(old, new);
    const struct {
        const char *what;
        Span text;
    } rows[] = {
        {"carriage returns", with_line_ends(patch, "\r\n")},
        {"blanks at the ends of lines", with_line_ends(patch, "  \n")},
        {"text above and below",
         arena_format(arena, "From: me\n\nHello,\n\n%.*s-- \nme\n", SPAN_ARG(patch))},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_text(rows[i].what, new, applied(rows[i].what, rows[i].text, old));
}

/* ---- what is no patch ---- */

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD                                                                                       \
    "stemma-patch/1\nold: a\nold-bytes: 1\nold-sha256: " HASH                                      \
    "\nnew: b\nnew-bytes: 2\nnew-sha256: " HASH "\n\n"

static const struct {
    const char *text;
    uint32_t line, column;
    const char *message; /* a part of it */
} broken[] = {
    {"x\n", 1, 1, "this is no patch of stemma"},
    {"--- a/x\n+++ b/x\n", 1, 1, "stemma diff --format patch"},
    {"stemma-patch/2\n", 1, 1, "a newer stemma"},
    {"stemma-patch/1\n", 2, 1, "a part of it is missing"},
    {"stemma-patch/1\nold: a\n\n", 3, 1, "has no line 'old-bytes: '"},
    {"stemma-patch/1\nold: a\nold: a\n", 3, 1, "twice"},
    {"stemma-patch/1\nold: \"a\n", 2, 8, "the quoted name is damaged"},
    {"stemma-patch/1\nsize: 1\n", 2, 1, "no head of a patch has such a line"},
    {"stemma-patch/1\nold-bytes: 99999999999999999999\n", 2, 12, "too high"},
    {"stemma-patch/1\nold-bytes: many\n", 2, 12, "should be a number"},
    {"stemma-patch/1\nold-sha256: 12\n", 2, 13, "has 64 digits"},
    {"stemma-patch/1\nold-sha256: xyz\n", 2, 13, "no SHA-256"},
    {"stemma-patch/1\nline-end: cr\n", 2, 11, "'crlf'"},
    {HEAD "change 1 at 1\n- a\n", 11, 1, "a part of it is missing"},
    {HEAD "change 1 at 1\n- a\nend of 2 changes\n", 11, 1, "should hold 2 changes and holds 1"},
    {HEAD "change 2 at 1\n- a\nchange 1 at 5\n", 11, 8, "out of order"},
    {HEAD "change 1 at 5\n- a\nchange 2 at 5\n", 11, 13, "goes back"},
    {HEAD "change 1 at 0\n", 9, 13, "lines count from 1"},
    {HEAD "change 1 at 4294967296\n", 9, 13, "too high"},
    {HEAD "change 1 at 268435456000000000000000000\n", 9, 13, "too high"},
    {HEAD "change x\n", 9, 8, "should be a number"},
    {HEAD "change 1 on 1\n", 9, 9, "' at '"},
    {HEAD "change 1 at 1 A\n", 9, 14, "': '"},
    {HEAD "change 1 at 1, whole section\n", 9, 13, "only what has moved"},
    {HEAD "- a\n", 9, 1, "has no place here"},
    {HEAD "from 1\n", 9, 1, "none has begun"},
    {HEAD "change 1 at 1\nback\n", 10, 1, "without a 'from'"},
    {HEAD "change 1 at 1\n~ a\n", 10, 1, "has no place here"},
    {HEAD "change 1 at 1\nfrom 3\n= a\n", 11, 1, "has no place here"},
    {HEAD "change 1 at 1\n+ a\nwrapped\n", 11, 1, "was a line wrapped"},
    {HEAD "change 1 at 1\n+a\n", 10, 2, "a blank or a quote"},
    {HEAD "change 1 at 1\n+\"a\n", 10, 4, "the quotes or an escape are damaged"},
    {HEAD "change 1 at 1\n+\"a\\q\"\n", 10, 4, "an escape"},
    {HEAD "change 1 at 1\n+\"a\" b\n", 10, 5, "the quotes"},
    {HEAD "change 1 at 1\n+\"\\u{110000}\"\n", 10, 3, "an escape"},
    {HEAD "change 1 at 1\n+\"\\u{d800}\"\n", 10, 3, "an escape"},
    {HEAD "change 1 at 1\n&\"a\"\n", 10, 1, "was a line wrapped"},
};

static void what_is_no_patch_is_named_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        PatchVec patches = {0};
        PatchError error = {0};
        const char *text = broken[i].text;
        if (patch_read(arena, span_of(text), &patches, &error))
            fail_msg("read without an error:\n%s", text);
        if (error.line != broken[i].line || error.column != broken[i].column ||
            span_find(error.message, span_of(broken[i].message), 0) == error.message.len)
            fail_msg("%s\n  expected %u:%u: ...%s...\n  got      %u:%u: %.*s", text, broken[i].line,
                     broken[i].column, broken[i].message, error.line, error.column,
                     SPAN_ARG(error.message));
    }
}

static const struct {
    const char *changes, *message;
} unfit[] = {
    {"change 1 at 9\n+ x\n", "line 9 of the file is not there"},
    {"change 1 at 1\n- a\n= b\n= c\n= d\n", "line 4 of the file is not there"},
    {"change 1 at 1\n- x\n", "line 1 of the file is another one"},
    {"change 1 at 1\nfrom 1\n~ a\nfrom 1\n~ a\n", "line 1 of the file is asked for twice"},
    {"change 1 at 1\n- a\nfrom 1\n~ a\n", "line 1 of the file is asked for twice"},
    {"change 1 at 1\nfrom 268435456\n~ a\n", "line 268435456 of the file is not there"},
};

static void a_patch_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    Lines lines = lines_index(arena, SPAN("a\nb\nc\n"));
    for (size_t i = 0; i < COUNT_OF(unfit); i++) {
        Span text = arena_format(arena, HEAD "%send of 1 change\n", unfit[i].changes);
        PatchError error = {0};
        if (apply_check(arena, read_one("unfit", text), &lines, &error))
            fail_msg("fits, but should not:\n%s", unfit[i].changes);
        check_text(unfit[i].changes, span_of(unfit[i].message), error.message);
    }
}

static void a_truncated_patch_is_refused(void **state)
{
    (void)state;
    Span patch = written(SPAN("# A\n\n- one\n- two\n"), SPAN("# A\n\n- 1\t\n- two\n- three"));
    for (size_t len = 1; len + 1 < patch.len; len++) {
        PatchVec patches = {0};
        PatchError error;
        if (patch_read(arena, span_range(patch, 0, len), &patches, &error))
            fail_msg("read without an error:\n%.*s", (int)len, patch.ptr);
    }
}

/* ---- on a file that has changed ---- */

static const struct {
    const char *what, *old, *new, *target, *result;
    const char *fates; /* of each change: Found, Alike, Present, Lost */
} drifted[] = {
    {"lines above were added", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n",
     "new\n\n# A\n\n- one\n- two\n", "new\n\n# A\n\n- one\n- 2\n", "F"},
    {"the line above was edited", "# A\n\nthis here\n\n- one\n- two\n",
     "# A\n\nthis here\n\n- one\n- 2\n", "# A\n\nother\n\n- one\n- two\n",
     "# A\n\nother\n\n- one\n- 2\n", "A"},
    {"the line itself was edited", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n",
     "# A\n\n- one\n- two!\n", "# A\n\n- one\n- two!\n", "L"},
    {"it is there already", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n",
     "new\n# A\n\n- one\n- 2\n", "new\n# A\n\n- one\n- 2\n", "P"},
    {"an addition at the end is there already", "# A\n\n- one\n", "# A\n\n- one\n- two\n",
     "x\n# A\n\n- one\n- two\n", "x\n# A\n\n- one\n- two\n", "P"},
    {"the line stands in two sections, the address decides", "# A\n\n- same\n\n# B\n\n- same\n",
     "# A\n\n- same\n\n# B\n\n- other\n", "new\n\n# A\n\n- same\n\nmore\n\n# B\n\n- same\n",
     "new\n\n# A\n\n- same\n\nmore\n\n# B\n\n- other\n", "F"},
    {"its section is gone, and the same line in another is not meant",
     "# A\n\n- x\n- same\n- y\n\n# B\n\n- x\n- same\n- y\n",
     "# A\n\n- x\n- same\n- y\n\n# B\n\n- x\n- other\n- y\n", "# A\n\n- x\n- same\n- y\n",
     "# A\n\n- x\n- same\n- y\n", "L"},
    {"its lines have gone to another section",
     "# A\n\n- some words here\n\n# B\n\n- more words\n- some other words\n",
     "# A\n\n- some words here\n\n# B\n\n- more words\n- some last words\n",
     "# A\n\n- some words here\n- more words\n- some other words\n\n# B\n\nnothing left\n",
     "# A\n\n- some words here\n- more words\n- some other words\n\n# B\n\nnothing left\n", "L"},
    {"something new stands where it belongs", "# A\n\n- one\n- two\n",
     "# A\n\n- one\n- added\n- two\n", "# A\n\n- one\n- theirs\n- two\n",
     "# A\n\n- one\n- theirs\n- two\n", "L"},
    {"the sections have changed places", "# A\n\ntext a\n\n1\n\n2\n\n# B\n\ntext b\n",
     "# A\n\ntext 1\n\n1\n\n2\n\n# B\n\ntext 2\n", "# B\n\ntext b\n\n# A\n\ntext a\n\n1\n\n2\n",
     "# B\n\ntext 2\n\n# A\n\ntext 1\n\n1\n\n2\n", "FA"},
    {"the file has carriage returns", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n- 3\n",
     "# A\r\n\r\n- one\r\n- two\r\n", "# A\r\n\r\n- one\r\n- 2\r\n- 3\r\n", "F"},
    {"the file has no line end at its end", "# A\n\n- one\n", "# A\n\n- one\n- two\n",
     "x\n# A\n\n- one", "x\n# A\n\n- one\n- two\n", "F"},
    {"a moved section takes along what is new in it",
     "# T\n\n## A\n\nfirst thing said\nnext thing said\n\n## B\n\nB is so much longer than A\n"
     "B goes on and on and on\n",
     "# T\n\n## B\n\nB is so much longer than A\nB goes on and on and on\n\n## A\n\n"
     "first thing said\nnext thing said\n",
     "# T\n\n## A\n\nfirst thing said\nsomething new\nnext thing said\n\n## B\n\n"
     "B is so much longer than A\nB goes on and on and on\n",
     "# T\n\n## B\n\nB is so much longer than A\nB goes on and on and on\n\n## A\n\n"
     "first thing said\nsomething new\nnext thing said\n",
     "A"},
    {"also what has come to its end",
     "# T\n\n## A\n\nfirst thing said\nnext thing said\n\n## B\n\nB is so much longer than A\n"
     "B goes on and on and on\n",
     "# T\n\n## B\n\nB is so much longer than A\nB goes on and on and on\n\n## A\n\n"
     "first thing said\nnext thing said\n",
     "# T\n\n## A\n\nfirst thing said\nnext thing said\nsomething new\n\n## B\n\n"
     "B is so much longer than A\nB goes on and on and on\n",
     "# T\n\n## B\n\nB is so much longer than A\nB goes on and on and on\n\n## A\n\n"
     "first thing said\nnext thing said\nsomething new\n",
     "A"},
    {"another file", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n", "quite another\n",
     "quite another\n", "L"},
    {"an empty file", "# A\n\n- one\n- two\n", "# A\n\n- one\n- 2\n", "", "", "L"},
};

static void a_change_finds_its_place(void **state)
{
    (void)state;
    static const char letters[] = "FAPL";
    for (size_t i = 0; i < COUNT_OF(drifted); i++) {
        Span text = written(span_of(drifted[i].old), span_of(drifted[i].new));
        const Patch *patch = read_one(drifted[i].what, text);
        const Doc *target = read_doc("target.md", span_of(drifted[i].target));
        const Placed *placed = place_patch(arena, patch, target);
        char fates[16] = "";
        for (size_t c = 0; c < patch->changes.len && c + 1 < sizeof fates; c++)
            fates[c] = letters[placed->placements[c].fate];
        check_text(drifted[i].what, span_of(drifted[i].fates), span_of(fates));
        check_text(drifted[i].what, span_of(drifted[i].result),
                   apply_patch(arena, placed->patch, &target->source.raw, true));
    }
}

static void rejects_are_a_patch(void **state)
{
    (void)state;
    Span old = SPAN("# A\n\n- one\n- two\n\n# B\n\n1\n2\n3\n4\n5\n6\n7\n- three\n");
    Span new = SPAN("# A\n\n- one\n- 2\n\n# B\n\n1\n2\n3\n4\n5\n6\n7\n- 3\n");
    Span target = SPAN("# A\n\n- one\n- two!\n\n# B\n\n1\n2\n3\n4\n5\n6\n7\n- three\n");
    const Patch *patch = read_one("whole", written(old, new));
    const Placed *placed = place_patch(arena, patch, read_doc("target.md", target));
    Buf out = buf_in(arena);
    patch_write(&out, placed->rejects);
    const Patch *rejects = read_one("rejects", buf_span(&out));
    assert_int_equal(rejects->part_of, 2);
    assert_int_equal(rejects->changes.len, 1);
    assert_int_equal(rejects->changes.at[0].number, 1);
    Lines lines = lines_index(arena, old);
    check_text("rejects on the old file",
               SPAN("# A\n\n- one\n- 2\n\n# B\n\n1\n2\n3\n4\n5\n6\n7\n- three\n"),
               apply_patch(arena, rejects, &lines, false));
}

/* A million equal lines on both sides must not take the square of that. */
static void repetition_is_not_hostile(void **state)
{
    (void)state;
    enum { LINES = 100000 };
    Buf old = buf_in(arena), new = buf_in(arena), target = buf_in(arena);
    for (int i = 0; i < LINES; i++) {
        buf_add(&old, SPAN("- the same line everywhere\n"));
        buf_add(&new, i % 8 ? SPAN("- the same line everywhere\n") : SPAN("- another\n"));
        buf_add(&target, i % 9 ? SPAN("- the same line everywhere\n") : SPAN("- drifted\n"));
    }
    const Patch *patch = read_one("repeated", written(buf_span(&old), buf_span(&new)));
    const Doc *doc = read_doc("target.md", buf_span(&target));
    assert_non_null(place_patch(arena, patch, doc));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(changes_are_written_to_be_read),
        TEST(equal_files_have_an_empty_patch),
        TEST(a_long_line_is_cut_for_mail),
        TEST(mail_does_not_break_it),
        TEST(what_is_no_patch_is_named_with_its_place),
        TEST(a_patch_that_does_not_fit_is_refused),
        TEST(a_truncated_patch_is_refused),
        TEST(a_change_finds_its_place),
        TEST(rejects_are_a_patch),
        TEST(repetition_is_not_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
