/* The laws of the three-way merge, through the public interface: over the fixtures with the results they expect, over the
   shared merges, and over edits that are made up from the fixtures and the shared corpus. */
#include "bag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 1024 };

typedef struct Merged {
    stemma_text output;
    size_t conflicts;
    bool is_explained; /* the report names a place */
    bool is_by_lines;
} Merged;

static Merged merge_with(const char *what, stemma_text ours, stemma_text base, stemma_text theirs,
                         const stemma_three_options *options)
{
    stemma_text sides[STEMMA_SIDES] = {ours, base, theirs};
    stemma_three *three;
    stemma_error error;
    if (stemma_merge_three(sides, options, &three, &error) != 0)
        fail_msg("%s: %s", what, error.message);
    Merged merged = {.output = stemma_three_output(three),
                     .conflicts = stemma_three_conflict_count(three),
                     .is_by_lines = stemma_three_is_by_lines(three)};
    stemma_text report = stemma_three_report(three, &(stemma_view){.json = false});
    merged.is_explained = report.len > 0;
    stemma_text_free(report);
    stemma_three_free(three);
    return merged;
}

static Merged merge(const char *what, stemma_text ours, stemma_text base, stemma_text theirs,
                    bool lines_only)
{
    stemma_three_options options = {.label = {"ours", "base", "theirs"}, .lines_only = lines_only};
    return merge_with(what, ours, base, theirs, &options);
}

