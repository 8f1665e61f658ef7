/* grants: what each variant may use, all of its fields together, and what of that changes with the result. Harnesses name
   their field for tools differently, so a file that lacks one may have another. */
#ifndef STEMMA_MERGE_GRANTS_H
#define STEMMA_MERGE_GRANTS_H

#include "merge/consolidation.h"

/* What one front matter grants. */
typedef struct Grant {
    SpanVec tools, servers;
    SpanVec keys;    /* of its fields that name tools */
    bool is_unclear; /* one of them is a map or empty: what it grants is not known */
} Grant;

/* Of each variant. */
Grant *grants_read(const Variants *variants);

/* May all variants that limit such rights use it? */
bool grants_all_hold(const Variants *variants, const Grant *grants, Span key, Span entry);

/* Once the fields are merged: which rights are gained or lost, and by which fields. */
void grants_judge(Consolidation *result, const Grant *grants);

#endif
