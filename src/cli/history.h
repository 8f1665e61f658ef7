/* history: the versions of a file that git has seen. */
#ifndef STEMMA_CLI_HISTORY_H
#define STEMMA_CLI_HISTORY_H

#include "cli/console.h"

typedef struct History {
    char **names; /* "1a2b3c4d5e:agents/cook.md" */
    stemma_text *texts;
    size_t count;
} History;

/* Of a path or a REV:PATH, through renames, the newest first; a few hundred at most. Empty where there is no git, no
   repository or nothing committed. To be freed. */
History history_read(const char *path);
void history_free(History *history);

#endif
