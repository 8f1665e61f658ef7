/* What a diff tells is no more than need be: the words told as removed and added of real pairs are not more than git's word diff
   shows of the same files; where a section was moved and nothing else, none. Who moves a section mostly rewrites much of
   the file, too: there the least that anyone could tell, the words that one version has more often than the other, stands
   beside what is told. Skipped where the shared data or git is not there. STEMMA_RATIOS=1 shows each pair. */
#include "balance.h"

#include "base/file.h"
#include "edits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of a hundred: bounds of the median ratio of our words to git's. */
enum { MEDIAN = 100, MEDIAN_OF_MOVED = 50 };

/* As git counts them: what white space parts. */
static uint32_t count_words(Span text)
{
    uint32_t count = 0;
    bool was_space = true;
    for (size_t at = 0; at < text.len; at++) {
        bool is_space = strchr(" \t\n\r", text.ptr[at]) && text.ptr[at];
        count += was_space && !is_space;
        was_space = is_space;
    }
    return count;
}

static uint32_t count_place(const Doc *doc, const Place *place)
{
    uint32_t count = 0;
    for (size_t i = 0; i < place->parts.len; i++)
        count += count_words(lines_range(&doc->source.raw, place->parts.at[i]));
    return count;
}

static uint32_t count_told(const Pair *pair)
{
    uint32_t count = 0;
    for (size_t i = 0; i < pair->diff->changes.len; i++) {
        const Change *change = &pair->diff->changes.at[i];
        if (change->kind == CHANGE_FORMATTING)
            continue;
        count += count_place(pair->docs[0], &change->old);
        count += count_place(pair->docs[1], &change->new);
        for (size_t r = 0; r < change->runs.len; r++)
            if (change->runs.at[r].kind != RUN_SAME)
                count += count_words(change->runs.at[r].text);
    }
    return count;
}

static uint32_t count_git(const Pair *pair)
{
    Span command = arena_format(pair->arena,
                                "GIT_CONFIG_GLOBAL=/dev/null git diff --no-index --no-ext-diff "
                                "--word-diff=porcelain -U0 '%s' '%s' 2>&1",
                                pair->paths[0], pair->paths[1]);
    FILE *out = popen(command.ptr, "r");
    char *line = NULL;
    size_t room = 0;
    uint32_t count = 0;
    bool is_body = false;
    for (ssize_t len; out && (len = getline(&line, &room, out)) > 0;) {
        is_body = is_body || line[0] == '@';
        if (is_body && (line[0] == '-' || line[0] == '+'))
            count += count_words((Span){line + 1, (size_t)len - 1});
    }
    free(line);
    if (out)
        pclose(out);
    return count;
}

/* The words that one version has more often than the other: whatever is told, it is these at least. */
static uint32_t count_least(const Pair *pair)
{
    Balance balance = {.arena = pair->arena, .words = intern_new(pair->arena)};
    uint32_t least = 0;
    for (int side = 0; side < 2; side++) {
        Span text = pair->docs[side]->source.raw.text;
        for (size_t at = 0, end; at < text.len; at = end + 1) {
            for (end = at; end < text.len && !(text.ptr[end] && strchr(" \t\n\r", text.ptr[end]));)
                end++;
            if (end > at)
                balance_word(&balance, span_range(text, at, end), balance_sign(side));
        }
    }
    for (size_t i = 0; i < balance.more.len; i++)
        least += (uint32_t)abs(balance.more.at[i]);
    return least;
}

