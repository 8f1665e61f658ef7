/* git: files of other revisions, read through git. */
#ifndef STEMMA_CLI_GIT_H
#define STEMMA_CLI_GIT_H

#include "cli/docs.h"

/* Is it REV:PATH (as HEAD~1:agent.md, or :agent.md of the index)? A path that exists is none. */
bool git_is_revision(const char *name);

/* The document of a REV:PATH; `label` is how it is called, NULL as it was named. */
int git_open(const char *name, const char *label, const stemma_read_options *options,
             stemma_doc **doc, stemma_error *error);

/* Is REV:PATH a folder? Then its .md and .mdc files, named by their path in it. */
bool git_is_folder(const char *name);
int git_open_folder(const char *name, const stemma_read_options *options, Docs *docs,
                    stemma_error *error);

#endif
