/* refine: what was edited inside a text, by words. */
#ifndef STEMMA_DIFF_REFINE_H
#define STEMMA_DIFF_REFINE_H

#include "diff/diff.h"

/* Prose: line breaks and runs of blanks count as one blank. Changes that only small words part are shown as one; texts
   that have little in common are replaced as a whole. */
void refine_prose(Arena *arena, Span old, Span new, RunVec *runs);

/* Code and YAML: every blank counts. */
void refine_exact(Arena *arena, Span old, Span new, RunVec *runs);

#endif
