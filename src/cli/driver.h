/* driver: what git knows of us as a merge driver: its configuration, and the attributes that name it. */
#ifndef STEMMA_CLI_DRIVER_H
#define STEMMA_CLI_DRIVER_H

#include "cli/console.h"
#include "cli/process.h"

/* Where git keeps the driver's command. */
#define DRIVER_KEY "merge.stemma.driver"

/* What goes into .gitattributes, line by line; ended by NULL. */
extern const char *const driver_attributes[];

/* What becomes of a version or date that both sides changed, in the order of stemma_version_lines; for options. */
extern const char *const driver_version_lines[];

/* Runs git with `arguments` (ended by NULL). STATUS_TROUBLE, and a message, when it cannot be run. */
Status driver_git(const char *const *arguments, stemma_text input, Process *git);

/* The first line that git prints for `arguments`, to be freed; no text when git fails. */
Status driver_ask(const char *const *arguments, stemma_text *line);

#endif
