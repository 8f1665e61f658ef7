/* doc: which sections and units a text has. Each row shows a text and its outline: one unit a line, indented by the depth
   of its section, `> ` for each item that holds it; headings with their kind, items with their marker. */
#include "check.h"

#include "base/buf.h"
#include "doc/doc.h"

static void dump_heading(Buf *out, const Doc *doc, const Unit *unit)
{
    static const char *const kinds[] = {"opening", "heading", "label", "plain", "tag"};
    const Section *section = &doc->sections[unit->section];
    buf_format(out, "%s %u \"%.*s\"", kinds[unit->title], unit->level, SPAN_ARG(section->title));
    if (unit->info.len)
        buf_format(out, " <- %.*s", SPAN_ARG(unit->info));
}

static void dump_item(Buf *out, const Unit *unit)
{
    if (unit->is_ordered)
        buf_format(out, "%u", unit->number);
    buf_format(out, "%c%u%s", unit->marker, unit->list, unit->is_loose ? "~" : "");
    if (unit->task)
        buf_format(out, " [%c]", unit->task);
}

static void dump_unit(Buf *out, const Doc *doc, const Unit *unit)
{
    static const char *const kinds[] = {"", "p", "", "row", "code", "quote", "html", "rule"};
    for (uint32_t parent = unit->parent; parent != NONE; parent = doc->units[parent].parent)
        buf_add(out, SPAN("> "));
    if (unit->kind == UNIT_HEADING)
        dump_heading(out, doc, unit);
    else if (unit->kind == UNIT_ITEM)
        dump_item(out, unit);
    else
        buf_add(out, span_of(kinds[unit->kind]));
    if (unit->kind == UNIT_CODE)
        buf_format(out, "(%.*s)%s", SPAN_ARG(unit->info), unit->is_unclosed ? "!" : "");
    for (size_t i = 0; unit->row && i < unit->row->cells.len; i++)
        buf_format(out, " |%.*s", SPAN_ARG(unit->row->cells.at[i]));
    if (unit->key_style != KEY_NONE)
        buf_format(out, " {%.*s}", SPAN_ARG(unit->key));
    if (unit->kind != UNIT_HEADING && unit->kind != UNIT_ROW)
        buf_format(out, " %.*s", SPAN_ARG(unit->text));
}

static Span dump(Arena *arena, const Doc *doc)
{
    Buf out = buf_in(arena);
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        uint32_t depth = doc->sections[unit->section].depth;
        Buf line = buf_in(arena);
        buf_add_times(&line, ' ', depth);
        dump_unit(&line, doc, unit);
        for (size_t at = 0; at < line.len; at++)
            line.ptr[at] = line.ptr[at] == '\n' ? '$' : line.ptr[at];
        buf_add(&out, buf_span(&line));
        buf_format(&out, " %u-%u%s\n", unit->lines.start + 1, unit->lines.end,
                   unit->is_joined ? "+" : "");
    }
    for (size_t i = 0; i < doc->diags.list.len; i++) {
        const Diag *diag = &doc->diags.list.at[i];
        buf_format(&out, "%s@%u:%u\n", diag_info(diag->code)->code, diag->line, diag->column);
    }
    return buf_span(&out);
}

typedef struct Row {
    const char *what, *text, *expected;
} Row;

static const Row headings[] = {
    {"headings nest", "text\n# A\n## B ##\ntext\n# C: \nx\n",
     "p text 1-1\n"
     "heading 1 \"A\" 2-2\n"
     " heading 2 \"B\" 3-3\n"
     " p text 4-4\n"
     "heading 1 \"C\" 5-5\n"
     "p x 6-6\n"},
    {"a level is left out", "# A\nx\n### **B:**\nx\n",
     "heading 1 \"A\" 1-1\np x 2-2\n heading 3 \"B\" 3-3\n p x 4-4\nS306@3:1\n"},
    {"underlined", "A\nb\n===\nx\n", "heading 1 \"A b\" 1-3\np x 4-4\n"},
    {"nothing below", "# A\n## B\n", "heading 1 \"A\" 1-1\n heading 2 \"B\" 2-2\nS305@2:1\n"},
    {"in a fence and a quote", "```\n# A\n```\n> # B\n\n- # C\n",
     "code() # A$ 1-3\nquote > # B 4-4\n-0 # C 6-6\n"},
    {"rules", "# A\n***\nx\n", "heading 1 \"A\" 1-1\nrule *** 2-2\np x 3-3\n"},
};

