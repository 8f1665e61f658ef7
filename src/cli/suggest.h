/* suggest: what somebody may have meant by a name that does not exist. */
#ifndef STEMMA_CLI_SUGGEST_H
#define STEMMA_CLI_SUGGEST_H

#include <stddef.h>

typedef struct Suggestion {
    const char *typed;
    const char *best; /* NULL as long as nothing is near enough */
    size_t slips;
} Suggestion;

void suggest_offer(Suggestion *suggestion, const char *candidate);

#endif
