/* opposites: words that exclude one another in one place of a statement. */
#ifndef STEMMA_ALIGN_OPPOSITES_H
#define STEMMA_ALIGN_OPPOSITES_H

#include "base/span.h"

/* Are two different stems members of one group of exclusive choices (allow/deny, tabs/spaces)? */
bool opposites_are(Span stem, Span other);

/* A word that says which of its two sides comes first or counts more (over, before, than, instead). */
bool opposites_is_pivot(Span word);

#endif
