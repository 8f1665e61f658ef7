/* read: a style file. The build reads those of templates/ with it, the tool those that people write: one compiler. */
#ifndef STEMMA_STYLE_READ_H
#define STEMMA_STYLE_READ_H

#include "style/schema.h"
#include "style/style.h"

/* Finds the style that another one extends; NULL when there is none of that name. */
typedef const Style *(*StyleFinder)(void *context, Span name);

/* The style in the arena, or NULL when it has mistakes, which are then in `problems`. What it takes over from the style it
   extends is borrowed from that one. */
const Style *style_read(Arena *arena, Span yaml, StyleFinder find, void *context,
                        Problems *problems);

#endif
