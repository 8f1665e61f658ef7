/* bench: how fast, as ratios against other programs on the same machine in the same run.

       bench STEMMA [SHARED]

   Whole processes are timed from spawn to exit: the fastest of many runs, since noise only ever adds, or by turns with the
   median of the ratios, as processor time of what takes longer is. What libcmark does in a loop over the same files is timed in
   this process, reading included. */
#include <cmark.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { RUNS = 100, RUNS_OF_MANY_FILES = 11, MOST_FILES = 20000 };

typedef struct Timing {
    double seconds; /* of the fastest run */
    double busy;    /* the least processor time of a run */
    long peak;      /* KiB, of the largest */
} Timing;

static char *files[MOST_FILES];
static size_t file_count, byte_count;
static char *largest;
static size_t largest_size;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(const struct timeval *time)
{
    return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static void run_once(char **argv, Timing *timing)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    struct rusage usage;
    int status;
    double start = now();
    if (posix_spawnp(&child, argv[0], &actions, NULL, argv, environ) != 0) {
        fprintf(stderr, "bench: cannot run %s\n", argv[0]);
        exit(2);
    }
    wait4(child, &status, 0, &usage);
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (timing->seconds == 0 || seconds < timing->seconds)
        timing->seconds = seconds;
    double busy = seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime);
    if (timing->busy == 0 || busy < timing->busy)
        timing->busy = busy;
    if (usage.ru_maxrss > timing->peak)
        timing->peak = usage.ru_maxrss;
}

static Timing run(char **argv, size_t runs)
{
    Timing timing = {0};
    for (size_t i = 0; i < runs; i++)
        run_once(argv, &timing);
    return timing;
}

static int collect(const char *path, const struct stat *st, int type, struct FTW *place)
{
    (void)place;
    size_t len = strlen(path);
    if (type != FTW_F || len < 3 || strcmp(path + len - 3, ".md") != 0 || file_count == MOST_FILES)
        return 0;
    files[file_count++] = strdup(path);
    byte_count += (size_t)st->st_size;
    if ((size_t)st->st_size > largest_size) {
        largest_size = (size_t)st->st_size;
        largest = files[file_count - 1];
    }
    return 0;
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (!file || fstat(fileno(file), &st) != 0)
        exit(2);
    char *bytes = malloc((size_t)st.st_size + 1);
    *len = fread(bytes, 1, (size_t)st.st_size, file);
    fclose(file);
    return bytes;
}

/* Processor time. */
static double cmark_seconds(bool is_rendered)
{
    clock_t start = clock();
    for (size_t i = 0; i < file_count; i++) {
        size_t len;
        char *bytes = read_file(files[i], &len);
        cmark_node *root = cmark_parse_document(bytes, len, CMARK_OPT_DEFAULT);
        if (is_rendered)
            free(cmark_render_commonmark(root, CMARK_OPT_DEFAULT, 0));
        cmark_node_free(root);
        free(bytes);
    }
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static double median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, by_size);
    return numbers[count / 2];
}

/* By turns, since neither finds the machine's caches full of nothing but itself where people use it; each pair is a ratio. */
static void bench_merge(char *stemma, char *seeds[5])
{
    enum { PAIRS = 200 };
    char *merge[] = {stemma, "merge", "-q", seeds[0], seeds[1], seeds[2], seeds[3], seeds[4], NULL};
    char *git[] = {"git", "merge-file", "-p", seeds[0], seeds[1], seeds[2], NULL};
    double ours[PAIRS], theirs[PAIRS], ratios[PAIRS];
    long peak = 0;
    for (size_t i = 0; i < PAIRS; i++) {
        Timing us = {0}, them = {0};
        run_once(merge, &us);
        run_once(git, &them);
        ours[i] = us.seconds;
        theirs[i] = them.seconds;
        ratios[i] = us.seconds / them.seconds;
        peak = us.peak > peak ? us.peak : peak;
    }
    double our_median = median(ours, PAIRS), their_median = median(theirs, PAIRS);
    printf("merge of five files     %7.2f ms  %6ld KiB peak  (medians of %d pairs; fastest %.2f)\n",
           our_median * 1e3, peak, PAIRS, ours[0] * 1e3);
    printf("git merge-file of three %7.2f ms                    (fastest %.2f)\n",
           their_median * 1e3, theirs[0] * 1e3);
    printf("ratio                   %7.2f     (wanted: at most 3; of the fastest %.2f)\n\n",
           median(ratios, PAIRS), ours[0] / theirs[0]);
}

/* What a command takes over all files: processor time of one thread, of cmark for the same, of two threads. */
typedef struct Round {
    double one, cmark, two, by_cmark, by_two; /* the last two are ratios */
} Round;

/* Of the member at `offset` of all rounds. */
static double middle_of(const Round *rounds, size_t offset)
{
    double numbers[RUNS_OF_MANY_FILES];
    for (size_t i = 0; i < RUNS_OF_MANY_FILES; i++)
        numbers[i] = *(const double *)((const char *)&rounds[i] + offset);
    return median(numbers, RUNS_OF_MANY_FILES);
}