static bool same(stemma_text a, stemma_text b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void expect_same(const char *what, const char *law, stemma_text expected, stemma_text got)
{
    if (!same(expected, got))
        fail_msg("%s: %s\n--- expected\n%.4000s\n--- got\n%.4000s", what, law, expected.ptr,
                 got.ptr);
}

/* ---- lines as a bag ---- */

/* Lines that all three have equally often stand in the result at least as often, but where both moved some. */
static void check_untouched(const char *what, stemma_text ours, stemma_text base,
                            stemma_text theirs, stemma_text output)
{
    Bag a = bag_of(ours), b = bag_of(base), c = bag_of(theirs), got = bag_of(output);
    for (size_t i = 0; i < b.count; i++) {
        size_t count = bag_count(&b, b.lines[i]);
        if (bag_count(&a, b.lines[i]) == count && bag_count(&c, b.lines[i]) == count &&
            bag_count(&got, b.lines[i]) < count &&
            bag_count(&got, b.lines[i]) < bag_owed(&a, &b, &c, b.lines[i]))
            fail_msg("%s: a line that nobody touched is gone: '%s'", what, b.lines[i]);
    }
    bag_free(&a), bag_free(&b), bag_free(&c), bag_free(&got);
}

static void check_same_bag(const char *what, stemma_text a, stemma_text b)
{
    Bag x = bag_of(a), y = bag_of(b);
    bool is_same = x.count == y.count;
    for (size_t i = 0; is_same && i < x.count; i++)
        is_same = strcmp(x.lines[i], y.lines[i]) == 0;
    bag_free(&x), bag_free(&y);
    if (!is_same)
        fail_msg("%s: swapping the sides changes what stands in the result\n--- one\n%.4000s\n"
                 "--- other\n%.4000s",
                 what, a.ptr, b.ptr);
}

/* ---- defects ---- */

/* What a reader finds wrong with the front matter and the fences of a file. How front matter is read that is not strict, or
   never closed, is a matter of what else stands in it. Last what may hide a fence. */
static const char *const defects[][3] = {
    {"[S101]", "[S102]", "[S103]"}, {"[S105]"}, {"[S301]"}, {"[S303]"}};

enum { FRONT, FIELD, FENCE, TAG, DEFECTS };

static void find_defects(stemma_text text, bool has[DEFECTS])
{
    stemma_doc *doc = stemma_doc_parse("merged.md", text.ptr, text.len, NULL);
    stemma_text told = stemma_diagnostics(doc, &(stemma_view){.brief = true});
    memset(has, 0, DEFECTS * sizeof *has);
    for (size_t i = 0; i < DEFECTS; i++)
        for (size_t j = 0; j < 3; j++)
            has[i] = has[i] || (told.len && defects[i][j] && strstr(told.ptr, defects[i][j]));
    stemma_text_free(told);
    stemma_doc_free(doc);
}

/* A tag that is never closed may hide a fence that is not, too. */
static bool may_have(const bool has[DEFECTS], size_t defect)
{
    return has[defect] || (defect == FENCE && has[TAG]);
}

/* Of the defects up to `last`. */
static void check_no_new_defect(const char *what, stemma_text ours, stemma_text theirs,
                                stemma_text output, size_t last)
{
    bool a[DEFECTS], b[DEFECTS], got[DEFECTS];
    find_defects(ours, a);
    find_defects(theirs, b);
    find_defects(output, got);
    for (size_t i = 0; i <= last; i++)
        if (got[i] && !may_have(a, i) && !may_have(b, i))
            fail_msg("%s: the result has %s, which neither side has\n--- result\n%.4000s", what,
                     defects[i][0], output.ptr);
}

/* ---- the laws ---- */

/* No doubt about where its fences stand: they come in pairs, which the result of a merge has to prove; none is in a list,
   with which it would end; neither tags nor front matter, which may hide some, are broken. */
static bool are_fences_plain(stemma_text text, bool is_result)
{
    bool has[DEFECTS], is_any_inset = false;
    size_t fences = 0;
    find_defects(text, has);
    Bag bag = bag_of(text);
    for (size_t i = 0; i < bag.count; i++) {
        const char *line = bag.lines[i] + strspn(bag.lines[i], " \t");
        bool is_fence = strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0;
        is_any_inset |= is_fence && line > bag.lines[i];
        fences += is_fence;
    }
    bag_free(&bag);
    return !has[FRONT] && !has[TAG] && !is_any_inset && (is_result || fences % 2 == 0);
}

/* A person who takes one side wherever there is a conflict tears nothing. */
static void check_picks(const char *what, stemma_text ours, stemma_text base, stemma_text theirs)
{
    static const stemma_favor favors[] = {STEMMA_FAVOR_OURS, STEMMA_FAVOR_THEIRS};
    for (size_t i = 0; i < 2; i++) {
        stemma_three_options options = {.favor = favors[i]};
        Merged merged = merge_with(what, ours, base, theirs, &options);
        bool are_plain = are_fences_plain(ours, false) && are_fences_plain(theirs, false) &&
                         are_fences_plain(merged.output, true);
        check_no_new_defect(what, ours, theirs, merged.output, are_plain ? FENCE : FIELD);
        stemma_text_free(merged.output);
    }
}

static void check_plain(const char *what, stemma_text base, stemma_text side)
{
    Merged merged[] = {merge(what, base, base, side, false), merge(what, side, base, base, false),
                       merge(what, side, base, side, false)};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(merged[i].conflicts, 0);
        expect_same(what, "a side that alone changed something is the result", side,
                    merged[i].output);
        stemma_text_free(merged[i].output);
    }
}

/* What is checked lies in files, for whoever looks into a failure. */
static void keep(const char *path, stemma_text text)
{
    stemma_error error;
    assert_int_equal(stemma_write_file(path, text.ptr, text.len, &error), 0);
}

/* A clean merge of lines in which something stands twice that did not is no answer. */
static bool says_twice(stemma_text merged, stemma_text ours, stemma_text theirs)
{
    Bag got = bag_of(merged), a = bag_of(ours), b = bag_of(theirs);
    bool is_twice = bag_repeats(&got, &a, &b);
    bag_free(&got), bag_free(&a), bag_free(&b);
    return is_twice;
}

