#include "cli/suggest.h"

#include "stemma.h"

#include <stdint.h>

void suggest_offer(Suggestion *suggestion, const char *candidate)
{
    size_t slips = stemma_slips(suggestion->typed, candidate);
    if (slips == SIZE_MAX || (suggestion->best && slips >= suggestion->slips))
        return;
    suggestion->best = candidate;
    suggestion->slips = slips;
}
