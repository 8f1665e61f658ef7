/* Whole files: what `house` and `neutral` make of them, that writing again changes nothing, and where things went. */
#include "check.h"

#include "base/buf.h"
#include "write/verify.h"
#include "write/write.h"

typedef struct Row {
    const char *what, *text;
    const char *house;   /* NULL: as `text` */
    const char *neutral; /* NULL: as `house` */
} Row;

static DocOptions options_for(const Style *style)
{
    return (DocOptions){.no_repair = !style->markup.repair,
                        .plain_markdown = !style->markup.space_tags};
}

static Span format(Arena *arena, Span text, const Style *style)
{
    Doc *doc = doc_read(arena, SPAN("test"), text, options_for(style));
    Draft draft = draft_of_doc(arena, doc, style);
    Span written = write_draft(arena, &draft, style).bytes, problem = {0};
    if (!verify_format(arena, doc, style, written, options_for(style), &problem))
        fail_msg("not verified: %.*s\n  from '%.*s'\n  got  '%.*s'", SPAN_ARG(problem),
                 SPAN_ARG(text), SPAN_ARG(written));
    return written;
}

static void check_style(const Row *row, const char *expected, const char *style_name)
{
    Arena *arena = arena_new();
    const Style *style = style_find(span_of(style_name));
    assert_non_null(style);
    Span what = arena_format(arena, "%s, %s", row->what, style_name);
    Span once = format(arena, span_of(row->text), style);
    check_text(what.ptr, span_of(expected), once);
    check_text(arena_format(arena, "%s, again", what.ptr).ptr, once, format(arena, once, style));
    arena_free(arena);
}

static void check_rows(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *house = rows[i].house ? rows[i].house : rows[i].text;
        check_style(&rows[i], house, "house");
        check_style(&rows[i], rows[i].neutral ? rows[i].neutral : house, "neutral");
    }
}

/* ---- blocks ---- */