static void check_laws(const char *what, stemma_text ours, stemma_text base, stemma_text theirs)
{
    if (getenv("STEMMA_KEEP")) {
        keep("ours.md", ours);
        keep("base.md", base);
        keep("theirs.md", theirs);
    }
    Merged merged = merge(what, ours, base, theirs, false);
    Merged swapped = merge(what, theirs, base, ours, false);
    Merged lines = merge(what, ours, base, theirs, true);
    if ((merged.conflicts == 0) !=
        (swapped.conflicts == 0)) /* how they are cut is a matter of sides */
        fail_msg("%s: %zu conflicts, %zu with the sides swapped", what, merged.conflicts,
                 swapped.conflicts);
    if (merged.conflicts == 0) {
        check_same_bag(what, merged.output, swapped.output);
        check_no_new_defect(what, ours, theirs, merged.output, FENCE);
    }
    if (merged.conflicts && !merged.is_by_lines)
        check_picks(what, ours, base, theirs);
    if (lines.conflicts && !merged.is_explained)
        fail_msg("%s: nobody says what became of a conflict of lines", what);
    if (lines.conflicts == 0 && merged.conflicts == 0 && !says_twice(lines.output, ours, theirs))
        expect_same(what, "lines merge cleanly, structure differently", lines.output,
                    merged.output);
    check_untouched(what, ours, base, theirs, merged.output);
    check_plain(what, base, ours);
    check_plain(what, base, theirs);
    stemma_text_free(merged.output);
    stemma_text_free(swapped.output);
    stemma_text_free(lines.output);
}

/* ---- files ---- */

static bool read_side(const char *folder, const char *name, const char *other, stemma_text *text)
{
    char path[PATH_SIZE];
    stemma_error error;
    snprintf(path, sizeof path, "%s/%s.md", folder, name);
    if (stemma_read_file(path, text, &error) == 0)
        return true;
    snprintf(path, sizeof path, "%s/%s.md", folder, other);
    return stemma_read_file(path, text, &error) == 0;
}

static void visit_folders(const char *path, void (*visit)(const char *folder), unsigned step)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char folder[PATH_SIZE + sizeof entries[i]->d_name + 1];
        snprintf(folder, sizeof folder, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && (unsigned)i % step == 0)
            visit(folder);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static bool read_sides(const char *folder, stemma_text *ours, stemma_text *base,
                       stemma_text *theirs)
{
    return read_side(folder, "ours", "left", ours) && read_side(folder, "base", "base", base) &&
           read_side(folder, "theirs", "right", theirs);
}

static void visit_merge(const char *folder)
{
    stemma_text ours, base, theirs;
    if (!read_sides(folder, &ours, &base, &theirs))
        return;
    check_laws(folder, ours, base, theirs);
    stemma_text_free(ours);
    stemma_text_free(base);
    stemma_text_free(theirs);
}

static void visit_fixture(const char *folder)
{
    stemma_text ours, base, theirs, expected;
    assert_true(read_sides(folder, &ours, &base, &theirs));
    assert_true(read_side(folder, "expected", "conflict", &expected));
    Merged merged = merge(folder, ours, base, theirs, false);
    expect_same(folder, "not as expected", expected, merged.output);
    visit_merge(folder);
    stemma_text_free(ours);
    stemma_text_free(base);
    stemma_text_free(theirs);
    stemma_text_free(expected);
    stemma_text_free(merged.output);
}

static void fixtures_merge_as_expected(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/fixtures/three", getenv("STEMMA_SOURCE"));
    visit_folders(path, visit_fixture, 1);
}

static unsigned sample(void)
{
    const char *step = getenv("STEMMA_SAMPLE");
    return step ? (unsigned)atoi(step) : 1;
}

static void shared_merges_obey_the_laws(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    snprintf(path, sizeof path, "%s%s/data/merges", shared ? shared : source,
             shared ? "" : "/../shared");
    struct stat st;
    if (stat(path, &st) != 0) {
        printf("skipped: no %s\n", path);
        skip();
    }
    visit_folders(path, visit_merge, sample());
}

/* ---- edits that are made up ---- */

static uint32_t below(uint32_t *seed, uint32_t limit)
{
    *seed = *seed * 1664525 + 1013904223;
    return limit ? (*seed >> 8) % limit : 0;
}

