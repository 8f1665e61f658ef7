/* rights: which tools an agent may use. Where the other harness cannot say the same, the conversion errs on the side of
   fewer rights, and where that cannot be either, a remark says so. */
#ifndef STEMMA_DIALECT_RIGHTS_H
#define STEMMA_DIALECT_RIGHTS_H

#include "dialect/inner.h"
#include "dialect/tool_names.h"

typedef struct Rights {
    bool is_limited; /* to `allowed`, which may be none */
    ToolVec allowed, denied;
    const Field *allow, *deny; /* where that stands; NULL: nowhere */
} Rights;

/* What the agent's fields say; marks them as used. */
Rights rights_read(Conversion *c);

/* The field of c->speech that `row` tells of; false: there is nothing to write. */
bool rights_write(Conversion *c, const Rights *rights, const HarnessField *row, Field *field);

/* Says what c->speech has no field for, and makes the agent read-only where that is near. */
void rights_finish(Conversion *c, const Rights *rights);

/* ---- as a map (rights_map.c) ---- */

void rights_map_read(Conversion *c, const Field *field, Rights *rights);
Field rights_map_write(Arena *arena, bool is_limited, const SpanVec *allowed,
                       const SpanVec *denied);

#endif