#define MIDDLE(member) middle_of(rounds, offsetof(Round, member))

/* The three take turns: what else the machine does is much the same for all of one round. Two threads are done sooner only
   where a second core is free, which the fastest runs had; that they do no more work together shows at any time. */
static void bench_files(char *stemma, char *corpus, char *command, char *option)
{
    char *alone[] = {stemma, command, "--jobs", "1", corpus, option, NULL};
    char *together[] = {stemma, command, "--jobs", "2", corpus, option, NULL};
    Round rounds[RUNS_OF_MANY_FILES];
    Timing best[2] = {{0}};
    for (int i = 0; i < RUNS_OF_MANY_FILES; i++) {
        Timing one = best[0], two = best[1];
        one.busy = two.busy = 0;
        double cmark = cmark_seconds(true);
        run_once(alone, &one);
        run_once(together, &two);
        rounds[i] = (Round){one.busy, cmark, two.busy, one.busy / cmark, two.busy / one.busy};
        best[0] = one;
        best[1] = two;
    }
    printf("%s %s, %zu files, %zu kB, %d rounds\n", command, option ? option : "", file_count,
           byte_count / 1000, RUNS_OF_MANY_FILES);
    printf("one thread              %7.1f ms  %6ld KiB peak  (processor time, medians)\n",
           MIDDLE(one) * 1e3, best[0].peak);
    printf("cmark parse and render  %7.1f ms\n", MIDDLE(cmark) * 1e3);
    printf("ratio                   %7.2f     (wanted: at most 1)\n", MIDDLE(by_cmark));
    printf("two threads together    %7.1f ms  %6ld KiB peak\n", MIDDLE(two) * 1e3, best[1].peak);
    printf("ratio to one            %7.2f     (1: nothing is lost by sharing)\n", MIDDLE(by_two));
    printf("one thread, start to end%7.1f ms  (fastest)\n", best[0].seconds * 1e3);
    printf("two threads             %7.1f ms\n", best[1].seconds * 1e3);
    printf("ratio                   %7.2f     (wanted: below 1)\n\n",
           best[1].seconds / best[0].seconds);
}

static void bench_format(char *stemma, char *corpus)
{
    char *single[] = {stemma, "fmt", "--stdout", largest, NULL};
    bench_files(stemma, corpus, "fmt", "--check");
    bench_files(stemma, corpus, "lint", NULL);
    printf("cmark parse alone       %7.1f ms\n\n", cmark_seconds(false) * 1e3);
    printf("fmt of the largest file, %zu kB   %6ld KiB peak (wanted: at most 16384)\n",
           largest_size / 1000, run(single, RUNS_OF_MANY_FILES).peak);
}

/* Pairs of versions whose old one is about this large. The one closest to it is merged, too. */
enum { DIFF_BYTES = 20000, DIFF_RANGE = 3000, MOST_PAIRS = 100, RUNS_OF_PAIR = 30 };

static char *bases[MOST_PAIRS];
static size_t base_count;
static char nearest[4200];
static long nearest_gap = -1;

/* All of them, for those that take longest beside git. */
enum { RUNS_OF_FIRST_LOOK = 3, SLOWEST_PAIRS = 20 };

typedef struct Pair {
    char *base;
    double ratio;
} Pair;

static Pair pairs[MOST_FILES];
static size_t pair_count;

static int find_bases(const char *path, const struct stat *st, int type, struct FTW *place)
{
    long gap = labs((long)st->st_size - DIFF_BYTES);
    if (type != FTW_F || strcmp(path + place->base, "base.md") != 0)
        return 0;
    if (pair_count < MOST_FILES)
        pairs[pair_count++].base = strdup(path);
    if (gap > DIFF_RANGE)
        return 0;
    if (base_count < MOST_PAIRS)
        bases[base_count++] = strdup(path);
    if (nearest_gap < 0 || gap < nearest_gap ||
        (gap == nearest_gap && strcmp(path, nearest) < 0)) { /* whatever order they are read in */
        nearest_gap = gap;
        snprintf(nearest, sizeof nearest, "%s", path);
    }
    return 0;
}

/* The same file with the versions beside it. */
static void bench_merge_file(char *stemma)
{
    char ours[4200], theirs[4200];
    int folder = (int)(strlen(nearest) - strlen("base.md"));
    snprintf(ours, sizeof ours, "%.*sleft.md", folder, nearest);
    snprintf(theirs, sizeof theirs, "%.*sright.md", folder, nearest);
    char *stemma_merges[] = {stemma, "merge-file", "-p", ours, nearest, theirs, NULL};
    char *git_merges[] = {"git", "merge-file", "-p", ours, nearest, theirs, NULL};
    Timing us = run(stemma_merges, RUNS), git = run(git_merges, RUNS);
    printf("merge-file              %7.2f ms  %6ld KiB peak\n", us.seconds * 1e3, us.peak);
    printf("git merge-file          %7.2f ms\n", git.seconds * 1e3);
    printf("ratio                   %7.2f     (wanted: at most 1.3 where lines merge, else 3)\n\n",
           us.seconds / git.seconds);
}

