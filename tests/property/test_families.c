/* What a scan says of a collection, over real files, through the public interface: its JSON keeps to the contract, what it
   expects of merging a family is what merging gives, and each merge leaves a ledger that proves it. */
#include "stemma.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_PATHS = 3, AUDITED = 8 };

/* ---- collections ---- */

/* The fixtures, and the shared data where it is there. */
static size_t collections(char paths[MOST_PATHS][1024], bool *has_shared)
{
    const char *source = getenv("STEMMA_SOURCE"), *shared = getenv("STEMMA_SHARED");
    size_t count = 0;
    source = source ? source : ".";
    static const char *const data[] = {"seeds", "gold", "corpus"};
    for (size_t i = 0; i < MOST_PATHS; i++) {
        if (shared)
            snprintf(paths[count], 1024, "%s/data/%s", shared, data[i]);
        else
            snprintf(paths[count], 1024, "%s/../shared/data/%s", source, data[i]);
        count += access(paths[count], R_OK) == 0;
    }
    *has_shared = count == MOST_PATHS;
    if (!*has_shared) {
        snprintf(paths[0], 1024, "%s/fixtures", source);
        count = 1;
    }
    return count;
}

static stemma_scan *scan_all(bool *has_shared)
{
    static char paths[MOST_PATHS][1024];
    const char *given[MOST_PATHS];
    size_t count = collections(paths, has_shared);
    for (size_t i = 0; i < count; i++)
        given[i] = paths[i];
    stemma_scan *scan = NULL;
    stemma_error error;
    if (stemma_scan_paths(given, count, NULL, &scan, &error) != 0)
        fail_msg("%s", error.message);
    return scan;
}

static json_t *json_of(const stemma_scan *scan, bool details)
{
    stemma_text text = stemma_scan_view(scan, STEMMA_SCAN_JSON, details, NULL);
    json_error_t error;
    json_t *json = json_loadb(text.ptr, text.len, 0, &error);
    if (!json)
        fail_msg("no JSON: %s", error.text);
    stemma_text_free(text);
    return json;
}

/* ---- the contract ---- */

typedef struct Member {
    const char *name;
    json_type type;
} Member;

static void expect_members(const char *what, size_t index, const json_t *json,
                           const Member *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *member = json_object_get(json, members[i].name);
        if (!member || json_typeof(member) != members[i].type)
            fail_msg("%s %zu: '%s' is missing or of another type", what, index, members[i].name);
    }
}

#define EXPECT_MEMBERS(what, index, json, ...)                                                     \
    expect_members(what, index, json, (const Member[]){__VA_ARGS__},                               \
                   sizeof((const Member[]){__VA_ARGS__}) / sizeof(Member))