static const Row blocks[] = {
    {"nothing", "", NULL, NULL},
    {"only blank lines", "\n \n", "", NULL},
    {"blank lines", "a\n\n\n\nb\n\n", "a\n\nb\n", NULL},
    {"no line end", "a", "a\n", NULL},
    {"CRLF", "a\r\n\r\n- b\r\n", "a\n\n- b\n", NULL},
    {"lone CR", "a\r\r# b\r", "a\n\n# b\n", NULL},
    {"headings", "#   a   ##\nb\n", "# a\n\nb\n", NULL},
    {"underlined headings", "a\n=\n\nb\n---\n", "# a\n\n## b\n", NULL},
    {"underlined heading of two lines", "a\nb\n===\n", "a\nb\n===\n", NULL},
    {"heading that ends in a sign", "# a \\#\n", NULL, NULL},
    {"heading of nothing", "#\n\na\n", NULL, NULL},
    {"rules", "a\n\n***\n\nb\n", "a\n\n---\n\nb\n", NULL},
    {"rule before anything", "---\n\na\n", "***\n\na\n", NULL},
    {"rule in an item", "- a\n\n  ---\n", "- a\n\n  ***\n", NULL},
    {"fences", "~~~ js\na\n~~~~~\n", "```js\na\n```\n", NULL},
    {"backticks in a fence", "~~~\n```\n~~~\n", "````\n```\n````\n", NULL},
    {"backticks in an info string", "~~~ a`b\nc\n~~~\n", "~~~a`b\nc\n~~~\n", NULL},
    {"fence without an end", "```\na\n", "```\na\n```\n", NULL},
    {"empty fence", "```\n```\n", NULL, NULL},
    {"indented code", "a\n\n    b\n      c\n\nd\n", NULL, NULL},
    {"indented code in an item", "- a\n\n      b\n", NULL, NULL},
    {"blanks in code", "```\na  \n\t\n```\n", "```\na\n\n```\n", "```\na  \n\t\n```\n"},
    {"HTML", "<div>\n  *a*\n</div>\n\nb\n", NULL, NULL},
    {"HTML in an item", "- a\n\n  <div>b</div>\n", NULL, NULL},
    {"HTML that a narrower item would take in", "*   a\n\n  <div>\n  b\n  </div>\n",
     "- a\n\n<div>\n  b\n  </div>\n", NULL},
    {"the same between items", "1.  a\n\n    *   b\n\n     <p>c\n", "1. a\n   - b\n\n    <p>c\n",
     NULL},
    {"line after a break by a backslash", "* a\n  b\\\n   c\n", "- a\n  b\\\n  c\n", NULL},
    {"heading in a tight item", "- # a\n  b\n- c\n  # d\n", NULL, NULL},
    {"quote that a narrower item would take in", "*   a\n\n  > b\n      ***\n",
     "- a\n\n> b\n      ***\n", NULL},
    {"HTML behind a tab", "- a\n    * e\n\t<p>t\n", "- a\n  - e\n  <p>t\n", NULL},
    {"HTML that is all an item holds", "-\n   <p>b</p>\n", "- <p>b</p>\n", NULL},
    {"HTML that is never closed", "<pre>\na\n\n\n", "<pre>\na\n", NULL},
    {"rule below a comment", "<!-- a -->\n\n---\n\nb\n", "<!-- a -->\n\n***\n\nb\n", NULL},
    {"HTML beside an item", "- a\n\n <div>b</div>\n", NULL, NULL},
    {"comments", "<!-- a -->\n<!-- b -->\nc\n", "<!-- a -->\n\n<!-- b -->\n\nc\n", NULL},
    {"link definition", "[a]: b\n\nc [a]\n", NULL, NULL},
    {"hard break between keyed lines", "**A:** b  \n**C:** d\n", NULL, NULL},
    {"label above text", "**A:**\nb\n", NULL, NULL},
    {"label above a list", "__A__:\n- b\n", "**A**:\n\n- b\n", NULL},
    {"plain label", "A:\n* b\n", "A:\n\n- b\n", NULL},
    {"what looks like a list inside a paragraph", "a\n    - b\n", NULL, NULL},
    {"paragraphs of one text", "1. 1\n   2\n\n-\n  a\n  b\n", "1. 1\n   2\n\n- a\n  b\n", NULL},
    {"code over two lines", "a `b \n c` d\n", "a `b\nc` d\n", "a `b \nc` d\n"},
    {"quote", ">a\n>- b\nc\n", "> a\n>\n> - b\n>   c\n", NULL},
    {"quote in a quote", "> > a\n> b\n", "> > a\n> > b\n", NULL},
    {"quote that looks like front matter", "> ---\n> a: b\n> ---\n", NULL, NULL},
};

static void test_blocks(void **state)
{
    (void)state;
    check_rows(blocks, COUNT_OF(blocks));
}

/* ---- lists ---- */

static const Row lists[] = {
    {"a list that interrupts nothing, below text", "- a\n\n  b\n\n  6. c\n", NULL, NULL},
    {"a list below HTML", "1. a\n\n   <b>\n   c\n\n   2) d\n", "1. a\n\n   <b>\n   c\n\n   2. d\n",
     "1. a\n\n   <b>\n   c\n\n   2) d\n"},
    {"an underlined heading of two lines", "- a\n\n  b\n  c\n  ---\n", NULL, NULL},
    {"bullets", "* a\n* b\n  + c\n", "- a\n- b\n  - c\n", NULL},
    {"wide markers", "-   a\n\n    b\n", "- a\n\n  b\n", NULL},
    {"loose", "- a\n\n- b\n- c\n", "- a\n\n- b\n\n- c\n", NULL},
    {"numbers", "1. a\n1. b\n1. c\n", "1. a\n2. b\n3. c\n", "1. a\n1. b\n1. c\n"},
    {"numbers from elsewhere", "3) a\n7) b\n", "3. a\n4. b\n", "3) a\n7) b\n"},
    {"numbers of two figures", "9. a\n10. b\n    - c\n", NULL, NULL},
    {"the largest number", "999999999. a\n999999999. b\n", NULL, NULL},
    {"neighbours", "- a\n\n* b\n\n+ c\n", "- a\n\n* b\n\n- c\n", NULL},
    {"numbered neighbours", "1. a\n\n1) b\n", NULL, NULL},
    {"steps with points", "1. a\n   - b\n\n2. c\n\n   - d\n", "1. a\n   - b\n\n2. c\n   - d\n",
     NULL},
    {"one loose item", "- a\n\n  - b\n", NULL, NULL},
    {"loose points of a tight item", "- a\n  - b\n\n  - c\n- d\n", NULL, NULL},
    {"loose points of a loose item", "- a\n\n  - b\n\n  - c\n\n- d\n", NULL, NULL},
    {"code in an item", "- a\n  ```\n  b\n\n  c\n  ```\n- d\n", NULL, NULL},
    {"items without a text of their own", "- # a\n- - b\n  - c\n-\n- ```\n  d\n  ```\n", NULL,
     NULL},
    {"tasks", "* [ ] a\n  b\n* [x] c\n", "- [ ] a\n      b\n- [x] c\n", "- [ ] a\n  b\n- [x] c\n"},
    {"large X", "- [X] a\n", "- [x] a\n", "- [X] a\n"},
    {"comment between lists", "- a\n\n<!-- -->\n\n- b\n", NULL, NULL},
};

