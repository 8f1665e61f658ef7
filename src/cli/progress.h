/* progress: a line on a terminal that says where long work is. It shows only what takes longer than half a second, and
   goes away before anything else is printed. */
#ifndef STEMMA_CLI_PROGRESS_H
#define STEMMA_CLI_PROGRESS_H

#include <stddef.h>

/* Start with {0}. */
typedef struct Progress {
    size_t steps;
    long long started, shown; /* milliseconds; 0: not yet */
} Progress;

/* The work has come to `path`. */
void progress_step(Progress *progress, const char *path);

/* So many of all files have been read; all of them: they are being compared. */
void progress_share(Progress *progress, size_t done, size_t all);

/* Takes the line away, if there is one: before anything is printed, and at the end. */
void progress_hide(void);

#endif