typedef struct Lines {
    const char *at[4096];
    size_t len[4096], count;
} Lines;

static Lines split(stemma_text text)
{
    Lines lines = {.count = 0};
    const char *end = text.ptr + text.len;
    for (const char *p = text.ptr; p < end && lines.count < 4096; lines.count++) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        lines.at[lines.count] = p;
        lines.len[lines.count] = (size_t)((feed ? feed + 1 : end) - p);
        p += lines.len[lines.count];
    }
    return lines;
}

static const char *const additions[] = {
    "- Say what you did.\n",
    "\n## Notes\n\nKeep them.\n",
    "```\n",
    "| a | b |\n",
    "---\n",
    "model: opus\n",
    "<rules>\n",
    "    deep\n",
    "1. First.\n",
    "\r\n",
};

static void add_line(stemma_text *out, const Lines *lines, size_t line, const char *before)
{
    if (out->len && out->ptr[out->len - 1] != '\n')
        out->ptr[out->len++] = '\n';
    out->len += (size_t)sprintf(out->ptr + out->len, "%s", before);
    memcpy(out->ptr + out->len, lines->at[line], lines->len[line]);
    out->len += lines->len[line];
}

/* Some lines gone, some doubled, some added, some with a word more, some moved to the end. */
static stemma_text edit(stemma_text text, uint32_t *seed, uint32_t edits)
{
    Lines lines = split(text);
    stemma_text out = {malloc(text.len * 2 + 4096 * 64), 0};
    uint32_t rate = lines.count ? (uint32_t)lines.count / (edits + 1) + 1 : 1;
    size_t moved[64], moved_count = 0;
    for (size_t i = 0; i < lines.count; i++) {
        uint32_t what = below(seed, rate) ? 9 : below(seed, 5);
        const char *added = additions[below(seed, sizeof additions / sizeof *additions)];
        if (what == 0)
            continue;
        if (what == 1 && moved_count < 64) {
            moved[moved_count++] = i;
            continue;
        }
        if (what == 2)
            out.len += (size_t)sprintf(out.ptr + out.len, "%s", added);
        add_line(&out, &lines, i, what == 3 ? "Always " : "");
    }
    for (size_t i = 0; i < moved_count; i++)
        add_line(&out, &lines, moved[i], "");
    out.ptr[out.len] = '\0';
    return out;
}

static void edit_file(void *context, const char *path)
{
    uint32_t *seed = context;
    stemma_text base;
    stemma_error error;
    if (below(seed, 4 * sample()) || stemma_read_file(path, &base, &error) != 0)
        return;
    if (base.len < 60000 && !memchr(base.ptr, '\0', base.len)) {
        stemma_text ours = edit(base, seed, 1 + below(seed, 8));
        stemma_text theirs = edit(base, seed, 1 + below(seed, 8));
        check_laws(path, ours, base, theirs);
        stemma_text_free(ours);
        stemma_text_free(theirs);
    }
    stemma_text_free(base);
}

static void check_edits(uint32_t seed)
{
    char path[PATH_SIZE];
    stemma_error error;
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    snprintf(path, sizeof path, "%s/fixtures", source);
    for (int round = 0; round < 20; round++)
        assert_int_equal(stemma_walk(path, edit_file, &seed, &error), 0);
    snprintf(path, sizeof path, "%s%s/data/corpus", shared ? shared : source,
             shared ? "" : "/../shared");
    struct stat st;
    if (stat(path, &st) == 0)
        stemma_walk(path, edit_file, &seed, &error);
}

/* STEMMA_SEED tries another one than those of every run. */
static void made_up_edits_obey_the_laws(void **state)
{
    (void)state;
    static const uint32_t seeds[] = {11, 12, 23};
    const char *given = getenv("STEMMA_SEED");
    if (given)
        check_edits((uint32_t)atoi(given));
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds && !given; i++)
        check_edits(seeds[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixtures_merge_as_expected),
        cmocka_unit_test(shared_merges_obey_the_laws),
        cmocka_unit_test(made_up_edits_obey_the_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