static void test_lists(void **state)
{
    (void)state;
    check_rows(lists, COUNT_OF(lists));
}

/* ---- tables ---- */

static const Row tables[] = {
    {"padding", "a|b\n-|:-:\nlong cell|*x*\n",
     "| a         |  b  |\n| --------- | :-: |\n| long cell | _x_ |\n",
     "a|b\n-|:-:\nlong cell|_x_\n"},
    {"wide characters",
     "|a|b|\n|-|-:|\n|\xE4\xB8\xAD\xE6\x96\x87|\xE2\x9C\x85|\n|\xE2\x9A\xA0\xEF\xB8\x8F|c|\n",
     "| a    |   b |\n| ---- | --: |\n| \xE4\xB8\xAD\xE6\x96\x87 |  \xE2\x9C\x85 |\n| "
     "\xE2\x9A\xA0\xEF\xB8\x8F   |   c |\n",
     "|a|b|\n|-|-:|\n|\xE4\xB8\xAD\xE6\x96\x87|\xE2\x9C\x85|\n|\xE2\x9A\xA0\xEF\xB8\x8F|c|\n"},
    {"escaped bars", "| a\\|b |\n| --- |\n| `c\\|d` |\n", "| a\\|b   |\n| ------ |\n| `c\\|d` |\n",
     "| a\\|b |\n| --- |\n| `c\\|d` |\n"},
    {"table below text", "a:\n| b |\n| --- |\n", "a:\n\n| b   |\n| --- |\n",
     "a:\n| b |\n| --- |\n"},
    {"a table and what ends it", "| a |\n| - |\n5. b\n", "| a   |\n| --- |\n\n5. b\n",
     "| a |\n| - |\n5. b\n"},
    {"a rule below a table", "| a |\n| - |\n---\n", "| a   |\n| --- |\n\n---\n",
     "| a |\n| - |\n---\n"},
    {"a row that could be code", "| a |\n| - |\n    1. b\n", "| a   |\n| --- |\n\n    1. b\n",
     "| a |\n| - |\n    1. b\n"},
    {"row too short", "| a   | b   |\n| --- | --- |\n| c   |\n", NULL, NULL},
};

static void test_tables(void **state)
{
    (void)state;
    check_rows(tables, COUNT_OF(tables));
}

/* ---- what house asks for ---- */

