/* What a diff tells is all there is to tell, and no more than need be, over real pairs of versions: the words told as removed
   and added turn the old words into the new ones, and they are not more than git's word diff shows of the same files; where a
   section was moved and nothing else, none. Who moves a section mostly rewrites much of the file, too: there the least that
   anyone could tell, the words that one version has more often than the other, stands beside what is told.
   Skipped where the shared data is not there; the comparison also where git is not. STEMMA_RATIOS=1 shows each pair. */
#include "edits.h"

#include "base/file.h"
#include "base/intern.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Of a hundred: bounds of the median ratio of our words to git's. */
enum { MEDIAN = 100, MEDIAN_OF_MOVED = 50 };

typedef struct Pair {
    Arena *arena;
    const char *paths[2];
    const Doc *docs[2];
    Diff *diff;
} Pair;

static Arena *kept;
static SpanVec folders;

static int by_name(const void *left, const void *right)
{
    return span_cmp(*(const Span *)left, *(const Span *)right);
}

static int find_folders(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE"), *shared = getenv("STEMMA_SHARED");
    kept = arena_new();
    const char *root =
        shared ? arena_format(kept, "%s/data/merges", shared).ptr
               : arena_format(kept, "%s/../shared/data/merges", source ? source : ".").ptr;
    DIR *dir = opendir(root);
    if (!dir) {
        printf("skipped: no %s\n", root);
        return 0;
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            vec_add(kept, &folders, arena_format(kept, "%s/%s", root, entry->d_name));
    closedir(dir);
    if (folders.len)
        qsort(folders.at, folders.len, sizeof *folders.at, by_name);
    return 0;
}

static int forget_folders(void **state)
{
    (void)state;
    arena_free(kept);
    return 0;
}

static const char *const versions[] = {"base.md", "left.md", "right.md"};

static void compare(Pair *pair, Span old, Span new)
{
    pair->docs[0] = doc_read(pair->arena, SPAN("old.md"), old, (DocOptions){0});
    pair->docs[1] = doc_read(pair->arena, SPAN("new.md"), new, (DocOptions){0});
    pair->diff = diff_docs(pair->arena, pair->docs[0], pair->docs[1], style_find(SPAN("house")));
}

static bool open_pair(Pair *pair, Span folder, int from, int to)
{
    Span bytes[2];
    pair->arena = arena_new();
    for (int side = 0; side < 2; side++) {
        const char *version = versions[side ? to : from];
        pair->paths[side] = arena_format(pair->arena, "%s/%s", folder.ptr, version).ptr;
        if (file_read(pair->arena, pair->paths[side], &bytes[side]) != 0)
            return false;
    }
    compare(pair, bytes[0], bytes[1]);
    return true;
}

/* ---- the words that are told ---- */

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

/* ---- nothing is hidden ---- */

/* How much more often a word stands in the new document than in the old one. */
typedef struct Balance {
    Arena *arena;
    Intern *words;
    VEC(int32_t) more;
} Balance;

static void weigh_word(Balance *balance, Span word, int32_t sign)
{
    uint32_t id = intern_id(balance->words, word);
    if (id == balance->more.len)
        vec_add(balance->arena, &balance->more, 0);
    balance->more.at[id] += sign;
}

static void weigh(Balance *balance, Span text, int32_t sign)
{
    WordVec words = {0};
    words_split(balance->arena, text, &words);
    for (size_t i = 0; i < words.len; i++)
        weigh_word(balance, words.at[i].text, sign);
}

static Span said_by(Arena *arena, const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    const Section *section = &doc->sections[u->section];
    if (u->kind == UNIT_CODE) {
        Buf text = buf_in(arena); /* which may hold NULs */
        buf_add(&text, u->info);
        buf_add_byte(&text, '\n');
        buf_add(&text, u->text);
        return buf_span(&text);
    }
    if (u->task == 'x')
        return arena_format(arena, "x %.*s", SPAN_ARG(u->text));
    if (u->kind != UNIT_HEADING)
        return u->text;
    return section->kind == SECTION_TAG ? u->info : section->title;
}

static int32_t sign_of(int side)
{
    return side ? 1 : -1;
}

static void weigh_documents(Balance *balance, const Pair *pair)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t u = 0; u < pair->docs[side]->unit_count; u++)
            if (!pair->diff->pairing->unit_prints[side][u].is_closing)
                weigh(balance, said_by(balance->arena, pair->docs[side], u), sign_of(side));
}

