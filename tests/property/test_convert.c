/* The law of conversion over real agents of Claude Code, through the public interface, for every dialect: the prompt comes
   along byte for byte; each field of the original is there again after the way back, or a remark has told of it; where nothing was lost on the way back,
   going there once more gives the same bytes; and for its own dialect a file stays as it is. */
#include "stemma.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

typedef struct Tally {
    size_t seen, every; /* one file of so many is looked at */
    size_t conversions, fields, told;
} Tally;

/* One file there, back, and there again. */
typedef struct Trip {
    const char *dialect;
    stemma_doc *start, *there, *back, *again;
    stemma_conversion *way[3];
} Trip;

/* ---- what a document says ---- */

static json_t *json_of(stemma_text text)
{
    json_t *json = json_loadb(text.ptr, text.len, 0, NULL);
    stemma_text_free(text);
    assert_non_null(json);
    return json;
}

static json_t *fields_of(stemma_doc *doc, json_t **whole)
{
    *whole = json_of(stemma_show(&doc, 1, &(stemma_view){.json = true}));
    json_t *file = json_array_get(json_object_get(*whole, "files"), 0);
    return json_object_get(json_object_get(file, "front"), "fields");
}

/* The bytes behind the front matter and the blank lines that follow it. */
static stemma_text body_of(stemma_doc *doc, stemma_text bytes)
{
    json_t *whole = json_of(stemma_show(&doc, 1, &(stemma_view){.json = true}));
    json_t *file = json_array_get(json_object_get(whole, "files"), 0);
    json_t *lines = json_object_get(json_object_get(file, "front"), "lines");
    long long end = json_integer_value(json_array_get(lines, 1));
    size_t at = 0;
    for (; end > 0 && at < bytes.len; end--)
        at += strcspn(bytes.ptr + at, "\n") + 1;
    while (at < bytes.len && (bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r'))
        at++;
    json_decref(whole);
    return (stemma_text){bytes.ptr + at, at < bytes.len ? bytes.len - at : 0};
}

static bool ends_with(stemma_text text, stemma_text end)
{
    return text.len >= end.len && memcmp(text.ptr + text.len - end.len, end.ptr, end.len) == 0;
}

/* ---- the trip ---- */

static stemma_conversion *convert(const stemma_doc *doc, const char *from, const char *to)
{
    stemma_convert_options options = {.from = from, .to = to};
    stemma_conversion *conversion;
    stemma_error error;
    if (stemma_convert(doc, &options, &conversion, &error) != 0)
        fail_msg("%s to %s: %s", from, to, error.message);
    return conversion;
}

/* The document as the other harness would find it. */
static stemma_doc *arrive(const stemma_conversion *conversion)
{
    const char *path;
    stemma_text text = stemma_conversion_output(conversion);
    if (stemma_conversion_path(conversion, &path, NULL) != 0)
        path = "-";
    stemma_doc *doc =
        stemma_doc_parse(path, text.ptr, text.len, &(stemma_read_options){.no_repair = true});
    stemma_text_free(text);
    return doc;
}

static void travel(Trip *trip)
{
    trip->way[0] = convert(trip->start, "claude", trip->dialect);
    trip->there = arrive(trip->way[0]);
    trip->way[1] = convert(trip->there, trip->dialect, "claude");
    trip->back = arrive(trip->way[1]);
    trip->way[2] = convert(trip->back, "claude", trip->dialect);
    trip->again = arrive(trip->way[2]);
}

static void end_trip(Trip *trip)
{
    stemma_doc *docs[] = {trip->there, trip->back, trip->again};
    for (size_t i = 0; i < 3; i++) {
        stemma_conversion_free(trip->way[i]);
        stemma_doc_free(docs[i]);
    }
}

/* ---- laws ---- */

static bool has_code(stemma_text remarks, const char *code)
{
    bool has = strstr(remarks.ptr, code) != NULL;
    stemma_text_free(remarks);
    return has;
}

/* UTF-16 becomes UTF-8, and bytes that are neither cannot stand everywhere. */
static bool is_recoded(const Trip *trip)
{
    return has_code(stemma_diagnostics(trip->start, NULL), "[S202]") ||
           has_code(stemma_conversion_remarks(trip->way[0], NULL), "[S608]");
}

static void check_body(const Trip *trip, stemma_text body)
{
    const stemma_doc *docs[] = {trip->there, trip->back};
    for (size_t i = 0; i < 2; i++) {
        stemma_text text = stemma_doc_bytes(docs[i]);
        bool is_toml = i == 0 && strcmp(trip->dialect, "codex") == 0;
        if (!is_toml && !ends_with(text, body) && !is_recoded(trip))
            fail_msg("%s to %s: the body is not what it was\n%.2000s", stemma_doc_name(trip->start),
                     trip->dialect, text.ptr);
        stemma_text_free(text);
    }
}

static void check_same(const Trip *trip, const stemma_doc *a, const stemma_doc *b, const char *law)
{
    stemma_text one = stemma_doc_bytes(a), two = stemma_doc_bytes(b);
    if (one.len != two.len || memcmp(one.ptr, two.ptr, one.len) != 0) {
        stemma_text diff = stemma_unified_diff(stemma_doc_name(trip->start), one, two, NULL);
        fail_msg("%s: %s\n%.2000s", trip->dialect, law, diff.ptr);
    }
    stemma_text_free(one);
    stemma_text_free(two);
}

/* On one of the two ways. */
static bool is_told(const json_t *report, const char *key)
{
    size_t i, k;
    json_t *file, *remark;
    json_array_foreach(json_object_get(report, "files"), i, file)
    {
        json_array_foreach(json_object_get(file, "remarks"), k, remark)
        {
            if (strcmp(json_string_value(json_object_get(remark, "field")), key) == 0)
                return true;
        }
    }
    return false;
}

static json_t *find_field(json_t *fields, const char *key)
{
    size_t i;
    json_t *field;
    json_array_foreach(fields, i, field)
    {
        if (strcmp(json_string_value(json_object_get(field, "key")), key) == 0)
            return field;
    }
    return NULL;
}

/* What holds where the field is missing need not be written. */
static bool is_usual(const json_t *field)
{
    static const char *const usual[] = {"inherit", "*", "default", "false"};
    const char *value = json_string_value(json_object_get(field, "value"));
    for (size_t i = 0; value && i < sizeof usual / sizeof *usual; i++)
        if (strcmp(value, usual[i]) == 0)
            return true;
    return strcmp(json_string_value(json_object_get(field, "shape")), "null") == 0;
}

/* Words between commas and blanks; Task is an older name of Agent. */
static void tools_text(const json_t *field, char *out, size_t size)
{
    size_t i;
    json_t *item;
    const char *value = json_string_value(json_object_get(field, "value"));
    snprintf(out, size, "%s", value ? value : "");
    json_array_foreach(json_object_get(field, "items"), i, item)
    {
        size_t len = strlen(out);
        snprintf(out + len, size - len, ",%s", json_string_value(item));
    }
}

/* All tools of a server are written mcp__s__* or mcp__s. */
static size_t without_star(const char *word, size_t len)
{
    return len > 3 && memcmp(word + len - 3, "__*", 3) == 0 ? len - 3 : len;
}

static bool has_word(const char *list, const char *word, size_t len)
{
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, ", \n");
        bool is_task = size == 4 && strncasecmp(at, "Task", 4) == 0;
        if ((without_star(at, size) == without_star(word, len) &&
             strncasecmp(at, word, without_star(word, len)) == 0) ||
            (is_task && len == 5 && strncmp(word, "Agent", 5) == 0))
            return true;
        at += size + (at[size] != '\0');
    }
    return false;
}