static const Row house_rules[] = {
    {"colons of headings", "## a:\n\n## **b:**\n\n## c\xEF\xBC\x9A\n\n## :\n",
     "## a\n\n## **b**\n\n## c\n\n## :\n", "## a:\n\n## **b:**\n\n## c\xEF\xBC\x9A\n\n## :\n"},
    {"levels", "## a\n\n#### b\n\n##### c\n\n### d\n", "## a\n\n### b\n\n#### c\n\n### d\n",
     "## a\n\n#### b\n\n##### c\n\n### d\n"},
    {"first level", "### a\n\n# b\n", NULL, NULL},
    {"tags", "<workflow>\n- a\n</workflow>\n", "<workflow>\n\n- a\n\n</workflow>\n",
     "<workflow>\n- a\n</workflow>\n"},
    {"nested fences", "```markdown\n```js\na\n```\n```\n", "````markdown\n```js\na\n```\n````\n",
     "````markdown\n```js\na\n````\n\n```\n```\n"},
    {"repair", "# \xE2\x80\x9A\xC3\xBA\xC3\x96 a\n", "# \xE2\x9C\x85 a\n",
     "# \xE2\x80\x9A\xC3\xBA\xC3\x96 a\n"},
};

static void test_house_rules(void **state)
{
    (void)state;
    check_rows(house_rules, COUNT_OF(house_rules));
}

/* ---- front matter ---- */

static const Row fronts[] = {
    {"order", "---\nmodel: opus\nzebra: 1\nname: a\n---\nb\n",
     "---\nname: a\nmodel: opus\nzebra: 1\n---\n\nb\n",
     "---\nmodel: opus\nzebra: 1\nname: a\n---\n\nb\n"},
    {"nothing in it", "---\n---\n\na\n", NULL, NULL},
    {"no body", "---\nname: a\n---\n", NULL, NULL},
    {"quotes", "---\na: 'b'\nc: \"it's\"\nd: 'say \"x\"'\ne: \"\\u2028\"\nf: '\\n'\n---\n",
     "---\na: \"b\"\nc: \"it's\"\nd: 'say \"x\"'\ne: \"\\u2028\"\nf: '\\n'\n---\n", NULL},
    {"types", "---\na: 1.0\nb: \"1.0\"\nc: true\nd: 2024-01-01\ne: ~\nf:\n---\n", NULL, NULL},
    {"not strict", "---\ndescription: Use when: it\\n burns \"x\"\ntools: *\n---\n",
     "---\ndescription: 'Use when: it\\n burns \"x\"'\ntools: \"*\"\n---\n", NULL},
    {"literal block", "---\na: |\n    b\n      c\n\n    d\ne: f\n---\n",
     "---\na: |\n  b\n    c\n\n  d\ne: f\n---\n", NULL},
    {"folded block", "---\na: >-\n    b\n    c\ne: f\n---\n", "---\na: >-\n  b\n  c\ne: f\n---\n",
     NULL},
    {"line breaks in quotes", "---\na: \"b\\n\\nc\"\n---\n", "---\na: |-\n  b\n\n  c\n---\n", NULL},
    {"text over several lines", "---\na: b\n  c\n---\n", "---\na: b c\n---\n", NULL},
    {"lists", "---\na:\n- b\n- \"1\"\nc: [d, 'e']\nf: []\n---\n",
     "---\na:\n  - b\n  - \"1\"\nc: [d, \"e\"]\nf: []\n---\n", NULL},
    {"flow list that is too long",
     "---\ntools: [Read, Write, Edit, Grep, Glob, Bash, WebSearch, WebFetch, TodoWrite, "
     "NotebookEdit]\n---\n",
     "---\ntools:\n  - Read\n  - Write\n  - Edit\n  - Grep\n  - Glob\n  - Bash\n  - WebSearch\n  - "
     "WebFetch\n  - TodoWrite\n"
     "  - NotebookEdit\n---\n",
     NULL},
    {"maps", "---\na:\n  b: 1\n  c: [d]\ne: f\n---\n", NULL, NULL},
    {"comments", "---\n# a\nname: b # c\n# d\n---\n", NULL, NULL},
    {"keys", "---\non: a\n\"b c\": d\n\"e: f\": g\n---\n", "---\non: a\nb c: d\n\"e: f\": g\n---\n",
     NULL},
};

static void test_fronts(void **state)
{
    (void)state;
    check_rows(fronts, COUNT_OF(fronts));
}

/* ---- origins ---- */

static void check_lines(const char *what, Range expected, Range actual)
{
    if (expected.start != actual.start || expected.end != actual.end)
        fail_msg("%s: expected lines %u-%u, got %u-%u", what, expected.start, expected.end,
                 actual.start, actual.end);
}

