/* terms: keyed items whose values are lists of terms, and their union. */
#ifndef STEMMA_MERGE_TERMS_H
#define STEMMA_MERGE_TERMS_H

#include "merge/variants.h"

/* The terms of a list-like value ("PostgreSQL, MySQL (8.x), Redis"); false when the value is anything else, a sentence say. */
bool terms_split(Arena *arena, Span value, SpanVec *terms);

/* The words of a term that say something, each followed by a blank: equal for "breakers" and "breaker". */
Span terms_fold(Arena *arena, Span term);

/* The terms of a unit's value, and each folded. Not a list: none. */
typedef struct Terms {
    SpanVec as_written, folded;
} Terms;

const Terms *terms_of(const Variants *v, uint32_t unit);

/* Do both units have one key, or keys like "Databases" and "Database technologies"? */
bool terms_like_key(const Variants *v, uint32_t a, uint32_t b);

/* Do both units have one key, word for word? */
bool terms_same_key(const Variants *v, uint32_t a, uint32_t b);

/* Are the units' keys alike, and are their values list-like? `shared` is the number of terms that both hold. */
bool terms_match(const Variants *v, uint32_t a, uint32_t b, uint32_t *shared);

/* The text of one item with the terms of all `units` that have the key of `first`, in first-seen order; key and spelling
   are those of `first`. */
Span terms_union(const Variants *v, uint32_t first, const IndexVec *units);

#endif
