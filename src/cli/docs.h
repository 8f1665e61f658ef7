/* docs: the files a command was given, read. */
#ifndef STEMMA_CLI_DOCS_H
#define STEMMA_CLI_DOCS_H

#include "cli/console.h"

typedef struct Docs {
    stemma_doc **at;
    size_t count;
    Status status; /* STATUS_TROUBLE when a file could not be read; a message has said so */
} Docs;

/* Reads what can be read. Standard input can be read once. */
Docs docs_open(char *const *paths, size_t count, bool no_repair);
void docs_free(Docs *docs);

#endif