static void test_origins(void **state)
{
    (void)state;
    static const Range fields[] = {{1, 2}, {2, 5}};
    static const Range units[] = {{7, 8},   {9, 11},  {12, 13}, {13, 14},
                                  {15, 18}, {19, 21}, {21, 22}};
    Arena *arena = arena_new();
    const Style *style = style_find(SPAN("house"));
    Span text = SPAN("---\nname: a\ndescription: |\n  b\n  c\n---\n\n# d\n\ne\nf\n\n- g\n  - h\n\n"
                     "```\ni\n```\n\n| j |\n| --- |\n| k |\n");
    Doc *doc = doc_read(arena, SPAN("test"), text, (DocOptions){0});
    Draft draft = draft_of_doc(arena, doc, style);
    Written written = write_draft(arena, &draft, style);
    assert_int_equal(draft.fields.len, COUNT_OF(fields));
    assert_int_equal(draft.units.len, COUNT_OF(units));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        check_lines("field", fields[i], written.field_lines[i]);
    for (size_t i = 0; i < COUNT_OF(units); i++)
        check_lines(draft.units.at[i].text.ptr, units[i], written.unit_lines[i]);
    arena_free(arena);
}

/* ---- drafts that no file was read for ---- */

static uint32_t add_unit(Arena *arena, Draft *draft, Unit unit)
{
    uint32_t index = (uint32_t)draft->units.len;
    unit.end = index + 1;
    for (uint32_t up = unit.parent; up != NONE; up = draft->units.at[up].parent)
        draft->units.at[up].end = unit.end;
    vec_add(arena, &draft->units, unit);
    return index;
}

static void test_made_draft(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Draft draft = {.has_front = true};
    vec_add(arena, &draft.fields,
            (Field){.key = SPAN("description"), .shape = FIELD_SCALAR, .value = SPAN("a: b")});
    add_unit(
        arena, &draft,
        (Unit){
            .kind = UNIT_HEADING, .parent = NONE, .title = SECTION_LABEL, .text = SPAN("Title")});
    uint32_t item = add_unit(arena, &draft,
                             (Unit){.kind = UNIT_ITEM,
                                    .parent = NONE,
                                    .list = 0,
                                    .is_ordered = true,
                                    .number = 1,
                                    .text = SPAN("one")});
    add_unit(arena, &draft, (Unit){.kind = UNIT_PARAGRAPH, .parent = item, .text = SPAN("more")});
    add_unit(arena, &draft,
             (Unit){.kind = UNIT_ITEM,
                    .parent = NONE,
                    .list = 0,
                    .is_ordered = true,
                    .number = 1,
                    .text = SPAN("two")});
    add_unit(arena, &draft, (Unit){.kind = UNIT_CODE, .parent = NONE, .text = SPAN("code\n")});
    Span bytes = write_draft(arena, &draft, style_find(SPAN("house"))).bytes;
    check_text(
        "made draft",
        SPAN("---\ndescription: \"a: b\"\n---\n\n**Title:**\n\n1. one\n\n   more\n\n2. two\n\n"
             "```\ncode\n```\n"),
        bytes);
    arena_free(arena);
}

/* ---- hostile input ---- */

static const char *const repeated[] = {"> ",   "- ", "1. ",   "  - a\n", "> - ",
                                       "| a ", "#",  "```\n", "<a>\n",   "a: b\n"};

static void test_hostile(void **state)
{
    (void)state;
    const Style *style = style_find(SPAN("house"));
    for (size_t i = 0; i < COUNT_OF(repeated); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        for (int n = 0; n < 20000; n++)
            buf_add(&text, span_of(repeated[i]));
        Doc *doc = doc_read(arena, SPAN("test"), buf_span(&text), options_for(style));
        Draft draft = draft_of_doc(arena, doc, style);
        Span once = write_draft(arena, &draft, style).bytes;
        doc = doc_read(arena, SPAN("test"), once, options_for(style));
        draft = draft_of_doc(arena, doc, style);
        if (!span_eq(once, write_draft(arena, &draft, style).bytes))
            fail_msg("'%s' repeated is not stable", repeated[i]);
        arena_free(arena);
    }
}

