/* What holds for any bytes at all, through the public interface: files of the fixtures, cut up and put together again at
   random, are shown without a control character, as JSON that parses, formatted so that formatting again changes
   nothing, and merged so that the ledger holds (stemma_merge audits it before it gives a result). What cannot be proved is
   refused, with nothing given; that may happen to one input in REFUSED_AT_MOST. The random numbers are the same in every run; STEMMA_ROUNDS sets how many there are a file. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 16 * 1024, MOST_FILES = 100, FEW_ROUNDS = 40, REFUSED_AT_MOST = 50 };

static const char *const pieces[] = {
    "---\n",      "---",
    "\n",         "\n\n",
    "```\n",      "```md\n",
    "~~~\n",      "**",
    "**a**:\n",   ": ",
    "#",          "\n## ",
    "- ",         "\n- ",
    "\n  - ",     "\n1. ",
    "> ",         "\n> ",
    "<a>\n",      "</a>\n",
    "\n<b>\n",    "|",
    "\n|-|-|\n",  "[ ] ",
    "\t",         "\r",
    "\r\n",       "\x1b[2J",
    "\xff",       "\xc3",
    "\u202e",     "\ufeff",
    "`",          "\\",
    "_",          "*",
    "&amp;",      "[a]: b\n",
    "<!--",       "-->",
    "name: x\n",  "\"",
    "'",          "- [x] ",
    "=======\n",  "tools: [a, \"b\"]\n",
    "    ",       "：",
    "日本語",     "\u00a0",
    "<<<<<<< \n", ">>>>>>> \n",
};

typedef struct Bytes {
    char at[MOST_BYTES];
    size_t len;
} Bytes;

static Bytes files[MOST_FILES];
static size_t file_count;
static uint32_t random_state = 1;

static uint32_t below(size_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return limit ? (random_state >> 8) % (uint32_t)limit : 0;
}

/* ---- cutting up ---- */

static void erase(Bytes *bytes)
{
    size_t from = below(bytes->len), len = below(bytes->len - from < 40 ? bytes->len - from : 40);
    memmove(bytes->at + from, bytes->at + from + len, bytes->len - from - len);
    bytes->len -= len;
}

static void insert(Bytes *bytes, const char *piece, size_t len)
{
    if (bytes->len + len > MOST_BYTES)
        return;
    size_t at = below(bytes->len + 1);
    memmove(bytes->at + at + len, bytes->at + at, bytes->len - at);
    memcpy(bytes->at + at, piece, len);
    bytes->len += len;
}

static void insert_piece(Bytes *bytes)
{
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    insert(bytes, piece, strlen(piece));
}

static void insert_byte(Bytes *bytes)
{
    char byte = (char)below(256);
    insert(bytes, &byte, 1);
}

static void insert_from_another(Bytes *bytes)
{
    const Bytes *other = &files[below(file_count)];
    size_t from = below(other->len), room = other->len - from;
    insert(bytes, other->at + from, below(room < 200 ? room : 200));
}

static void cut_off(Bytes *bytes)
{
    bytes->len = below(bytes->len + 1);
}

static void mutate(Bytes *bytes)
{
    static void (*const ways[])(Bytes *) = {erase,       insert_piece, insert_piece,
                                            insert_byte, cut_off,      insert_from_another};
    for (uint32_t n = 1 + below(6); n > 0; n--)
        ways[below(sizeof ways / sizeof *ways)](bytes);
}

/* ---- what must hold ---- */

static void fail_on(const char *law, const Bytes *bytes, const char *why)
{
    FILE *file = fopen("law-any-failed.md", "wb");
    if (file) {
        fwrite(bytes->at, 1, bytes->len, file);
        fclose(file);
    }
    stemma_text shown = stemma_visible(bytes->at, bytes->len);
    fail_msg("%s: %s\n(the input is in law-any-failed.md too)\n%s", law, why, shown.ptr);
}

static size_t tried, refused;

/* Did it work? A refusal is counted, but for an open conflict, which is to be refused; anything else that goes wrong fails. */
static bool has_worked(const char *law, const Bytes *bytes, int status, const stemma_error *error)
{
    if (status == -EBUSY)
        return false;
    tried++;
    refused += status == -EBADMSG;
    if (status != 0 && status != -EBADMSG)
        fail_on(law, bytes, error->message);
    if (refused > 10 && refused * REFUSED_AT_MOST > tried)
        fail_on(law, bytes, error->message);
    return status == 0;
}

