/* collection: how a scan grows. Generates collections of agents (unrelated ones, copies under another name, copies with a tenth
   of their lines rewritten, texts written anew about one subject) and scans them.

       collection STEMMA FOLDER [FILES...]

   Prints for each size files a second, the peak of memory a file, and the exponent of growth since the size before. What
   was generated in FOLDER stays there for the next run. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { WORDS = 40000, LINES = 90, LINE_WORDS = 11, SUBJECT_WORDS = 400, A_FOLDER = 500, RUNS = 3 };

static uint64_t state;

static uint32_t below(uint32_t limit)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % limit);
}

/* Common words are common: the square of an even distribution. */
static uint32_t any_word(void)
{
    uint64_t x = below(65536);
    return (uint32_t)(x * x * WORDS >> 32);
}

static void put_word(FILE *file, uint32_t word)
{
    static const char *const parts[] = {"ba", "ce", "di", "fo", "gu", "ka", "le", "mi",
                                        "no", "pu", "ra", "se", "ti", "vo", "wu", "za"};
    do
        fputs(parts[word % 16], file);
    while (word /= 16);
}

/* Every third word of a line belongs to the subject; the rest is common talk. */
static void put_line(FILE *file, uint64_t seed, uint64_t subject)
{
    state = seed;
    fputs("- ", file);
    for (int i = 0; i < LINE_WORDS; i++) {
        uint32_t word = any_word();
        if (i % 3 == 0)
            word = (uint32_t)((subject * 7919 + below(SUBJECT_WORDS) * 104729) % WORDS);
        put_word(file, word);
        putc(i + 1 < LINE_WORDS ? ' ' : '\n', file);
    }
}

/* File `n` has a text of its own or that of an earlier one, and some of its lines rewritten. */
static void put_file(FILE *file, uint32_t n)
{
    state = n * UINT64_C(0x9E3779B97F4A7C15) + 1;
    uint32_t kind = below(100), earlier = n ? below(n) : 0;
    bool is_copy = n && kind < 30, is_edited = is_copy && kind < 15, is_variant = n && kind >= 90;
    uint64_t text = is_copy ? earlier : n, subject = is_copy || is_variant ? earlier : n;
    fputs("---\nname: agent-", file);
    put_word(file, n);
    fputs("\ndescription: ", file);
    put_line(file, n, subject);
    fputs("---\n", file);
    for (uint64_t line = 0; line < LINES; line++) {
        bool is_new = is_edited && (line + n) % 10 == 0;
        if (line % 15 == 0)
            fprintf(file, "\n## Part %u\n\n", (unsigned)(line / 15));
        put_line(file, (is_new ? UINT64_C(1) << 40 | n : text) * 1000 + line, subject);
    }
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return;
    perror(path);
    exit(2);
}

static void generate(const char *folder, uint32_t files)
{
    char path[8192];
    make_folder(folder);
    for (uint32_t n = 0; n < files; n++) {
        snprintf(path, sizeof path, "%s/%06u", folder, n / A_FOLDER);
        if (n % A_FOLDER == 0)
            make_folder(path);
        snprintf(path, sizeof path, "%s/%06u/agent%u.md", folder, n / A_FOLDER, n);
        struct stat st;
        if (stat(path, &st) == 0)
            continue;
        FILE *file = fopen(path, "w");
        if (!file) {
            perror(path);
            exit(2);
        }
        put_file(file, n);
        fclose(file);
    }
}

typedef struct Timing {
    double seconds, busy; /* of the fastest run: on the clock, and of the processors */
    long peak;            /* KiB */
} Timing;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void run_once(char *stemma, char *folder, Timing *timing)
{
    char *argv[] = {stemma, "scan", folder, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t child;
    struct rusage usage;
    int status;
    double start = now();
    if (posix_spawnp(&child, stemma, &actions, NULL, argv, environ) != 0) {
        fprintf(stderr, "collection: cannot run %s\n", stemma);
        exit(2);
    }
    wait4(child, &status, 0, &usage);
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (timing->seconds == 0 || seconds < timing->seconds) {
        timing->seconds = seconds;
        timing->busy = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    }
    timing->peak = usage.ru_maxrss;
}

int main(int argc, char **argv)
{
    static char *usual[] = {"2000", "4000", "8000"};
    char **sizes = argc > 3 ? argv + 3 : usual;
    int count = argc > 3 ? argc - 3 : 3;
    if (argc < 3) {
        fprintf(stderr, "usage: collection STEMMA FOLDER [FILES...]\n");
        return 2;
    }
    Timing before = {0};
    uint32_t files_before = 0;
    make_folder(argv[2]);
    for (int i = 0; i < count; i++) {
        char folder[4096];
        uint32_t files = (uint32_t)strtoul(sizes[i], NULL, 10);
        snprintf(folder, sizeof folder, "%s/%u", argv[2], files);
        generate(folder, files);
        Timing timing = {0};
        for (int run = 0; run < RUNS; run++)
            run_once(argv[1], folder, &timing);
        printf("%8u files: %8.0f a second, %6.0f a processor second, %5.1f KiB a file", files,
               files / timing.seconds, files / timing.busy, (double)timing.peak / files);
        if (before.seconds > 0)
            printf(", growth exponent %.2f",
                   log(timing.busy / before.busy) / log((double)files / files_before));
        putchar('\n');
        before = timing;
        files_before = files;
    }
    return 0;
}