static int by_ratio(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

typedef struct Ratios {
    double at[1000];
    size_t count;
} Ratios;

static double median(Ratios *ratios)
{
    qsort(ratios->at, ratios->count, sizeof *ratios->at, by_ratio);
    return ratios->count ? ratios->at[ratios->count / 2] : 0;
}

static bool has_git(void)
{
    return pairs_folders()->len && system("git --version >/dev/null 2>&1") == 0;
}

static void add_ratio(Ratios *ratios, uint32_t words, uint32_t of)
{
    if (of && ratios->count < sizeof ratios->at / sizeof *ratios->at)
        ratios->at[ratios->count++] = (double)words / of;
}

static void compare_with_git(const Pair *pair, Ratios *ratios, Ratios *leasts)
{
    uint32_t git = count_git(pair), told = count_told(pair), least = count_least(pair);
    add_ratio(ratios, told, git);
    add_ratio(leasts, least, git);
    if (getenv("STEMMA_RATIOS") && git)
        printf("%6.2f git %6u told %6u least %6u %s %s\n", (double)told / git, git, told, least,
               pair->paths[0], pair->paths[1]);
}

static void show_medians(const char *what, Ratios *ratios, Ratios *leasts)
{
    printf("words told to words of git's word diff, %s: median %.2f of %zu pairs; the least that "
           "could be told %.2f\n",
           what, median(ratios), ratios->count, median(leasts));
}

static void no_more_words_than_git(void **state)
{
    (void)state;
    static Ratios ratios, leasts;
    if (!has_git())
        skip();
    for (size_t i = 0; i < pairs_folders()->len; i++) {
        Pair pair;
        if (pair_open(&pair, pairs_folders()->at[i], 0, 2))
            compare_with_git(&pair, &ratios, &leasts);
        arena_free(pair.arena);
    }
    show_medians("base to right", &ratios, &leasts);
    assert_true(median(&ratios) * 100 <= MEDIAN);
}

static bool has_moved_section(const Diff *diff)
{
    for (size_t i = 0; i < diff->changes.len; i++)
        if (diff->changes.at[i].kind == CHANGE_MOVED && diff->changes.at[i].what == CHANGE_SECTION)
            return true;
    return false;
}

static void no_more_words_in_files_with_moves(void **state)
{
    (void)state;
    static const int ways[][2] = {{0, 2}, {0, 1}, {1, 2}};
    static Ratios ratios, leasts;
    if (!has_git())
        skip();
    for (size_t i = 0; i < pairs_folders()->len; i++)
        for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
            Pair pair;
            if (pair_open(&pair, pairs_folders()->at[i], ways[way][0], ways[way][1]) &&
                has_moved_section(pair.diff))
                compare_with_git(&pair, &ratios, &leasts);
            arena_free(pair.arena);
        }
    show_medians("files in which people moved a section", &ratios, &leasts);
    assert_true(median(&ratios) * 100 <= MEDIAN);
}

/* A section is moved in `edited`, which is written out for git to read, and compared with the base. */
static bool move_section(Pair *pair, Span folder, const char *edited, uint32_t seed)
{
    const char *path = arena_format(pair->arena, "/tmp/stemma-told-%d.md", (int)getpid()).ptr;
    ExpectedVec expected = {0};
    Span bytes[2];
    pair->paths[0] = arena_format(pair->arena, "%s/base.md", folder.ptr).ptr;
    pair->paths[1] = path;
    if (file_read(pair->arena, pair->paths[0], &bytes[0]) != 0 ||
        file_read(pair->arena, arena_format(pair->arena, "%s/%s", folder.ptr, edited).ptr,
                  &bytes[1]) != 0)
        return false;
    Draft draft = draft_new(pair->arena, bytes[1], seed);
    for (uint32_t k = 0; k < section_edit_count; k++)
        if (strstr(section_edits[k].name, "move a section down") &&
            section_edits[k].apply(&draft, 0, &expected)) {
            Span text = draft_text(&draft);
            pair_compare(pair, bytes[0], text);
            return file_write(path, text) == 0;
        }
    return false;
}

static void compare_moved(const char *edited, const char *what)
{
    Ratios ratios = {.count = 0}, leasts = {.count = 0};
    for (uint32_t i = 0; i < pairs_folders()->len; i++) {
        Pair pair = {.arena = arena_new()};
        if ((!IS_SLOW || i % 5 == 0) &&
            move_section(&pair, pairs_folders()->at[i], edited, i + 1)) {
            balance_check(&pair, pairs_folders()->at[i].ptr);
            compare_with_git(&pair, &ratios, &leasts);
        }
        if (pair.paths[1])
            unlink(pair.paths[1]);
        arena_free(pair.arena);
    }
    show_medians(what, &ratios, &leasts);
    assert_true(median(&ratios) * 100 <= MEDIAN_OF_MOVED);
}

static void half_the_words_where_a_section_moved(void **state)
{
    (void)state;
    if (!has_git())
        skip();
    compare_moved("base.md", "nothing but a section moved");
    compare_moved("right.md", "a section moved in what people had edited");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_words_than_git),
        cmocka_unit_test(no_more_words_in_files_with_moves),
        cmocka_unit_test(half_the_words_where_a_section_moved),
    };
    return cmocka_run_group_tests(tests, pairs_find, pairs_forget);
}