static void check_show(stemma_doc *doc, const Bytes *bytes)
{
    stemma_view text_view = {.width = 80}, json_view = {.json = true};
    stemma_text text = stemma_show(&doc, 1, &text_view), json = stemma_show(&doc, 1, &json_view);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\n' && ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f))
            fail_on("show", bytes, "a control character got through");
    json_error_t error;
    json_t *parsed = json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, &error);
    if (!parsed)
        fail_on("show --json", bytes, error.text);
    json_decref(parsed);
    stemma_text_free(text);
    stemma_text_free(json);
}

static void check_format(const stemma_doc *doc, const Bytes *bytes, const char *style)
{
    stemma_text once, twice;
    stemma_error error;
    stemma_style *opened;
    assert_int_equal(stemma_style_open(style, &opened, &error), 0);
    stemma_format_options options = {.style = opened};
    bool is_made = has_worked(style, bytes, stemma_format(doc, &options, &once, &error), &error);
    if (!is_made) {
        stemma_style_free(opened);
        return;
    }
    stemma_doc *again = stemma_doc_parse("again", once.ptr, once.len, NULL);
    if (stemma_format(again, &options, &twice, &error) != 0)
        fail_on(style, bytes, error.message);
    if (once.len != twice.len || memcmp(once.ptr, twice.ptr, once.len) != 0)
        fail_on(style, bytes, stemma_unified_diff("again", once, twice, NULL).ptr);
    stemma_doc_free(again);
    stemma_style_free(opened);
    stemma_text_free(once);
    stemma_text_free(twice);
}

static void check_merge(stemma_doc *const *docs, size_t count, const Bytes *bytes)
{
    stemma_result *result;
    stemma_error error;
    if (!has_worked("merge", bytes, stemma_merge(docs, count, NULL, &result, &error), &error))
        return;
    stemma_result_free(result);
}

/* ---- over the fixtures ---- */

static void add_file(void *context, const char *path)
{
    (void)context;
    stemma_text text;
    stemma_error error;
    if (file_count == MOST_FILES || stemma_read_file(path, &text, &error) != 0)
        return;
    Bytes *file = &files[file_count++];
    file->len = text.len < MOST_BYTES ? text.len : MOST_BYTES;
    memcpy(file->at, text.ptr, file->len);
    stemma_text_free(text);
}

static int read_fixtures(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/fixtures", source ? source : ".");
    return stemma_walk(path, add_file, NULL, NULL) == 0 && file_count > 20 ? 0 : -1;
}

static size_t rounds(void)
{
    const char *given = getenv("STEMMA_ROUNDS");
    return given ? strtoul(given, NULL, 10) : FEW_ROUNDS;
}

static void for_any_bytes(void (*check)(stemma_doc *doc, const Bytes *bytes))
{
    tried = refused = 0;
    static Bytes bytes;
    for (size_t i = 0; i < file_count; i++)
        for (size_t round = 0; round < rounds(); round++) {
            bytes = files[i];
            mutate(&bytes);
            stemma_doc *doc = stemma_doc_parse("any.md", bytes.at, bytes.len, NULL);
            check(doc, &bytes);
            stemma_doc_free(doc);
        }
    print_message("%zu of %zu refused\n", refused, tried);
}

static void check_house(stemma_doc *doc, const Bytes *bytes)
{
    check_format(doc, bytes, "house");
}

static void check_neutral(stemma_doc *doc, const Bytes *bytes)
{
    check_format(doc, bytes, "neutral");
}

static void check_merges(stemma_doc *doc, const Bytes *bytes)
{
    const Bytes *other = &files[below(file_count)];
    stemma_doc *pair[2] = {doc, stemma_doc_parse("other.md", other->at, other->len, NULL)};
    check_merge(pair, 1, bytes);
    check_merge(pair, 2, bytes);
    stemma_doc_free(pair[1]);
}

static void anything_can_be_shown(void **state)
{
    (void)state;
    for_any_bytes(check_show);
}

static void formatting_again_changes_nothing(void **state)
{
    (void)state;
    for_any_bytes(check_house);
}

static void neutral_formatting_again_changes_nothing(void **state)
{
    (void)state;
    for_any_bytes(check_neutral);
}

static void anything_can_be_merged(void **state)
{
    (void)state;
    for_any_bytes(check_merges);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anything_can_be_shown),
        cmocka_unit_test(formatting_again_changes_nothing),
        cmocka_unit_test(neutral_formatting_again_changes_nothing),
        cmocka_unit_test(anything_can_be_merged),
    };
    return cmocka_run_group_tests(tests, read_fixtures, NULL);
}
