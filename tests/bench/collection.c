/* collection: how a scan grows. Generates collections of agents (see agents.h) and scans them, without a cache and then with
   one that knows all files.

       collection STEMMA FOLDER GROWTH FILES...

   Prints for each number of FILES the seconds of both, files a second, the most memory a file and what was found, and then how
   both grew with the number of files: the exponent of each step, and that from the first to the last. The machine may be busy:
   growth is that of processor time, all sizes have their turn in each round, and of all rounds the fastest counts. The exit
   status is 1 when with a cache it grew faster than to the power of GROWTH from the first to the last, or when the last one
   took more than 8 KiB a file. What was generated in FOLDER stays there for the next run. */
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

enum { COLD_ROUNDS = 2, WARM_ROUNDS = 5, MOST_SIZES = 16, MOST_FOUND = 64, MOST_KIB = 8 };

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

/* What belongs to a size: FOLDER/20000.sqlite. */
typedef struct Place {
    char folder[4096], cache[4096], output[4096];
} Place;

static Place place_of(const char *parent, uint32_t files)
{
    Place place;
    snprintf(place.folder, sizeof place.folder, "%s/%u", parent, files);
    snprintf(place.cache, sizeof place.cache, "%s/%u.sqlite", parent, files);
    snprintf(place.output, sizeof place.output, "%s/%u.txt", parent, files);
    return place;
}

static void scan_cold(char *stemma, Place *place, Row *row)
{
    char *command[] = {stemma, "scan", "--no-cache", place->folder, NULL};
    run_once(command, place->output, &row->cold);
}

static void scan_warm(char *stemma, Place *place, Timing *timing)
{
    char *command[] = {stemma, "scan", "--cache", place->cache, place->folder, NULL};
    run_once(command, place->output, timing);
}

static void measure_all(char *stemma, const char *parent, Row *rows, int count)
{
    for (int round = 0; round < COLD_ROUNDS; round++)
        for (int i = 0; i < count; i++) {
            Place place = place_of(parent, rows[i].files);
            scan_cold(stemma, &place, &rows[i]);
        }
    for (int round = 0; round <= WARM_ROUNDS; round++)
        for (int i = 0; i < count; i++) {
            Place place = place_of(parent, rows[i].files);
            Timing filling = {0}; /* the first round fills the cache */
            scan_warm(stemma, &place, round ? &rows[i].warm : &filling);
        }
}

static void end_all(const char *parent, Row *rows, int count)
{
    for (int i = 0; i < count; i++) {
        Place place = place_of(parent, rows[i].files);
        unlink(place.cache);
        read_found(place.output, "copies", rows[i].copies);
        read_found(place.output, "variants", rows[i].variants);
    }
}

static void print_row(const Row *row)
{
    printf("%8u %9.2f %9.2f %10.0f %10.0f %9.1f %9.1f   %s; %s\n", row->files, row->cold.seconds,
           row->warm.seconds, row->files / row->warm.seconds, row->files / row->warm.busy,
           (double)row->cold.peak / row->files, (double)row->warm.peak / row->files, row->copies,
           row->variants);
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

/* Does it keep to what it is to keep to? */
static bool judge(const Row *first, const Row *last, double most)
{
    double grown = first < last ? exponent(first->warm.busy, last->warm.busy, first, last) : 0;
    double memory = (double)(last->cold.peak > last->warm.peak ? last->cold.peak : last->warm.peak);
    if (grown > most)
        printf("it grows too fast: %.2f, more than %.2f\n", grown, most);
    if (memory > (double)MOST_KIB * last->files)
        printf("it takes too much memory: more than %d KiB a file\n", MOST_KIB);
    return grown <= most && memory <= (double)MOST_KIB * last->files;
}

int main(int argc, char **argv)
{
    enum { FIXED = 4 };
    Row rows[MOST_SIZES] = {0};
    int count = argc - FIXED;
    if (count < 1 || count > MOST_SIZES) {
        fprintf(stderr, "usage: collection STEMMA FOLDER GROWTH FILES...\n");
        return 2;
    }
    agents_make_folder(argv[2]);
    for (int i = 0; i < count; i++) {
        rows[i].files = (uint32_t)strtoul(argv[FIXED + i], NULL, 10);
        agents_make(place_of(argv[2], rows[i].files).folder, rows[i].files);
    }
    measure_all(argv[1], argv[2], rows, count);
    end_all(argv[2], rows, count);
    printf("%8s %9s %9s %10s %10s %9s %9s   %s\n", "files", "cold s", "warm s", "a second",
           "a cpu sec.", "cold KiB", "warm KiB", "copies; variants");
    for (int i = 0; i < count; i++)
        print_row(&rows[i]);
    for (int i = 1; i < count; i++)
        print_growth(&rows[i - 1], &rows[i]);
    if (count > 2)
        print_growth(&rows[0], &rows[count - 1]);
    return judge(&rows[0], &rows[count - 1], strtod(argv[3], NULL)) ? 0 : 1;
}
