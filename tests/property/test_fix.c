/* What lint mends, over real files and files that are broken on purpose, through the public interface: mending again
   changes nothing, what was to be mended is gone, nothing new is found, and no word is lost or comes in. */
#include "stemma.h"

#include "base/buf.h"
#include "doc/doc.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* How a sound file is broken before it is mended. */
typedef enum Break {
    BREAK_NOTHING,
    BREAK_ENDS,
    BREAK_MARK,
    BREAK_HIDDEN,
    BREAK_ITEM,
    BREAKS
} Break;

typedef struct Tally {
    Break how;
    size_t seen, every; /* one file of so many is looked at */
    size_t files, mended, edits;
} Tally;

/* ---- breaking ---- */

static void add_item_again(Buf *out, Span line)
{
    buf_add(out, line);
    if (span_starts(line, SPAN("- ")))
        buf_add(out, line);
}

/* With something behind it it would be none, and the file another one. */
static bool is_delimiter(Span line)
{
    line = span_trim(line);
    return span_starts(line, SPAN("---")) || span_find(line, SPAN("```"), 0) < line.len ||
           span_find(line, SPAN("~~~"), 0) < line.len;
}

/* Each fifth line is broken. */
static void break_line(Buf *out, Span line, Break how, uint32_t number)
{
    bool is_hit = number % 5 == 1 && number > 1 && span_ends(line, SPAN("\n"));
    Span text = is_hit ? span_range(line, 0, line.len - 1) : line;
    if (!is_hit)
        buf_add(out, line);
    else if (how == BREAK_ENDS)
        buf_format(out, "%.*s\r\n", SPAN_ARG(text));
    else if (how == BREAK_HIDDEN && !is_delimiter(text))
        buf_format(out, "%.*s\u200B\u202E\n", SPAN_ARG(text));
    else if (how == BREAK_ITEM)
        add_item_again(out, line);
    else
        buf_add(out, line);
}

static Span broken(Arena *arena, Span text, Break how)
{
    bool is_utf16 = span_starts(text, SPAN("\xFF\xFE")) || span_starts(text, SPAN("\xFE\xFF"));
    if (how == BREAK_NOTHING || is_utf16)
        return text;
    Buf out = buf_in(arena);
    if (how == BREAK_MARK)
        buf_add(&out, SPAN("\uFEFF"));
    uint32_t number = 0;
    for (size_t at = 0; at < text.len; number++) {
        size_t end = span_find_byte(text, '\n', at);
        end += end < text.len;
        break_line(&out, span_range(text, at, end), how == BREAK_MARK ? BREAK_NOTHING : how,
                   number);
        at = end;
    }
    return buf_span(&out);
}

/* ---- looking ---- */

/* How often each code is found, by its number, and how much could be mended. */
typedef struct Counts {
    size_t of[1000];
    size_t fixable;
} Counts;

static Counts count(const stemma_doc *doc)
{
    Counts counts = {0};
    stemma_lint *lint = stemma_lint_new();
    stemma_lint_add(lint, doc, NULL);
    stemma_text text = stemma_lint_report(lint, STEMMA_LINT_JSON, STEMMA_NOTE, NULL);
    json_t *report = json_loadb(text.ptr, text.len, 0, NULL), *finding;
    size_t i;
    assert_non_null(report);
    json_array_foreach(json_object_get(report, "findings"), i, finding)
    {
        const char *code = json_string_value(json_object_get(finding, "code"));
        counts.of[strtoul(code + 1, NULL, 10)]++;
        counts.fixable += json_is_true(json_object_get(finding, "fixable"));
    }
    json_decref(report);
    stemma_text_free(text);
    stemma_lint_free(lint);
    return counts;
}

static int by_text(const void *left, const void *right)
{
    return span_cmp(((const Word *)left)->text, ((const Word *)right)->text);
}

/* Without what the test hides. */
static void add_shown(Buf *out, Span text)
{
    for (size_t at = 0; at < text.len; at++) {
        Span rest = span_from(text, at);
        if (span_starts(rest, SPAN("\u200B")) || span_starts(rest, SPAN("\u202E")))
            at += 2;
        else
            buf_add_byte(out, rest.ptr[0]);
    }
    buf_add_byte(out, '\n');
}

/* What a file says, whatever its quotes and fences. */
static Span said(Arena *arena, const Doc *doc)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < doc->front.fields.len; i++) {
        const Field *field = &doc->front.fields.at[i];
        add_shown(&out, field->key);
        add_shown(&out, field->shape == FIELD_OPAQUE ? field->source : field->value);
        for (size_t k = 0; k < field->items.len; k++)
            add_shown(&out, field->items.at[k]);
    }
    for (size_t i = 0; i < doc->front.comments.len; i++)
        add_shown(&out, doc->front.comments.at[i]);
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        add_shown(&out, doc->units[u].text);
        add_shown(&out, doc->units[u].info);
        if (doc->units[u].is_ordered)
            buf_format(&out, "%u\n", doc->units[u].number);
    }
    return buf_span(&out);
}

