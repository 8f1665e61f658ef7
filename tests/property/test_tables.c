/* Tables and what stands right below their rows: small texts put together at random, most of them nothing that anybody would
   write. In every style each is formatted, never refused, and formatting again changes nothing; merging it alone gives what
   formatting gave. The random numbers are the same in every run; STEMMA_ROUNDS sets how many texts there are. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 8, MOST_BYTES = 1024, FEW_ROUNDS = 6000 };

static const char *const styles[] = {"neutral", "house", "minimal", "checklist"};

/* What stands above a table, and how far in that puts it. */
static const struct Place {
    const char *above, *margin;
} places[] = {{"", ""}, {"x\n", ""}, {"\n", ""}, {"- item\n\n", "  "}, {"1. item\n\n", "   "}};

/* What GFM ends a table at, what it does not, and what only looks like it. */
static const char *const lines[] = {
    "| c | d |",
    "| c | d |",
    "| c | d |",
    "5. x",
    "1. x",
    "    1. x",
    "2) w",
    "6. **Do**",
    "- y",
    "+ v",
    "    code",
    "\t| c | d |",
    "</role>",
    "<role>",
    "<b>",
    "</b>",
    "<b> t",
    "---",
    "--",
    "===",
    "***",
    "> q",
    "# H",
    "**Bold**",
    "**Bold:**",
    "Label:",
    "**K**: v",
    "text",
    "x  ",
    "5. x | y",
    "| a | b |",
    "|---|---|",
    "| - | - |",
    "  |---|---|",
    "| |",
    "```",
    "- | a | b |",
    "",
    "",
    "",
    "",
};

#define SOME(list) (list)[below(sizeof(list) / sizeof *(list))]

static uint32_t random_state = 1;

static uint32_t below(size_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % (uint32_t)limit;
}

static void add_line(char *text, const char *margin, const char *line)
{
    size_t len = strlen(text);
    snprintf(text + len, MOST_BYTES - len, "%s%s\n", *line ? margin : "", line);
}

static void make_text(char *text)
{
    struct Place place = SOME(places);
    const char *margin = place.margin;
    snprintf(text, MOST_BYTES, "%s", place.above);
    add_line(text, margin, "| a | b |");
    add_line(text, margin, "|---|---|");
    for (uint32_t n = 1 + below(MOST_LINES); n > 0; n--)
        add_line(text, margin, SOME(lines));
}

static void check_style(const char *text, const char *name)
{
    stemma_text once = {0}, twice = {0};
    stemma_error error;
    stemma_style *style;
    assert_int_equal(stemma_style_open(name, &style, &error), 0);
    stemma_format_options options = {.style = style};
    stemma_doc *doc = stemma_doc_parse("once", text, strlen(text), NULL);
    if (stemma_format(doc, &options, &once, &error) < 0)
        fail_msg("%s: %s\n%s", name, error.message, text);
    stemma_doc *again = stemma_doc_parse("twice", once.ptr, once.len, NULL);
    if (stemma_format(again, &options, &twice, &error) < 0)
        fail_msg("%s, again: %s\n%s", name, error.message, once.ptr);
    if (once.len != twice.len || memcmp(once.ptr, twice.ptr, once.len) != 0)
        fail_msg("%s: of\n%s\nwas made\n%s\nand of that\n%s", name, text, once.ptr, twice.ptr);
    stemma_text_free(once);
    stemma_text_free(twice);
    stemma_doc_free(doc);
    stemma_doc_free(again);
    stemma_style_free(style);
}

static void check_merge(const char *text)
{
    stemma_doc *doc = stemma_doc_parse("alone", text, strlen(text), NULL);
    stemma_result *result;
    stemma_text formatted = {0};
    stemma_error error;
    if (stemma_merge(&doc, 1, NULL, &result, &error) < 0 ||
        stemma_format(doc, NULL, &formatted, &error) < 0)
        fail_msg("%s\n%s", error.message, text);
    stemma_text merged = stemma_result_output(result);
    if (merged.len != formatted.len || memcmp(merged.ptr, formatted.ptr, merged.len) != 0)
        fail_msg("of\n%s\nmerging made\n%s\nformatting\n%s", text, merged.ptr, formatted.ptr);
    stemma_text_free(merged);
    stemma_text_free(formatted);
    stemma_result_free(result);
    stemma_doc_free(doc);
}

static void tables_and_what_is_below(void **state)
{
    (void)state;
    const char *given = getenv("STEMMA_ROUNDS");
    char text[MOST_BYTES];
    for (size_t round = given ? strtoul(given, NULL, 10) : FEW_ROUNDS; round > 0; round--) {
        make_text(text);
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
            check_style(text, styles[i]);
        check_merge(text);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(tables_and_what_is_below)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