static const Row labels[] = {
    {"bold labels", "# A\n**B:**\n- x\n\ny\n\n**C**:\n\nz\n",
     "heading 1 \"A\" 1-1\n"
     " label 0 \"B\" <- **B:** 2-2\n"
     " -0 x 3-3\n"
     " p y 5-5\n"
     " label 0 \"C\" <- **C**: 7-7\n"
     " p z 9-9\n"},
    {"a label and its text", "# A\n**B**\nx\ny\n",
     "heading 1 \"A\" 1-1\n label 0 \"B\" <- **B** 2-2\n p x$y 3-4+\n"},
    {"keyed lines", "# A\n**B**: x\n**C**: y\n**D**:\n1. z\n",
     "heading 1 \"A\" 1-1\n"
     "p {B} **B**: x 2-2\n"
     "p {C} **C**: y 3-3+\n"
     " label 0 \"D\" <- **D**: 4-4+\n"
     " 1.0 z 5-5\n"},
    {"a keyed line and what follows it", "# A\n**B**: x\ny\n**C**: z\n",
     "heading 1 \"A\" 1-1\np {B} **B**: x$y 2-3\np {C} **C**: z 4-4+\n"},
    {"a plain label", "# A\nB c:\n- x\n\ny\n",
     "heading 1 \"A\" 1-1\n plain 0 \"B c\" <- B c: 2-2\n -0 x 3-3\np y 5-5\n"},
    {"before a fence and a table", "# A\nB:\n\n```\nx\n```\n\nC\xEF\xBC\x9A\n| a |\n|---|\n",
     "heading 1 \"A\" 1-1\n"
     " plain 0 \"B\" <- B: 2-2\n"
     " code() x$ 4-6\n"
     " plain 0 \"C\" <- C\xEF\xBC\x9A 8-8\n"
     " row |a 9-10+\n"},
    {"the last line of a paragraph", "# A\nFirst. \nThen:\n- x\n",
     "heading 1 \"A\" 1-1\np First. 2-2\n plain 0 \"Then\" <- Then: 3-3+\n -0 x 4-4\n"},
    {"a wrapped sentence is no label", "# A\nDo all\nof this:\n- x\n",
     "heading 1 \"A\" 1-1\np Do all$of this: 2-3\n-0 x 4-4\n"},
    {"no list, no label", "# A\nB:\n\n\n- x\n\nC:\n\ny\n",
     "heading 1 \"A\" 1-1\np {B} B: 2-2\n-0 x 5-5\np {C} C: 7-7\np y 9-9\n"},
    {"two sentences are no label", "# A\nB. C:\n- x\n",
     "heading 1 \"A\" 1-1\np B. C: 2-2\n-0 x 3-3\n"},
    {"ranks", "A:\n- x\n\n**B**\n\nC:\n- y\n\n---\nz\n",
     " plain 0 \"A\" <- A: 1-1\n"
     " -0 x 2-2\n"
     " label 0 \"B\" <- **B** 4-4\n"
     "  plain 0 \"C\" <- C: 6-6\n"
     "  -1 y 7-7\n"
     "rule --- 9-9\n"
     "p z 10-10\n"},
    {"not in a list", "- **A:**\n\n  **B:**\n  x\n", "-0~ {A} **A:** 1-1\n> p {B} **B:**$x 3-4\n"},
};

