/* plan: which sections come together and why, as text and as the JSON contract stemma-plan/1; and back from it. */
#ifndef STEMMA_RENDER_PLAN_H
#define STEMMA_RENDER_PLAN_H

#include "base/buf.h"
#include "merge/variants.h"
#include "render/view.h"

/* `inputs` in the order they were given. */
void plan_render(Buf *out, const Variants *variants, Doc *const *inputs, uint32_t input_count,
                 const View *view);

/* What a plan that a person has edited says about these inputs: sections in one entry together, all others apart.
   False, with a message, when the text is no plan or names a section that is not there. */
bool plan_read(Span json, const Variants *variants, Doc *const *inputs, uint32_t input_count,
               ConstraintVec *constraints, Span *message);

#endif
