/* diff_others: what a comparison of folders passes by. */
#ifndef STEMMA_CLI_DIFF_OTHERS_H
#define STEMMA_CLI_DIFF_OTHERS_H

#include <stddef.h>

/* How many files of other names than are compared differ between two folders on disk, or stand in one alone. What cannot be
   read counts as different. */
size_t diff_others_count(const char *old, const char *new);

#endif
