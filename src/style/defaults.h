/* defaults: what a style or a project says about merging, the mapping `merge`. */
#ifndef STEMMA_STYLE_DEFAULTS_H
#define STEMMA_STYLE_DEFAULTS_H

#include "style/schema.h"
#include "style/style.h"

/* What a style calls them, in the order of ToolsPolicy from TOOLS_UNION; ended by an empty one. */
extern const Span tools_policies[];

void defaults_read(Schema *schema, const yaml_node_t *node, MergeDefaults *defaults);

/* What the first says, and where it says nothing the second. */
MergeDefaults defaults_over(const MergeDefaults *first, const MergeDefaults *second);

/* Is `path` what `prefer` means: does it end in it, or lie in a folder of that name? */
bool defaults_prefers(const MergeDefaults *defaults, Span path);

#endif