static bool is_among(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static void check_files(const json_t *files)
{
    size_t i;
    const json_t *file;
    json_array_foreach(files, i, file) EXPECT_MEMBERS(
        "file", i, file, {"path", JSON_STRING}, {"name", JSON_STRING}, {"bytes", JSON_INTEGER});
}

static void check_pairs(const json_t *pairs, size_t file_count)
{
    static const char *const kinds[] = {"copy", "contains", "variant", NULL};
    size_t i;
    const json_t *pair;
    json_array_foreach(pairs, i, pair)
    {
        EXPECT_MEMBERS("pair", i, pair, {"a", JSON_INTEGER}, {"b", JSON_INTEGER},
                       {"kind", JSON_STRING}, {"score", JSON_REAL}, {"because", JSON_ARRAY});
        json_int_t a = json_integer_value(json_object_get(pair, "a"));
        json_int_t b = json_integer_value(json_object_get(pair, "b"));
        double score = json_real_value(json_object_get(pair, "score"));
        assert_true(a >= 0 && b >= 0 && a != b);
        assert_true(a < (json_int_t)file_count && b < (json_int_t)file_count);
        assert_true(score > 0 && score <= 1);
        assert_true(is_among(json_string_value(json_object_get(pair, "kind")), kinds));
        assert_true(json_array_size(json_object_get(pair, "because")) > 0);
    }
}

static bool holds(const json_t *paths, const json_t *path)
{
    size_t i;
    const json_t *one;
    json_array_foreach(paths, i, one) if (json_equal(one, path)) return true;
    return false;
}

/* Each file of the family but the root hangs once on one that came before it. */
static void check_tree(size_t index, const json_t *cluster)
{
    static const char *const changes[] = {"edited", "renamed", "moved", "added", "removed", NULL};
    const json_t *files = json_object_get(cluster, "files"),
                 *tree = json_object_get(cluster, "tree");
    json_t *above = json_pack("[O]", json_object_get(cluster, "root"));
    size_t i, d;
    const json_t *edge, *drift;
    json_array_foreach(tree, i, edge)
    {
        EXPECT_MEMBERS("edge", i, edge, {"from", JSON_STRING}, {"to", JSON_STRING},
                       {"kind", JSON_STRING}, {"score", JSON_REAL}, {"because", JSON_ARRAY},
                       {"drift", JSON_ARRAY});
        json_t *to = json_object_get(edge, "to");
        if (!holds(above, json_object_get(edge, "from")) || holds(above, to) || !holds(files, to))
            fail_msg("cluster %zu: edge %zu hangs where it cannot", index, i);
        json_array_append(above, to);
        json_array_foreach(json_object_get(edge, "drift"), d, drift)
        {
            EXPECT_MEMBERS("drift", d, drift, {"change", JSON_STRING}, {"what", JSON_STRING},
                           {"address", JSON_STRING});
            assert_true(is_among(json_string_value(json_object_get(drift, "change")), changes));
        }
    }
    assert_int_equal(json_array_size(above), json_array_size(files));
    json_decref(above);
}

static void check_clusters(const json_t *clusters)
{
    size_t i;
    const json_t *cluster;
    json_int_t last = INT64_MAX;
    json_array_foreach(clusters, i, cluster)
    {
        EXPECT_MEMBERS("cluster", i, cluster, {"number", JSON_INTEGER}, {"name", JSON_STRING},
                       {"kind", JSON_STRING}, {"files", JSON_ARRAY}, {"bodies", JSON_INTEGER},
                       {"because", JSON_ARRAY}, {"voice", JSON_STRING}, {"root", JSON_STRING},
                       {"root_is", JSON_STRING}, {"tree", JSON_ARRAY}, {"bytes", JSON_INTEGER},
                       {"expected", JSON_INTEGER}, {"saves", JSON_INTEGER});
        json_int_t saves = json_integer_value(json_object_get(cluster, "saves"));
        assert_int_equal(json_integer_value(json_object_get(cluster, "number")), i + 1);
        assert_true(json_array_size(json_object_get(cluster, "files")) > 1);
        assert_true(holds(json_object_get(cluster, "files"), json_object_get(cluster, "voice")));
        assert_int_equal(json_integer_value(json_object_get(cluster, "bytes")) -
                             json_integer_value(json_object_get(cluster, "expected")),
                         saves);
        assert_true(saves <= last);
        last = saves;
        check_tree(i, cluster);
    }
}

static void the_json_keeps_to_the_contract(void **state)
{
    (void)state;
    bool has_shared;
    stemma_scan *scan = scan_all(&has_shared);
    json_t *json = json_of(scan, true);
    const json_t *name;
    size_t i, findings = 0;
    assert_string_equal(json_string_value(json_object_get(json, "schema")), "stemma-scan/1");
    EXPECT_MEMBERS("scan", 0, json, {"files", JSON_ARRAY}, {"pairs", JSON_ARRAY},
                   {"clusters", JSON_ARRAY}, {"names", JSON_ARRAY});
    check_files(json_object_get(json, "files"));
    check_pairs(json_object_get(json, "pairs"), json_array_size(json_object_get(json, "files")));
    check_clusters(json_object_get(json, "clusters"));
    json_array_foreach(json_object_get(json, "names"), i, name)
    {
        EXPECT_MEMBERS("name", i, name, {"name", JSON_STRING}, {"files", JSON_ARRAY},
                       {"loads", JSON_STRING});
        findings++;
    }
    assert_int_equal(stemma_scan_family_count(scan),
                     json_array_size(json_object_get(json, "clusters")));
    assert_true(stemma_scan_finding_count(scan) <=
                findings + json_array_size(json_object_get(json, "pairs")));
    json_decref(json);
    stemma_scan_free(scan);
}

/* ---- merging each family ---- */

typedef struct Sizes {
    size_t families, near;
    double expected, real;
} Sizes;

/* As `stemma scan --consolidate` would, into one and the same file. */
static void audit(const char *target, const stemma_result *result)
{
    stemma_text output = stemma_result_output(result), ledger = stemma_result_ledger(result);
    stemma_text findings = {0};
    stemma_error error;
    size_t count = 0;
    if (stemma_write_file(target, output.ptr, output.len, &error) != 0 ||
        stemma_audit(ledger.ptr, ledger.len, &findings, &count, &error) != 0)
        fail_msg("%s", error.message);
    if (count)
        fail_msg("%.*s", (int)findings.len, findings.ptr);
    stemma_text_free(findings);
    stemma_text_free(output);
    stemma_text_free(ledger);
}

/* 0 where a conflict is still open in a member: such a family is not merged. */
static size_t merged_size(const stemma_scan *scan, size_t family, const char *target,
                          bool is_audited)
{
    size_t count;
    const char *const *paths = stemma_scan_family(scan, family, &count);
    stemma_doc **docs = calloc(count, sizeof *docs);
    stemma_error error;
    for (size_t i = 0; i < count; i++)
        if (stemma_doc_open(paths[i], NULL, &docs[i], &error) != 0)
            fail_msg("%s", error.message);
    stemma_merge_options options = {.prefer = stemma_scan_family_voice(scan, family),
                                    .output_name = target};
    stemma_result *result;
    int status = stemma_merge(docs, count, &options, &result, &error);
    if (status != 0 && status != -EBUSY)
        fail_msg("%s: %s", paths[0], error.message);
    stemma_text output = status ? (stemma_text){0} : stemma_result_output(result);
    size_t size = output.len;
    stemma_text_free(output);
    if (is_audited && !status)
        audit(target, result);
    stemma_result_free(result);
    for (size_t i = 0; i < count; i++)
        stemma_doc_free(docs[i]);
    free(docs);
    return size;
}

static void merging_gives_what_was_expected(void **state)
{
    (void)state;
    bool has_shared;
    const char *sample = getenv("STEMMA_SAMPLE");
    size_t step = sample ? (size_t)atoi(sample) : 1;
    stemma_scan *scan = scan_all(&has_shared);
    json_t *json = json_of(scan, false), *clusters = json_object_get(json, "clusters");
    char target[] = "/tmp/stemma-family-XXXXXX";
    assert_true(close(mkstemp(target)) == 0);
    Sizes sizes = {0};
    for (size_t i = 0; i < stemma_scan_family_count(scan); i += step) {
        const json_t *cluster = json_array_get(clusters, i);
        double expected = json_number_value(json_object_get(cluster, "expected"));
        double real = (double)merged_size(scan, i, target, i % AUDITED == 0);
        if (real == 0)
            continue;
        sizes.families++;
        sizes.near += expected >= 0.85 * real && expected <= 1.15 * real;
        sizes.expected += expected;
        sizes.real += real;
    }
    unlink(target);
    print_message(
        "of %zu families %zu become what was expected within 15 %%; all together %.3f of it\n",
        sizes.families, sizes.near, sizes.real / sizes.expected);
    if (has_shared) {
        assert_true((double)sizes.near >= 0.75 * (double)sizes.families);
        assert_true(sizes.expected > 0.9 * sizes.real && sizes.expected < 1.1 * sizes.real);
    }
    json_decref(json);
    stemma_scan_free(scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_keeps_to_the_contract),
        cmocka_unit_test(merging_gives_what_was_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