static const Row lists[] = {
    {"nested", "- a\n  b\n  - c\n\n  d\n- [x] e\n- [ ] f\n",
     "-0~ a$b 1-2\n> -1 c 3-3\n> p d 5-5\n-0~ [x] e 6-6\n-0~ [ ] f 7-7\n"},
    {"ordered", "3) a\n4) b\n\n1. c\n", "3)0 a 1-1\n4)0 b 2-2\n1.1 c 4-4\n"},
    {"kinds of lists", "* a\n+ b\n- c\n", "*0 a 1-1\n+1 b 2-2\n-2 c 3-3\n"},
    {"items that start with blocks", "- - a\n- ```x\n  b\n  ```\n- > c\n-\n- \n  d\n",
     "-0  1-0\n> -1 a 1-1\n-0  2-1\n> code(x) b$ 2-4\n-0  5-4\n> quote > c 5-5\n-0  6-6\n-0 d "
     "7-8\n"},
    {"tabs", "-\ta\n\n\t\tb\n\n1.\tc\n\td\n", "-0~ a 1-1\n> code() b$ 3-3\n1.1 c$d 5-6\n"},
    {"keys", "- **A**: b\n- C: d\n- `e` - f\n- g\n",
     "-0 {A} **A**: b 1-1\n-0 {C} C: d 2-2\n-0 {e} `e` - f 3-3\n-0 g 4-4\n"},
    {"link definitions", "[a]: b\n- [c]: d\n\n[e]: f\ng\n",
     "p [a]: b 1-1\n-0 [c]: d 2-2\np [e]: f$g 4-5\n"},
};

static const Row codes[] = {
    {"indented", "    a\n\n      b\n\nc\n", "code() a$$  b$ 1-3\np c 5-5\n"},
    {"in an item", "- a\n\n  ~~~ x y\n    b\n  ~~~\n", "-0~ a 1-1\n> code(x y)   b$ 3-5\n"},
    {"never closed", "```\na\n# b\n", "code()! a$# b$ 1-3\nS301@1:1\n"},
    {"nested", "```md\n```js\na\n```\n# b\n```\nc\n",
     "code(md) ```js$a$```$# b$ 1-6\np c 7-7\nS302@1:1\n"},
    {"not nested", "```md\n```js\na\n```\nb\n", "code(md) ```js$a$ 1-4\np b 5-5\n"},
    {"wider outside", "````\n```js\n````\nb\n", "code() ```js$ 1-3\np b 4-4\n"},
};

static const Row tables[] = {
    {"a table", "| a | b\\|c |\n|:--|--:|\n| d | e |\nf\n",
     "row |a |b\\|c 1-2\nrow |d |e 3-3\nrow |f 4-4\n"},
    {"too many cells", "a|b\n-|-\nc|d|e\n", "row |a |b 1-2\nrow |c |d |e 3-3\nS308@3:1\n"},
    {"no table", "a | b\n|---|\n", "p a | b$|---| 1-2\n"},
    {"behind text", "a\n| b |\n|---|\n", "p a 1-1\nrow |b 2-3+\n"},
    {"ended by a number", "| a |\n|---|\n5. b\n", "row |a 1-2\n5.0 b 3-3\n"},
    {"ended by an item without text", "| a |\n|---|\n-\n- b\n", "row |a 1-2\n-0  3-3\n-0 b 4-4\n"},
    {"ended by code", "| a |\n|---|\n    b\n", "row |a 1-2\ncode() b$ 3-3\n"},
    {"ended by a number that is code", "| a |\n|---|\n| b |\n    1. c\n",
     "row |a 1-2\nrow |b 3-3\ncode() 1. c$ 4-4\n"},
    {"ended by a tag", "| a |\n|---|\n</b>\nc\n", "row |a 1-2\nhtml </b>$c 3-4\n"},
    {"not by a tag with text", "| a |\n|---|\n</b> c\n", "row |a 1-2\nrow |</b> c 3-3\n"},
    {"ended by a rule", "| a |\n|---|\n---\nb\n", "row |a 1-2\nrule --- 3-3\np b 4-4\n"},
    {"not by an underline", "| a |\n|---|\n===\nb\n", "row |a 1-2\nrow |=== 3-3\nrow |b 4-4\n"},
    {"what ended it goes on", "| a |\n|---|\n5. b\nc\n\n   d\n",
     "row |a 1-2\n5.0~ b$c 3-4\n> p d 6-6\n"},
    {"a table below its end", "| a |\n|---|\n5. b\n\n   | c |\n   |---|\n   6. d\n",
     "row |a 1-2\n5.0~ b 3-3\n> row |c 5-6\n> 6.1 d 7-7\n"},
    {"ended outside of its item", "- | a |\n  |---|\nb\n", "-0  1-0\n> row |a 1-2\np b 3-3\n"},
    {"ended in its item", "- a\n\n  | b |\n  |---|\n  5. c\n",
     "-0~ a 1-1\n> row |b 3-4\n> 5.1 c 5-5\n"},
    {"not ended where GFM sees none", "- | a |\n|---|\nb\n",
     "-0  1-0\n> row |a 1-2\n> row |b 3-3\n"},
};