static void test_wide_table(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    buf_add(&text, SPAN("| a |\n| --- |\n| "));
    buf_add_times(&text, 'x', 100 * 1000);
    for (int n = 0; n < 20000; n++)
        buf_add(&text, SPAN(" |\n| b"));
    assert_true(format(arena, buf_span(&text), style_find(SPAN("house"))).len < 2 * text.len);
    arena_free(arena);
}

/* ---- knobs ---- */

/* With trim-numbers, trim-emoji, a bullet and a spelling of keys; each text is also written again. */
static const struct {
    const char *what, *text, *expected;
    Bullet bullet;
    KeySpelling keys;
} knobs[] = {
    {"stars", "- a\n- b\n", "* a\n* b\n", BULLET_STAR, KEYS_AS_WRITTEN},
    {"stars beside stars", "- a\n\n* b\n", "* a\n\n- b\n", BULLET_STAR, KEYS_AS_WRITTEN},
    {"pluses", "- a\n  - b\n", "+ a\n  + b\n", BULLET_PLUS, KEYS_AS_WRITTEN},
    {"rule in an item of stars", "- a\n\n  ***\n", "* a\n\n  ---\n", BULLET_STAR, KEYS_AS_WRITTEN},
    {"rule on the line of a star", "- ***\n", "* ---\n", BULLET_STAR, KEYS_AS_WRITTEN},
    {"rule right below a star", "- a\n  ***\n", "* a\n  ***\n", BULLET_STAR, KEYS_AS_WRITTEN},
    {"keys in bold", "- **A:** b\n- C: d\n- **E** - f\n- **G**: h\n",
     "- **A**: b\n- **C**: d\n- **E**: f\n- **G**: h\n", 0, KEYS_BOLD},
    {"keys with the colon in bold", "- **A**: b\n- C: d\n", "- **A:** b\n- **C:** d\n", 0,
     KEYS_BOLD_COLON},
    {"plain keys", "- **A:** b\n- __C__ \xE2\x80\x94 d\n", "- A: b\n- C: d\n", 0, KEYS_PLAIN},
    {"blanks before a value", "- **A:**   b\n", "- A: b\n", 0, KEYS_PLAIN},
    {"a box before a key", "- [ ] **A:** b\n", "- [ ] A: b\n", 0, KEYS_PLAIN},
    {"a paragraph's key", "**A:** b\n\nC: d\n", "**A**: b\n\nC: d\n", 0, KEYS_BOLD},
    {"keys of one paragraph", "**A:** b\n**C:** d\n", NULL, 0, KEYS_BOLD},
    {"what is no key", "- **A b c.** d: e\n- a: b\n- https://c.d\n- 10:30 e\n", NULL, 0, KEYS_BOLD},
    {"what would be no key", "- **a lower-case key**: b\n", NULL, 0, KEYS_PLAIN},
    {"a key of code", "- `A`: b\n- **`C`**: d\n", NULL, 0, KEYS_PLAIN},
    {"a key that closes nothing", "- **A:**b\n", NULL, 0, KEYS_BOLD},
    {"a full-width colon",
     "- **A**\xEF\xBC\x9A"
     "b\n",
     NULL, 0, KEYS_BOLD_COLON},
    {"a label", "**A:**\n\n- b\n", NULL, 0, KEYS_BOLD},
    {"titles and their order in a quote", "> ## Report\n>\n> ## Persona\n", NULL, 0, 0},
    {"a numbered title in a quote", "> ## 1. A\n", NULL, 0, 0},
    {"a picture behind a tab", "# A\t\U0001F680\n", "# A\n", 0, 0},
    {"keys in a quote", "> - **A:** b\n", NULL, 0, KEYS_BOLD},
    {"numbers of titles", "# 1. A\n\n## 1.1 B\n\n## 2) C\n\n## 10. 2. D\n",
     "# A\n\n## B\n\n## C\n\n## D\n", 0, 0},
    {"what is no number", "# 2024. A\n\n## 2.0 B\n\n## 3-tier\n\n## Step 1: C\n\n## 4\n\n## 5.x\n",
     NULL, 0, 0},
    {"numbers below a number", "# 2. A\n\n## 2.1 B\n\n### 2.1.1 C\n\n## 3.11 D\n",
     "# A\n\n## B\n\n### C\n\n## 3.11 D\n", 0, 0},
    {"pictures", "# \U0001F680 A\n\n## 1. \u2728 B \U0001F3AF\n\n## \U0001F468\u200D\U0001F4BB C\n",
     "# A\n\n## B\n\n## C\n", 0, 0},
    {"keycaps", "## 1\uFE0F\u20E3 A\n", "## A\n", 0, 0},
    {"pictures that tell", "# \u274C A\n\n## \u26A0\uFE0F B\n\n## C \u2705\n", NULL, 0, 0},
    {"pictures of text", "# A\u2122 \u2192 B \u2122\n\n## \U0001F680\n\n## \U0001F680*C*\n", NULL,
     0, 0},
    {"titles that are linked to", "# 1. A\n\n[a](#1-a)\n", NULL, 0, 0},
};

