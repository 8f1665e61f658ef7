#include "cli/docs.h"

#include "cli/git.h"

#include <stdlib.h>
#include <string.h>

static int open_labelled(const char *path, const char *label, const stemma_read_options *options,
                         stemma_doc **doc, stemma_error *error)
{
    stemma_text bytes;
    int failed = stemma_read_file(path, &bytes, error);
    if (failed)
        return failed;
    *doc = stemma_doc_parse(label, bytes.ptr, bytes.len, options);
    stemma_text_free(bytes);
    return 0;
}

int doc_open(const char *name, const char *label, const stemma_read_options *options,
             stemma_doc **doc, stemma_error *error)
{
    if (git_is_revision(name))
        return git_open(name, label, options, doc, error);
    return label ? open_labelled(name, label, options, doc, error)
                 : stemma_doc_open(name, options, doc, error);
}

Status doc_bytes(const char *path, stemma_text *bytes)
{
    stemma_error error;
    *bytes = (stemma_text){0};
    return path && stemma_read_file(path, bytes, &error) != 0 ? trouble(&error) : STATUS_SAME;
}

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
        } else if (doc_open(paths[i], NULL, &options, &docs.at[docs.count], &error) == 0) {
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