static const Row tags[] = {
    {"a section", "<role>\n- a\n</role>\n- b\n",
     " tag 0 \"role\" <- <role> 1-1\n -0 a 2-2\n html </role> 3-3\n-1 b 4-4\n"},
    {"nested, with attributes and headings", "<p1>\n# B\n<c d=\"e\">\nf\n</c>\ng\n</p1>\n# H\ni\n",
     " tag 0 \"p1\" <- <p1> 1-1\n"
     "  heading 1 \"B\" 2-2\n"
     "   tag 0 \"c\" <- <c d=\"e\"> 3-3\n"
     "   p f 4-4\n"
     "   html </c> 5-5\n"
     "  p g 6-6\n"
     " html </p1> 7-7\n"
     "heading 1 \"H\" 8-8\n"
     "p i 9-9\n"},
    {"indented as a whole", "<a1>\n    - b\n      c\n    <d1>\n      e\n    </d1>\n</a1>\n",
     " tag 0 \"a1\" <- <a1> 1-1\n"
     " -0 b$c 2-3\n"
     "  tag 0 \"d1\" <- <d1> 4-4\n"
     "  p e 5-5\n"
     "  html </d1> 6-6\n"
     " html </a1> 7-7\n"},
    {"examples stay whole", "# A\n<example>\nx\n\n# y\n<user>\nz\n</example>\nend\n",
     "heading 1 \"A\" 1-1\nhtml <example>$x$$# y$<user>$z$</example> 2-8\np end 9-9\n"},
    {"an example in an item", "- a\n  <example>\n  b\n\n  - c\n  </example>\n- d\n",
     "-0 a 1-1\n> html <example>$b$$- c$</example> 2-6\n-0 d 7-7\n"},
    {"open and closed on one line", "<example>x</example>\ny\n", "p <example>x</example>$y 1-2\n"},
    {"never closed", "<role>\n- a\n\n</part>\n",
     "html <role>$- a 1-2\nhtml </part> 4-4\nS303@1:1\nS303@4:1\n"},
    {"a closing tag pulled into a list", "<role>\n\n- a\n  </role>\nb\n",
     " tag 0 \"role\" <- <role> 1-1\n -0 a 3-3\n html </role> 4-4\np b 5-5\n"},
    {"HTML is no tag", "<div>\n\n# A\n\n</div>\n",
     "html <div> 1-1\nheading 1 \"A\" 3-3\nhtml </div> 5-5\n"},
    {"in a fence and a comment", "```\n<a>\n```\n<!--\n<b>\n-->\n",
     "code() <a>$ 1-3\nhtml <!--$<b>$--> 4-6\n"},
};

