/* tokens: how many of them a model would count, estimated. */
#ifndef STEMMA_TEXT_TOKENS_H
#define STEMMA_TEXT_TOKENS_H

#include "base/span.h"

/* How it is done, in words. */
#define TOKENS_METHOD "one for each four ASCII bytes and one for any other character"

/* In quarters, so that short texts add up. */
size_t tokens_quarters(Span text);

size_t tokens_of_quarters(size_t quarters);
size_t tokens_estimate(Span text);

#endif
