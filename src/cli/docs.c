#include "cli/docs.h"

#include <stdlib.h>
#include <string.h>

Docs docs_open(char *const *paths, size_t count, bool no_repair)
{
    Docs docs = {.at = allocate(count * sizeof *docs.at)};
    stemma_read_options options = {.no_repair = no_repair};
    size_t standard_inputs = 0;
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        if (strcmp(paths[i], "-") == 0 && standard_inputs++) {
            message("-: standard input can be read only once");
            docs.status = STATUS_TROUBLE;
        } else if (stemma_doc_open(paths[i], &options, &docs.at[docs.count], &error) == 0) {
            docs.count++;
        } else {
            docs.status = trouble(&error);
        }
    }
    return docs;
}

void docs_free(Docs *docs)
{
    for (size_t i = 0; i < docs->count; i++)
        stemma_doc_free(docs->at[i]);
    free(docs->at);
}