/* The words of a file, each once, sorted. */
static WordVec words_of(Arena *arena, Span text)
{
    WordVec words = {0};
    words_split(arena, said(arena, doc_read(arena, SPAN("test"), text, (DocOptions){0})), &words);
    if (words.len)
        qsort(words.at, words.len, sizeof *words.at, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < words.len; i++)
        if (!i || !span_eq(words.at[i].text, words.at[kept - 1].text))
            words.at[kept++] = words.at[i];
    words.len = kept;
    return words;
}

static Span word_at(const WordVec *words, size_t i)
{
    return i < words->len ? words->at[i].text : SPAN("");
}

static void expect_same_words(const char *path, Span before, Span after)
{
    Arena *arena = arena_new();
    WordVec was = words_of(arena, before), is = words_of(arena, after);
    for (size_t i = 0; i < was.len || i < is.len; i++)
        if (i >= was.len || i >= is.len || !span_eq(was.at[i].text, is.at[i].text))
            fail_msg("%s: was '%.*s', is '%.*s'", path, SPAN_ARG(word_at(&was, i)),
                     SPAN_ARG(word_at(&is, i)));
    arena_free(arena);
}

/* Of what was found before, or what the break had hidden. */
static void expect_no_more(const char *path, const Counts *was, const Counts *sound,
                           const Counts *is)
{
    for (size_t code = 0; code < sizeof was->of / sizeof *was->of; code++)
        if (is->of[code] > was->of[code] && is->of[code] > sound->of[code])
            fail_msg("%s: S%zu was found %zu times, and %zu times when mended", path, code,
                     was->of[code], is->of[code]);
}

/* ---- mending ---- */

static stemma_text mend(const char *path, const stemma_doc *doc, size_t *edits)
{
    stemma_text text;
    stemma_error error;
    if (stemma_lint_fix(doc, NULL, &text, edits, &error) < 0)
        fail_msg("%s: %s", path, error.message);
    return text;
}

static void check_mended(const char *path, Span before, stemma_text after, const Counts *was,
                         const Counts *sound)
{
    stemma_doc *doc = stemma_doc_parse(path, after.ptr, after.len, NULL);
    size_t edits;
    stemma_text again = mend(path, doc, &edits);
    Counts is = count(doc);
    if (edits || is.fixable)
        fail_msg("%s: %zu left to mend", path, is.fixable);
    expect_no_more(path, was, sound, &is);
    expect_same_words(path, before, (Span){after.ptr, after.len});
    stemma_text_free(again);
    stemma_doc_free(doc);
}

static void check_file(void *context, const char *path)
{
    Tally *tally = context;
    if (tally->seen++ % tally->every)
        return;
    Arena *arena = arena_new();
    stemma_text bytes;
    assert_int_equal(stemma_read_file(path, &bytes, NULL), 0);
    Span text = broken(arena, (Span){bytes.ptr, bytes.len}, tally->how);
    stemma_doc *doc = stemma_doc_parse(path, text.ptr, text.len, NULL);
    stemma_doc *sound = stemma_doc_parse(path, bytes.ptr, bytes.len, NULL);
    Counts was = count(doc), unbroken = count(sound);
    size_t edits = 0;
    stemma_text after = mend(path, doc, &edits);
    if (edits)
        check_mended(path, text, after, &was, &unbroken);
    else if (was.fixable)
        fail_msg("%s: nothing is mended", path);
    tally->files++;
    tally->mended += edits > 0;
    tally->edits += edits;
    stemma_text_free(after);
    stemma_text_free(bytes);
    stemma_doc_free(doc);
    stemma_doc_free(sound);
    arena_free(arena);
}

static void check_folder(Tally *tally, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        printf("skipped: no %s\n", path);
        skip();
    }
    assert_int_equal(stemma_walk(path, check_file, tally, NULL), 0);
    printf("%s: %zu files, %zu mended by %zu edits\n", path, tally->files, tally->mended,
           tally->edits);
}

static void test_fixtures(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/fixtures", source ? source : ".");
    for (Break how = 0; how < BREAKS; how++)
        check_folder(&(Tally){.how = how, .every = 1}, path);
}

static void test_shared(void **state)
{
    static const char *const folders[] = {"seeds", "corpus", "merges"};
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    const char *every = getenv("STEMMA_SAMPLE");
    size_t sample = every ? strtoul(every, NULL, 10) : 1;
    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        for (Break how = 0; how < BREAKS; how++) {
            char path[4096];
            snprintf(path, sizeof path, "%s%s/data/%s",
                     shared   ? shared
                     : source ? source
                              : ".",
                     shared ? "" : "/../shared", folders[i]);
            check_folder(&(Tally){.how = how, .every = how ? 9 * sample : sample}, path);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fixtures),
                                       cmocka_unit_test(test_shared)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
