/* git_dates: when files were first committed. */
#ifndef STEMMA_CLI_GIT_DATES_H
#define STEMMA_CLI_GIT_DATES_H

#include "stemma.h"

typedef struct GitDates {
    stemma_dated *at;
    size_t count, room;
} GitDates;

/* Asks git for each of the paths, files or folders. Each path that lies in no repository is told of. */
GitDates git_dates(char *const *paths, size_t count);
void git_dates_free(GitDates *dates);

#endif
