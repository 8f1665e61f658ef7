/* Blocks inside, below and beside each other: small texts put together at random. With `neutral` CommonMark sees the tree that
   it saw before; with `house` the same but for the changes that the style names, which tree.c takes out of both. Formatting
   again changes nothing. The random numbers are the same in every run; STEMMA_ROUNDS sets how many texts there are. */
#include "stemma.h"

#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 9, INDENTS = 4, MOST_BYTES = 1024, FEW_ROUNDS = 6000 };

static const struct Law {
    const char *style;
    TreeRules rules;
} laws[] = {
    {"neutral", {0}},
    {"house",
     {.spaces = true,
      .code = true,
      .colons = true,
      .levels = true,
      .numbers = true,
      .boxes = true}},
};

/* Half of them are blank, so that blocks end. */
static const char *const lines[] = {
    "text",    "more *text*", "ends  ",   "ends\\",   "- a",        "-   wide",  "* b",   "+ c",
    "-",       "1. one",      "2.  two",  "10. ten",  "3) three",   "1.",        "> q",   "> - q",
    "> > r",   ">",           "# H",      "## H ##",  "===",        "---",       "***",   "```",
    "~~~",     "``` js",      "<div>",    "<p>x",     "<!-- c -->", "<!--",      "-->",   "<pre>",
    "- [ ] t", "- [x] d",     "**K:** v", "**K**: v", "**Bold**",   "Label:",    "- # h", "- > q",
    "- ```",   "- - n",       "1. - n",   "x\ty",     "`a  b`",     "_e_ **f**", "\\- z",
};

#define SOME(list) (list)[below(sizeof(list) / sizeof *(list))]

static uint32_t random_state = 1;

static uint32_t below(size_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % (uint32_t)limit;
}

static void make_text(char *text)
{
    size_t len = 0;
    for (uint32_t n = 2 + below(MOST_LINES); n > 0; n--) {
        int indent = below(2) ? 0 : (int)below(INDENTS);
        const char *line = SOME(lines);
        len += (size_t)snprintf(text + len, MOST_BYTES - len, "%*s%s\n%s", indent, "", line,
                                below(3) ? "" : "\n");
    }
}

/* Tags, nested fences and what looks like front matter are not read as CommonMark reads them. */
static bool is_read_otherwise(const stemma_doc *doc, const char *text)
{
    static const char *const codes[] = {"[S1", "[S301]", "[S302]", "[S303]", "[S307]"};
    stemma_text notes = stemma_diagnostics(doc, NULL);
    bool is_odd = strncmp(text, "---", 3) == 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        is_odd = is_odd || (notes.ptr && strstr(notes.ptr, codes[i]));
    stemma_text_free(notes);
    return is_odd;
}

static stemma_text format(const char *text, size_t len, const struct Law *law)
{
    stemma_text made = {0};
    stemma_error error;
    stemma_style *style;
    assert_int_equal(stemma_style_open(law->style, &style, &error), 0);
    stemma_doc *doc = stemma_doc_parse("text", text, len, NULL);
    stemma_format_options options = {.style = style};
    if (stemma_format(doc, &options, &made, &error) < 0)
        fail_msg("%s: %s\n%s", law->style, error.message, text);
    stemma_doc_free(doc);
    stemma_style_free(style);
    return made;
}

static bool check(const char *text, const struct Law *law)
{
    stemma_text once = format(text, strlen(text), law), twice = format(once.ptr, once.len, law);
    if (once.len != twice.len || memcmp(once.ptr, twice.ptr, once.len) != 0)
        fail_msg("%s: of\n%s\nwas made\n%s\nand of that\n%s", law->style, text, once.ptr,
                 twice.ptr);
    stemma_doc *doc = stemma_doc_parse("text", text, strlen(text), NULL);
    bool is_compared = !is_read_otherwise(doc, text);
    char *was = tree_text(text, strlen(text), &law->rules);
    char *is = tree_text(once.ptr, once.len, &law->rules);
    if (is_compared && strcmp(was, is) != 0)
        fail_msg("%s: of\n%s\nwas made\n%s\nthe tree was\n%s\nand is\n%s", law->style, text,
                 once.ptr, was, is);
    free(was);
    free(is);
    stemma_doc_free(doc);
    stemma_text_free(once);
    stemma_text_free(twice);
    return is_compared;
}

static void blocks_stay_where_they_are(void **state)
{
    (void)state;
    const char *given = getenv("STEMMA_ROUNDS");
    size_t rounds = given ? strtoul(given, NULL, 10) : FEW_ROUNDS, compared = 0;
    char text[MOST_BYTES];
    for (size_t round = 0; round < rounds; round++) {
        make_text(text);
        for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
            compared += check(text, &laws[i]);
    }
    printf("%zu of %zu compared\n", compared, rounds * sizeof laws / sizeof *laws);
    assert_true(compared > rounds);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_stay_where_they_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
