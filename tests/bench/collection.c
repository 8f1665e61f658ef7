/* collection: how a scan grows. Generates collections of agents (see agents.h) and scans them, without a cache and then with
   one that knows all files.

       collection STEMMA FOLDER [FILES...]

   Prints for each size the seconds of both, files a second, the most memory a file and what was found, and then how both grew
   with the number of files: the exponent of each step, and that from the first to the last. The machine may be busy: growth is
   that of processor time, and of several runs the fastest counts. What was generated in FOLDER stays there for the next run. */
#include "agents.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { COLD_RUNS = 2, WARM_RUNS = 5, LONG = 50000, MOST_SIZES = 16, MOST_FOUND = 64 };

/* Of the fastest run. */
typedef struct Timing {
    double seconds, busy; /* on the clock, and of the processors */
    long peak;            /* KiB */
} Timing;

typedef struct Row {
    uint32_t files;
    Timing cold, warm;
    char copies[MOST_FOUND], variants[MOST_FOUND]; /* as the summary says */
} Row;

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

static void run_once(char **argv, const char *output, Timing *timing)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    pid_t child;
    struct rusage usage;
    int status;
    double start = now();
    if (posix_spawnp(&child, argv[0], &actions, NULL, argv, environ) != 0 ||
        wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "collection: cannot scan with %s\n", argv[0]);
        exit(2);
    }
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    double busy = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    if (timing->busy == 0 || seconds < timing->seconds)
        timing->seconds = seconds;
    if (timing->busy == 0 || busy < timing->busy)
        timing->busy = busy;
    if (usage.ru_maxrss > timing->peak)
        timing->peak = usage.ru_maxrss;
}

/* What the summary says of `kind`. */
static void read_found(const char *output, const char *kind, char found[MOST_FOUND])
{
    char line[4096];
    FILE *file = fopen(output, "r");
    found[0] = '\0';
    while (file && fgets(line, sizeof line, file)) {
        char *at = strstr(line, kind);
        if (!at || at - line != 2)
            continue;
        at += strlen(kind);
        at += strspn(at, " ");
        at[strcspn(at, "\n")] = '\0';
        snprintf(found, MOST_FOUND, "%.*s", MOST_FOUND - 1, at);
        break;
    }
    if (file)
        fclose(file);
}

static Row measure(char *stemma, const char *parent, uint32_t files)
{
    char folder[4096], cache[4096], output[4096];
    Row row = {.files = files};
    snprintf(folder, sizeof folder, "%s/%u", parent, files);
    snprintf(cache, sizeof cache, "%s/%u.sqlite", parent, files);
    snprintf(output, sizeof output, "%s/%u.txt", parent, files);
    agents_make(folder, files);
    char *cold[] = {stemma, "scan", "--no-cache", folder, NULL};
    char *warm[] = {stemma, "scan", "--cache", cache, folder, NULL};
    for (int run = 0; run < (files < LONG ? COLD_RUNS : 1); run++)
        run_once(cold, output, &row.cold);
    run_once(warm, output, &row.warm); /* the one that fills the cache */
    row.warm = (Timing){0};
    for (int run = 0; run < (files < LONG ? WARM_RUNS : 2); run++)
        run_once(warm, output, &row.warm);
    read_found(output, "copies", row.copies);
    read_found(output, "variants", row.variants);
    unlink(cache);
    return row;
}

static void print_row(const Row *row)
{
    printf("%8u %9.2f %9.2f %10.0f %10.0f %9.1f %9.1f   %s; %s\n", row->files, row->cold.seconds,
           row->warm.seconds, row->files / row->warm.seconds, row->files / row->warm.busy,
           (double)row->cold.peak / row->files, (double)row->warm.peak / row->files, row->copies,
           row->variants);
    fflush(stdout);
}

static double exponent(double before, double after, const Row *from, const Row *to)
{
    return log(after / before) / log((double)to->files / from->files);
}

static void print_growth(const Row *from, const Row *to)
{
    printf("%8u to %u: growth exponent %.2f without a cache, %.2f with one\n", from->files,
           to->files, exponent(from->cold.busy, to->cold.busy, from, to),
           exponent(from->warm.busy, to->warm.busy, from, to));
}

int main(int argc, char **argv)
{
    static char *usual[] = {"2500", "5000", "10000"};
    char **sizes = argc > 3 ? argv + 3 : usual;
    int count = argc > 3 ? argc - 3 : 3;
    Row rows[MOST_SIZES];
    if (argc < 3 || count > MOST_SIZES) {
        fprintf(stderr, "usage: collection STEMMA FOLDER [FILES...]\n");
        return 2;
    }
    agents_make_folder(argv[2]);
    printf("%8s %9s %9s %10s %10s %9s %9s   %s\n", "files", "cold s", "warm s", "a second",
           "a cpu sec.", "cold KiB", "warm KiB", "copies; variants");
    for (int i = 0; i < count; i++) {
        rows[i] = measure(argv[1], argv[2], (uint32_t)strtoul(sizes[i], NULL, 10));
        print_row(&rows[i]);
    }
    for (int i = 1; i < count; i++)
        print_growth(&rows[i - 1], &rows[i]);
    if (count > 2)
        print_growth(&rows[0], &rows[count - 1]);
    return 0;
}