/* Takes what the parts of a place tell, in full units, off the balance. */
static void take_parts(Balance *balance, const Pair *pair, int side, const Place *place)
{
    const Doc *doc = pair->docs[side];
    for (size_t i = 0; i < place->parts.len; i++)
        for (uint32_t u = 0; u < doc->unit_count; u++) {
            Range lines = doc->units[u].lines;
            bool is_in = lines.start >= place->parts.at[i].start &&
                         lines.end <= place->parts.at[i].end && lines.start < lines.end;
            if (is_in && !pair->diff->pairing->unit_prints[side][u].is_closing)
                weigh(balance, said_by(balance->arena, doc, u), -sign_of(side));
        }
}

/* A title that is numbered anew has another word; blank lines before a title have none. */
static void take_numbers(Balance *balance, const Pair *pair, const Change *change)
{
    const Section *old = &pair->docs[0]->sections[change->old.index];
    const Section *new = &pair->docs[1]->sections[change->new.index];
    if (old->unit == NONE || change->old.lines.end != old->lines.end ||
        change->new.lines.end != new->lines.end)
        return;
    weigh(balance, said_by(balance->arena, pair->docs[0], old->unit), 1);
    weigh(balance, said_by(balance->arena, pair->docs[1], new->unit), -1);
}

static void take_change(Balance *balance, const Pair *pair, const Change *change)
{
    if (change->what == CHANGE_FIELD)
        return;
    if (change->kind == CHANGE_FORMATTING && change->what == CHANGE_SECTION)
        take_numbers(balance, pair, change);
    if (change->kind == CHANGE_FORMATTING && change->what != CHANGE_RULE)
        return;
    take_parts(balance, pair, 0, &change->old);
    take_parts(balance, pair, 1, &change->new);
    Buf texts[2] = {buf_in(balance->arena), buf_in(balance->arena)};
    for (size_t i = 0; i < change->runs.len; i++) {
        const Run *run = &change->runs.at[i];
        if (run->kind != RUN_ADDED)
            buf_add(&texts[0], run->text);
        if (run->kind != RUN_REMOVED)
            buf_add(&texts[1], run->text);
    }
    weigh(balance, buf_span(&texts[0]), 1);
    weigh(balance, buf_span(&texts[1]), -1);
}

static void check_balance(const Pair *pair, const char *name)
{
    Balance balance = {.arena = pair->arena, .words = intern_new(pair->arena)};
    weigh_documents(&balance, pair);
    for (size_t i = 0; i < pair->diff->changes.len; i++)
        take_change(&balance, pair, &pair->diff->changes.at[i]);
    for (uint32_t w = 0; w < balance.more.len; w++) {
        Span word = intern_text(balance.words, w);
        if (balance.more.at[w])
            fail_msg("%s: '%.*s' is told %d times too few", name, SPAN_ARG(word),
                     balance.more.at[w]);
    }
    intern_free(balance.words);
}

static void nothing_is_hidden(void **state)
{
    (void)state;
    for (size_t i = 0; i < folders.len; i++)
        for (int way = 0; way < 9; way++) {
            Pair pair;
            if (way / 3 == way % 3 || (IS_SLOW && i % 5))
                continue;
            if (open_pair(&pair, folders.at[i], way / 3, way % 3))
                check_balance(&pair, folders.at[i].ptr);
            arena_free(pair.arena);
        }
}

/* ---- what is equal is not told, but where it moved ---- */

/* A line shorter than this may stand in two texts that have nothing to do with each other. Of a thousand lines that are told,
   so many at most stand on both sides all the same: inside code or a paragraph that was written anew. */
enum { TELLING_BYTES = 20, TOLD_TWICE = 3 };

typedef struct Repeats {
    Intern *removed;
    uint32_t told, twice;
} Repeats;

static void note_lines(Repeats *repeats, const Doc *doc, const Place *place, bool is_removed)
{
    for (size_t i = 0; i < place->parts.len; i++)
        for (uint32_t n = place->parts.at[i].start; n < place->parts.at[i].end; n++) {
            Span line = span_trim(lines_line(&doc->source.raw, n));
            if (line.len < TELLING_BYTES || !words_any(line))
                continue;
            repeats->told++;
            if (is_removed)
                intern_id(repeats->removed, line);
            else
                repeats->twice += intern_find(repeats->removed, line) != NONE;
        }
}

static void count_repeats(const Pair *pair, Repeats *repeats)
{
    repeats->removed = intern_new(pair->arena);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < pair->diff->changes.len; i++) {
            const Change *change = &pair->diff->changes.at[i];
            note_lines(repeats, pair->docs[side], side ? &change->new : &change->old, side == 0);
        }
    intern_free(repeats->removed);
}