static const Row oddities[] = {
    {"hidden characters",
     "a\xE2\x80\x8B\xC2\xA0\xE2\x80\xAE\x01\n\xF3\xA0\x81\xA8\xF3\xA0\x81\xA9 \xFF\xFE\n",
     "p a\xE2\x80\x8B\xC2\xA0\xE2\x80\xAE\x01$\xF3\xA0\x81\xA8\xF3\xA0\x81\xA9 \xFF\xFE 1-2\n"
     "S209@1:2\nS208@1:3\nS210@1:4\nS207@1:5\nS211@2:1\nS203@2:4\n"},
    {"joiners that scripts need", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB\n",
     "p \xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB 1-1\n"},
    {"conflict markers", "a\n\n<<<<<<< x\nb\n\n=======\nc\n\n>>>>>>> y\n",
     "p a 1-1\np <<<<<<< x$b 3-4\np =======$c 6-7\nquote >>>>>>> y 9-9\n"
     "S304@3:1\nS304@6:1\nS304@9:1\n"},
    {"no conflict", "a\n=======\nb\n\n>>>>>>> y\n",
     "heading 1 \"a\" 1-2\np b 3-3\nquote >>>>>>> y 5-5\n"},
    {"line ends", "a\r\nb\rc\n", "p a$b$c 1-3\nS212@2:0\nS213@2:0\n"},
    {"a byte order mark", "\xEF\xBB\xBF# A\nx\n", "heading 1 \"A\" 1-1\np x 2-2\nS201@1:1\n"},
    {"a comment above the front matter", "<!-- a -->\n---\nname: x\n---\nb\n",
     "html <!-- a --> 1-1\np b 5-5\nS107@2:1\n"},
    {"a second block of fields", "---\na: b\n---\n\n---\nc: d\ne: <user>\n---\n# F\ng\n",
     "html ---$c: d$e: <user>$--- 5-8\nheading 1 \"F\" 9-9\np g 10-10\nS104@5:1\n"},
    {"hard breaks", "a  \nb\\\nc   \n", "p a  $b\\$c 1-3\n"},
};

static void check_rows(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Arena *arena = arena_new();
        Doc *doc = doc_read(arena, SPAN("t"), span_of(rows[i].text), (DocOptions){0});
        check_text(rows[i].what, span_of(rows[i].expected), dump(arena, doc));
        arena_free(arena);
    }
}

#define TEST_OF_ROWS(name)                                                                         \
    static void name##_are_read(void **state)                                                      \
    {                                                                                              \
        (void)state;                                                                               \
        check_rows(name, COUNT_OF(name));                                                          \
    }

TEST_OF_ROWS(headings)
TEST_OF_ROWS(labels)
TEST_OF_ROWS(lists)
TEST_OF_ROWS(codes)
TEST_OF_ROWS(tables)
TEST_OF_ROWS(tags)
TEST_OF_ROWS(oddities)

/* Read as CommonMark does, tags are HTML and the first bare fence closes; labels are seen all the same. */
static void plain_markdown_is_plain(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Span text = SPAN("<role>\n- a\n\n**B:**\n\n```md\n```js\n```\n```\n");
    Doc *doc = doc_read(arena, SPAN("t"), text, (DocOptions){.plain_markdown = true});
    check_text("plain",
               SPAN("html <role>$- a 1-2\n"
                    " label 0 \"B\" <- **B:** 4-4\n"
                    " code(md) ```js$ 6-8\n"
                    " code()!  9-9\n"
                    "S301@9:1\n"),
               dump(arena, doc));
    arena_free(arena);
}

static void addresses_name_the_way(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Doc *doc = doc_read(arena, SPAN("t"), SPAN("# A\n## **B:**\nC:\n- x\n"), (DocOptions){0});
    check_text("opening", SPAN(""), doc_address(arena, doc, 0));
    check_text("top", SPAN("A"), doc_address(arena, doc, 1));
    check_text("deep", SPAN("A/B/C"), doc_address(arena, doc, 3));
    arena_free(arena);
}

/* Line n of UTF-16 bytes is line n of the text, whatever bytes its units hold. */
static void utf16_lines_match(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Span bytes = SPAN("\xFF\xFE"
                      "a\0\x0A\x01\n\0b\0");
    Doc *doc = doc_read(arena, SPAN("t"), bytes, (DocOptions){0});
    check_text("text", SPAN("a\xC4\x8A\nb"), doc->source.text.text);
    assert_int_equal(doc->source.raw.count, 2);
    check_text("raw", SPAN("b\0"), lines_with_ending(&doc->source.raw, 1));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_read),      cmocka_unit_test(labels_are_read),
        cmocka_unit_test(lists_are_read),         cmocka_unit_test(codes_are_read),
        cmocka_unit_test(tables_are_read),        cmocka_unit_test(tags_are_read),
        cmocka_unit_test(oddities_are_read),      cmocka_unit_test(plain_markdown_is_plain),
        cmocka_unit_test(addresses_name_the_way), cmocka_unit_test(utf16_lines_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
