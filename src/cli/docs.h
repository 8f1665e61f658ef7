/* docs: the files a command was given, read. */
#ifndef STEMMA_CLI_DOCS_H
#define STEMMA_CLI_DOCS_H

#include "cli/console.h"

typedef struct Docs {
    stemma_doc **at;
    size_t count;
    Status status; /* STATUS_TROUBLE when a file could not be read; a message has said so */
} Docs;

/* A path, a REV:PATH or "-". `label` is how the document is called; NULL: as it was named. */
int doc_open(const char *name, const char *label, const stemma_read_options *options,
             stemma_doc **doc, stemma_error *error);

/* The bytes of the file that an option names, to be freed; none where it was not given (NULL). */
Status doc_bytes(const char *path, stemma_text *bytes);

/* Reads what can be read. Standard input can be read once. */
Docs docs_open(char *const *paths, size_t count, bool no_repair);
void docs_free(Docs *docs);

#endif
