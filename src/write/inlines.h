/* inlines: the inside of a paragraph, item, heading or cell in canonical form: _emphasis_, **strong**, the fewest
   backticks, plain link destinations, blanks at line ends only where they break the line. What it means to CommonMark
   stays the same; a text whose markup is unsure is copied. */
#ifndef STEMMA_WRITE_INLINES_H
#define STEMMA_WRITE_INLINES_H

#include "base/buf.h"

/* Words with single spaces between them, as most texts are? Nothing is to be written anew in them. False may still be so. */
bool inlines_are_bare(Span text);

/* Lines are joined by \n, without their container's indentation. `single_spaces` as in the style's markup. Gives `text`
   itself where that is canonical, as most is. */
Span inlines_write(Arena *arena, Span text, bool single_spaces);

#endif
