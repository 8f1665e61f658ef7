/* console: what is said to people and what goes to standard output. */
#ifndef STEMMA_CLI_CONSOLE_H
#define STEMMA_CLI_CONSOLE_H

#include "stemma.h"

#include <stdio.h>

/* The meanings of our exit status, as those of diff and grep. */
typedef enum Status {
    STATUS_SAME = 0,    /* the same, clean, nothing found */
    STATUS_DIFFERS = 1, /* differences, findings, open conflicts */
    STATUS_TROUBLE = 2
} Status;

/* The graver of two. */
Status status_worse(Status a, Status b);

/* "stemma: ..." on standard error, in its visible form; of several lines each. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for an error of the library; STATUS_TROUBLE. */
Status trouble(const stemma_error *error);

/* The same for an error about the contents of `path`, which it does not name. */
Status trouble_with(const char *path, const stemma_error *error);

/* How results are shown on `stream`; `color` is one of COLOR_AUTO... */
stemma_view console_view(FILE *stream, int color);

/* Prints and frees text that is already safe to show. */
void print_text(FILE *stream, stemma_text text);

/* Prints and frees a file's bytes on standard output: as they are, but in their visible form on a terminal. */
void print_bytes(stemma_text text);

/* Everything must have reached standard output before we say that it went well. */
Status console_finish(Status status);

/* malloc that does not fail. */
void *allocate(size_t size);

#endif