static void test_knobs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(knobs); i++) {
        Arena *arena = arena_new();
        Style style = *style_find(SPAN("house"));
        style.markup.trim_numbers = style.markup.trim_emoji = true;
        style.markup.order_sections = style.markup.canonical_titles = !knobs[i].bullet;
        style.markup.bullet = (uint8_t)knobs[i].bullet;
        style.markup.keys = (uint8_t)knobs[i].keys;
        const char *expected = knobs[i].expected ? knobs[i].expected : knobs[i].text;
        Span once = format(arena, span_of(knobs[i].text), &style);
        check_text(knobs[i].what, span_of(expected), once);
        check_text(arena_format(arena, "%s, again", knobs[i].what).ptr, once,
                   format(arena, once, &style));
        arena_free(arena);
    }
}

/* ---- labels ---- */

static const struct {
    const char *what, *text, *expected; /* NULL: as it was */
} labels[] = {
    {"labels", "# T\n\n**A:**\n\n- b\n\n**C**\nd\n", "# T\n\n## A\n\n- b\n\n## C\n\nd\n"},
    {"below a heading", "# T\n\n## H\n\n**A**:\n\nb\n", "# T\n\n## H\n\n### A\n\nb\n"},
    {"without a heading", "**A**\n\nb\n", "## A\n\nb\n"},
    {"with markup of its own", "# T\n\n**`A` and *b*:**\n\nc\n", "# T\n\n## `A` and _b_\n\nc\n"},
    {"a sentence", "# T\n\n**Never do that.**\n\nb\n", NULL},
    {"nothing below", "# T\n\n**A**\n", NULL},
    {"only a colon", "# T\n\nA:\n\n- b\n", NULL},
    {"in an item", "# T\n\n- a\n\n  **B:**\n\n  c\n", NULL},
    {"in a quote", "> **A:**\n>\n> b\n", NULL},
    {"in a tag", "<x>\n\n**A:**\n\nb\n\n</x>\n", NULL},
    {"below level 6", "# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6\n\n**A**\n\nb\n",
     NULL},
    {"what would be a list", "# T\n\n**A**\n3. b\n", NULL},
    {"what would take in a stressed line", "# T\n\n**A**\n\nb\n\n**Never.**\n\nc\n", NULL},
};

static void test_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        Arena *arena = arena_new();
        Style style = *style_find(SPAN("house"));
        style.markup.raise_labels = true;
        const char *expected = labels[i].expected ? labels[i].expected : labels[i].text;
        check_text(labels[i].what, span_of(expected),
                   format(arena, span_of(labels[i].text), &style));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),     cmocka_unit_test(test_lists),
        cmocka_unit_test(test_tables),     cmocka_unit_test(test_house_rules),
        cmocka_unit_test(test_fronts),     cmocka_unit_test(test_origins),
        cmocka_unit_test(test_made_draft), cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_wide_table), cmocka_unit_test(test_knobs),
        cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