static bool has_all(const char *list, const char *words)
{
    for (const char *at = words; *at;) {
        size_t size = strcspn(at, ", \n");
        if (size && !has_word(list, at, size) && strncasecmp(at, "Task", 4) != 0)
            return false;
        at += size + (at[size] != '\0');
    }
    return true;
}

static bool is_equal(const json_t *a, const json_t *b, const char *key)
{
    const json_t *one = json_object_get(a, key), *two = json_object_get(b, key);
    return one == two || (one && two && json_equal(one, two));
}

static bool is_same_field(const json_t *was, const json_t *is)
{
    const char *key = json_string_value(json_object_get(was, "key"));
    if (strcmp(key, "tools") != 0 && strcmp(key, "disallowedTools") != 0)
        return is_equal(was, is, "value") && is_equal(was, is, "items");
    char before[8192], after[8192];
    tools_text(was, before, sizeof before);
    tools_text(is, after, sizeof after);
    return has_all(before, after) && has_all(after, before);
}

static void check_fields(Tally *tally, const Trip *trip)
{
    const stemma_conversion *ways[] = {trip->way[0], trip->way[1]};
    const char *outputs[] = {NULL, NULL};
    json_t *report = json_of(stemma_conversion_report(ways, outputs, 2)), *one, *two, *was;
    json_t *before = fields_of(trip->start, &one), *after = fields_of(trip->back, &two);
    size_t i;
    json_array_foreach(before, i, was)
    {
        const char *key = json_string_value(json_object_get(was, "key"));
        json_t *is = find_field(after, key);
        bool told = is_told(report, key);
        if (find_field(before, key) != was)
            continue; /* a key that stands twice counts once */
        tally->fields++;
        tally->told += told;
        if (!told && !(is ? is_same_field(was, is) : is_usual(was)))
            fail_msg("%s to %s and back: '%s' was\n%s\nand is\n%s", stemma_doc_name(trip->start),
                     trip->dialect, key, json_dumps(was, 0), is ? json_dumps(is, 0) : "nothing");
    }
    json_decref(report);
    json_decref(one);
    json_decref(two);
}

