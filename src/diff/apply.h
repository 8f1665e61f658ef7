/* apply: a patch and the lines it was made for, or was placed on, give the new bytes. */
#ifndef STEMMA_DIFF_APPLY_H
#define STEMMA_DIFF_APPLY_H

#include "diff/patch.h"

/* Is every line where the patch says, and no line asked for twice? The error's line is the patch's. */
bool apply_check(Arena *arena, const Patch *patch, const Lines *old, PatchError *error);

/* The new bytes; the patch must have passed apply_check, or have been placed. Lines of the old file are copied from
   there. Where `is_joining`, a line without a line end that is followed by another gets the patch's. */
Span apply_patch(Arena *arena, const Patch *patch, const Lines *old, bool is_joining);

#endif