static void equal_lines_are_not_told(void **state)
{
    (void)state;
    Repeats repeats = {.told = 0};
    for (size_t i = 0; i < folders.len; i++)
        for (int to = 1; to <= 2; to++) {
            Pair pair;
            if (open_pair(&pair, folders.at[i], 0, to))
                count_repeats(&pair, &repeats);
            arena_free(pair.arena);
        }
    printf("of %u lines told as removed or added %u stand on both sides\n", repeats.told,
           repeats.twice);
    assert_true(repeats.twice * 1000 <= repeats.told * TOLD_TWICE);
}

/* ---- odd files ---- */

static const char *const odd_lines[] = {
    "---",         "",         "```",      "~~~",        "## New",   "- item",
    "  - nested",  "1. one",   "> quote",  "<a>",        "</a>",     "| a | b |",
    "|---|---|",   "**Foo:**", "Foo bar:", "- [x] done", "***",      "# Title",
    "name: other", "    code", "<!--",     "-->",        "\xff\xfe", "日本語",
};

/* Lines go, come and change places. */
static void make_odd(Draft *draft)
{
    for (uint32_t n = 1 + draft_below(draft, 12); n && draft->lines.len > 12; n--) {
        uint32_t count = (uint32_t)draft->lines.len, at = draft_below(draft, count - 8);
        uint32_t len = 1 + draft_below(draft, 6), way = draft_below(draft, 3);
        const char *line = odd_lines[draft_below(draft, sizeof odd_lines / sizeof *odd_lines)];
        if (way == 0)
            draft_remove(draft, (Range){at, at + len});
        else if (way == 1)
            draft_insert(draft, at, span_of(line));
        else
            draft_move_tight(draft, (Range){at, at + len},
                             at > count / 2 ? draft_below(draft, at) : count);
    }
}

static void check_odd(void *context, const char *path)
{
    uint32_t *seed = context;
    for (int round = 0; round < (IS_SLOW ? 3 : 20); round++) {
        Pair pair = {.arena = arena_new()};
        Span bytes;
        if (file_read(pair.arena, path, &bytes) == 0) {
            Draft drafts[2] = {draft_new(pair.arena, bytes, ++*seed),
                               draft_new(pair.arena, bytes, ++*seed)};
            make_odd(&drafts[0]);
            make_odd(&drafts[1]);
            compare(&pair, draft_text(&drafts[0]), draft_text(&drafts[1]));
            check_balance(&pair, path);
            compare(&pair, draft_text(&drafts[0]), draft_text(&drafts[0]));
            assert_int_equal(pair.diff->changes.len, 0);
        }
        arena_free(pair.arena);
    }
}

static void nothing_is_hidden_in_odd_files(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE");
    uint32_t seed = 1;
    file_walk(kept, arena_format(kept, "%s/fixtures", source ? source : ".").ptr, check_odd, &seed);
}

static void nothing_changed_is_nothing_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < folders.len; i++) {
        Pair pair;
        if (open_pair(&pair, folders.at[i], 2, 2))
            assert_int_equal(pair.diff->changes.len, 0);
        arena_free(pair.arena);
    }
}

/* ---- no more than git tells ---- */

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
                weigh_word(&balance, span_range(text, at, end), sign_of(side));
        }
    }
    for (size_t i = 0; i < balance.more.len; i++)
        least += (uint32_t)abs(balance.more.at[i]);
    intern_free(balance.words);
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
    return folders.len && system("git --version >/dev/null 2>&1") == 0;
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
    for (size_t i = 0; i < folders.len; i++) {
        Pair pair;
        if (open_pair(&pair, folders.at[i], 0, 2))
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
    for (size_t i = 0; i < folders.len; i++)
        for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
            Pair pair;
            if (open_pair(&pair, folders.at[i], ways[way][0], ways[way][1]) &&
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
            compare(pair, bytes[0], text);
            return file_write(path, text) == 0;
        }
    return false;
}

static void compare_moved(const char *edited, const char *what)
{
    Ratios ratios = {.count = 0}, leasts = {.count = 0};
    for (uint32_t i = 0; i < folders.len; i++) {
        Pair pair = {.arena = arena_new()};
        if ((!IS_SLOW || i % 5 == 0) && move_section(&pair, folders.at[i], edited, i + 1)) {
            check_balance(&pair, folders.at[i].ptr);
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
        cmocka_unit_test(nothing_changed_is_nothing_told),
        cmocka_unit_test(nothing_is_hidden),
        cmocka_unit_test(nothing_is_hidden_in_odd_files),
        cmocka_unit_test(equal_lines_are_not_told),
        cmocka_unit_test(no_more_words_than_git),
        cmocka_unit_test(no_more_words_in_files_with_moves),
        cmocka_unit_test(half_the_words_where_a_section_moved),
    };
    return cmocka_run_group_tests(tests, find_folders, forget_folders);
}
