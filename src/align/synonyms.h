/* synonyms: words that change little of what a statement asks for. They count only between statements that agree in all
   the rest and stand in sections that belong together. */
#ifndef STEMMA_ALIGN_SYNONYMS_H
#define STEMMA_ALIGN_SYNONYMS_H

#include "base/span.h"

/* Can one stem stand in the other's place ("comprehensive tests", "thorough tests")? */
bool synonyms_are(Span stem, Span other);

/* Does the stem, as the last word of a statement, only praise how it is done ("inputs validated properly")? */
bool synonyms_is_manner(Span stem);

#endif