/* rulesync has a place for everything that Claude Code has. */
static void check_nothing_lost(const Trip *trip)
{
    stemma_text remarks = stemma_conversion_remarks(trip->way[0], NULL);
    if (strcmp(trip->dialect, "rulesync") == 0 && !is_recoded(trip) &&
        stemma_conversion_loss_count(trip->way[0], STEMMA_NOTE) && !strstr(remarks.ptr, "[S606]"))
        fail_msg("%s to rulesync: %s", stemma_doc_name(trip->start), remarks.ptr);
    stemma_text_free(remarks);
}

static void check_dialect(Tally *tally, stemma_doc *doc, const char *dialect)
{
    Trip trip = {.dialect = dialect, .start = doc};
    stemma_text bytes = stemma_doc_bytes(doc);
    travel(&trip);
    check_body(&trip, body_of(doc, bytes));
    check_fields(tally, &trip);
    check_nothing_lost(&trip);
    if (!stemma_conversion_loss_count(trip.way[1], STEMMA_NOTE))
        check_same(&trip, trip.there, trip.again, "going there once more is not the same");
    stemma_conversion *own = convert(trip.there, dialect, dialect);
    stemma_doc *same = arrive(own);
    check_same(&trip, trip.there, same, "to its own dialect it changes");
    stemma_doc_free(same);
    stemma_conversion_free(own);
    end_trip(&trip);
    stemma_text_free(bytes);
    tally->conversions++;
}

static void check_file(void *context, const char *path)
{
    Tally *tally = context;
    stemma_doc *doc;
    stemma_error error;
    if (tally->seen++ % tally->every)
        return;
    if (stemma_doc_open(path, &(stemma_read_options){.no_repair = true}, &doc, &error) < 0)
        fail_msg("%s", error.message);
    const char *dialect;
    bool is_settled =
        stemma_doc_settled(doc, NULL) == 0; /* others are refused; the specification says how */
    for (size_t i = 0; is_settled && (dialect = stemma_dialect_name(i)); i++)
        check_dialect(tally, doc, dialect);
    stemma_doc_free(doc);
}

static void check_folder(const char *folder, unsigned long every)
{
    struct stat st;
    stemma_error error;
    Tally tally = {.every = every};
    if (stat(folder, &st) != 0) {
        printf("skipped: no %s\n", folder);
        skip();
    }
    assert_int_equal(stemma_walk(folder, check_file, &tally, &error), 0);
    printf("%zu conversions, %zu fields, of which %zu were told of\n", tally.conversions,
           tally.fields, tally.told);
}

static void test_fixtures(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/fixtures", getenv("STEMMA_SOURCE"));
    check_folder(path, 1);
}

static void test_corpus(void **state)
{
    (void)state;
    char path[4096];
    const char *shared = getenv("STEMMA_SHARED"), *every = getenv("STEMMA_SAMPLE");
    snprintf(path, sizeof path, "%s%s/data/corpus", shared ? shared : getenv("STEMMA_SOURCE"),
             shared ? "" : "/../shared");
    check_folder(path, every ? strtoul(every, NULL, 10) : 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixtures),
        cmocka_unit_test(test_corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