/* By turns, so that whatever else the machine does slows both down. */
static void run_by_turns(char **ours, char **theirs, int runs, Timing timings[2])
{
    for (int i = 0; i < runs; i++) {
        run_once(ours, &timings[0]);
        run_once(theirs, &timings[1]);
    }
}

/* Of the base and what the right side made of it. */
static void diff_pair(char *stemma, char *base, int runs, Timing timings[2])
{
    char new[4200];
    snprintf(new, sizeof new, "%.*sright.md", (int)(strlen(base) - strlen("base.md")), base);
    char *diff[] = {stemma, "diff", base, new, NULL};
    char *git[] = {"git", "diff", "--no-index", base, new, NULL};
    run_by_turns(diff, git, runs, timings);
}

static int by_ratio(const void *left, const void *right)
{
    const Pair *a = left, *b = right;
    return (a->ratio < b->ratio) - (a->ratio > b->ratio);
}

/* Where most was rewritten. A first look at processor time, which noise does not reach, finds them. */
static void bench_slowest(char *stemma)
{
    for (size_t i = 0; i < pair_count; i++) {
        Timing timings[2] = {{0}};
        diff_pair(stemma, pairs[i].base, RUNS_OF_FIRST_LOOK, timings);
        pairs[i].ratio = timings[0].busy / timings[1].busy;
    }
    qsort(pairs, pair_count, sizeof *pairs, by_ratio);
    size_t count = pair_count < SLOWEST_PAIRS ? pair_count : SLOWEST_PAIRS;
    for (size_t i = 0; i < count; i++) {
        Timing timings[2] = {{0}};
        diff_pair(stemma, pairs[i].base, RUNS_OF_PAIR, timings);
        pairs[i].ratio = timings[0].seconds / timings[1].seconds;
    }
    qsort(pairs, count, sizeof *pairs, by_ratio);
    printf("diff, %zu pairs of any size: ratio of the slowest %.2f, of the tenth %.2f "
           "(wanted: at most 2.5)\n\n",
           pair_count, pairs[0].ratio, pairs[count < 10 ? count - 1 : 9].ratio);
}

static void bench_diff(char *stemma, const char *merges)
{
    double ours[MOST_PAIRS], theirs[MOST_PAIRS], ratios[MOST_PAIRS];
    long peak = 0;
    if (nftw(merges, find_bases, 16, FTW_PHYS) != 0 || !base_count)
        return;
    for (size_t i = 0; i < base_count; i++) {
        Timing timings[2] = {{0}};
        diff_pair(stemma, bases[i], RUNS_OF_PAIR, timings);
        ours[i] = timings[0].seconds;
        theirs[i] = timings[1].seconds;
        ratios[i] = ours[i] / theirs[i];
        peak = timings[0].peak > peak ? timings[0].peak : peak;
    }
    qsort(ours, base_count, sizeof *ours, by_size);
    qsort(theirs, base_count, sizeof *theirs, by_size);
    qsort(ratios, base_count, sizeof *ratios, by_size);
    size_t middle = base_count / 2;
    printf("diff of two files       %7.2f ms  %6ld KiB peak  (medians of %zu pairs of 20 kB)\n",
           ours[middle] * 1e3, peak, base_count);
    printf("git diff --no-index     %7.2f ms\n", theirs[middle] * 1e3);
    printf("ratio                   %7.2f     (wanted: at most 1.2; nine in ten pairs %.2f)\n\n",
           ratios[middle], ratios[base_count * 9 / 10]);
    bench_slowest(stemma);
    bench_merge_file(stemma);
}

int main(int argc, char **argv)
{
    char shared[4096], corpus[4200], merges[4200], seeds[5][4200], *names[5];
    const char *given = argc > 2 ? argv[2] : getenv("STEMMA_SHARED");
    const char *source = getenv("STEMMA_SOURCE");
    if (argc < 2) {
        fputs("usage: bench STEMMA [SHARED]\n", stderr);
        return 2;
    }
    if (given)
        snprintf(shared, sizeof shared, "%s", given);
    else
        snprintf(shared, sizeof shared, "%s/../shared", source ? source : ".");
    for (int i = 0; i < 5; i++) {
        snprintf(seeds[i], sizeof seeds[i], "%s/data/seeds/00%d.md", shared, i);
        names[i] = seeds[i];
    }
    snprintf(corpus, sizeof corpus, "%s/data/corpus", shared);
    if (access(seeds[0], R_OK) != 0 || nftw(corpus, collect, 16, FTW_PHYS) != 0) {
        printf("skipped: no files under %s\n", shared);
        return 77;
    }
    snprintf(merges, sizeof merges, "%s/data/merges", shared);
    bench_merge(argv[1], names);
    bench_diff(argv[1], merges);
    bench_format(argv[1], corpus);
    return 0;
}
