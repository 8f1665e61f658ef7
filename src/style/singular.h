/* singular: one form for the singular and the plural of an English word. */
#ifndef STEMMA_STYLE_SINGULAR_H
#define STEMMA_STYLE_SINGULAR_H

#include "base/arena.h"

/* The singular of a folded word; a word that is not ASCII, or is no plural by its looks, comes back as it is. It is for
   comparing: both sides of a comparison go through it, so that a form no dictionary has ("kubernete") does no harm. */
Span singular(Arena *arena, Span word);

#endif
