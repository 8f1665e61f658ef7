/* check: what the unit tests share. */
#ifndef STEMMA_TESTS_CHECK_H
#define STEMMA_TESTS_CHECK_H

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define COUNT_OF(table) (sizeof(table) / sizeof *(table))

/* Both texts, when they differ. `what` names the row. */
static inline void check_text(const char *what, Span expected, Span actual)
{
    if (span_eq(expected, actual))
        return;
    fail_msg("%s:\n  expected '%.*s'\n  got      '%.*s'", what, SPAN_ARG(expected),
             SPAN_ARG(actual));
}

/* A path below the folder of shared data, or NULL where it is absent: then the test is to be skipped. */
static inline const char *shared_path(Arena *arena, const char *below)
{
    const char *shared = getenv("STEMMA_SHARED"), *source = getenv("STEMMA_SOURCE");
    const char *path =
        shared ? arena_format(arena, "%s/%s", shared, below).ptr
               : arena_format(arena, "%s/../shared/%s", source ? source : ".", below).ptr;
    struct stat st;
    if (stat(path, &st) == 0)
        return path;
    printf("skipped: no %s\n", path);
    return NULL;
}

#endif
