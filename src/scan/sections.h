/* sections: what the sections of a body are about, so that those of two files can be aligned without reading either again. A
   section's key is the concept that its title means in the house style, else its folded title, as align/ does it first and
   surest; what align/ finds out from contents is left to it. */
#ifndef STEMMA_SCAN_SECTIONS_H
#define STEMMA_SCAN_SECTIONS_H

#include "scan/tokens.h"
#include "text/lines.h"

/* How keys are made, as streams of features name it. */
#define SECTIONS_HASH "house-concept-or-title/fnv1a64-splitmix64-hi32-odd/1"

/* Keys of titles that were met before. One a thread. */
typedef struct SectionKeys SectionKeys;

SectionKeys *sections_new(Arena *arena);

/* The keys of all headings and labels of a body, each once. The only heading of the first level, when it comes first, is the
   file's own title and no section. */
Tokens sections_read(Arena *keep, Arena *scratch, SectionKeys *keys, const Lines *lines,
                     Range body);

#endif
