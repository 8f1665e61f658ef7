/* merges: how long three-way merges take as ratios to git's, over every scenario of the shared data.

       merges STEMMA [SHARED]

   What counts is the time that a whole process takes of the processor, so that it tells the same on a busy machine; of each
   the fastest run, by turns with git's. */
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { RUNS = 9, MOST_MERGES = 2000 };

/* Of merges that lines settle, and of the others. */
typedef struct Ratios {
    double at[MOST_MERGES];
    size_t count;
} Ratios;

static Ratios ratios[2];
static char *stemma;

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Gives the exit status. */
static int run(char **argv, double *fastest)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status;
    struct rusage usage;
    if (posix_spawnp(&child, argv[0], &actions, NULL, argv, environ) != 0) {
        fprintf(stderr, "merges: cannot run %s\n", argv[0]);
        exit(2);
    }
    wait4(child, &status, 0, &usage);
    double seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    posix_spawn_file_actions_destroy(&actions);
    if (*fastest == 0 || seconds < *fastest)
        *fastest = seconds;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *place)
{
    char ours[4200], base[4200], theirs[4200];
    (void)st;
    if (type != FTW_F || strcmp(path + place->base, "base.md") != 0)
        return 0;
    snprintf(base, sizeof base, "%s", path);
    snprintf(ours, sizeof ours, "%.*sleft.md", place->base, path);
    snprintf(theirs, sizeof theirs, "%.*sright.md", place->base, path);
    char *our_argv[] = {stemma, "merge-file", "-p", "-q", ours, base, theirs, NULL};
    char *git_argv[] = {"git", "merge-file", "-p", "-q", ours, base, theirs, NULL};
    double us = 0, git = 0;
    int conflicts = 0;
    for (int i = 0; i < RUNS; i++) {
        conflicts = run(git_argv, &git);
        run(our_argv, &us);
    }
    Ratios *of = &ratios[conflicts != 0];
    if (of->count < MOST_MERGES)
        of->at[of->count++] = us / git;
    return 0;
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void print(const char *what, Ratios *of, double wanted)
{
    size_t above = 0;
    if (!of->count)
        return;
    qsort(of->at, of->count, sizeof *of->at, by_size);
    for (size_t i = 0; i < of->count; i++)
        above += of->at[i] > wanted;
    printf("%-8s %4zu  median %5.2f  at most %5.2f  above %.1f: %zu, %.1f %%\n", what, of->count,
           of->at[of->count / 2], of->at[of->count - 1], wanted, above,
           100.0 * (double)above / (double)of->count);
}

int main(int argc, char **argv)
{
    char folder[4200];
    const char *given = argc > 2 ? argv[2] : getenv("STEMMA_SHARED");
    const char *source = getenv("STEMMA_SOURCE");
    if (argc < 2) {
        fputs("usage: merges STEMMA [SHARED]\n", stderr);
        return 2;
    }
    stemma = argv[1];
    if (given)
        snprintf(folder, sizeof folder, "%s/data/merges", given);
    else
        snprintf(folder, sizeof folder, "%s/../shared/data/merges", source ? source : ".");
    if (nftw(folder, visit, 16, FTW_PHYS) != 0) {
        printf("skipped: no folder %s\n", folder);
        return 77;
    }
    printf("stemma merge-file as a ratio to git merge-file, processor time of whole processes:\n");
    print("clean", &ratios[0], 1.3);
    print("conflict", &ratios[1], 3);
    return 0;
}
