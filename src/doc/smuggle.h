/* smuggle: bytes that YAML does not allow, taken past libyaml as private-use characters and put back into what it
   read. */
#ifndef STEMMA_DOC_SMUGGLE_H
#define STEMMA_DOC_SMUGGLE_H

#include "doc/front.h"

/* The same lines without bad bytes and control characters, or the lines themselves when they have none. */
Lines smuggle_bytes(Arena *arena, const Lines *lines);

/* Puts them back into key, value and items of a field that was read from such lines. */
void smuggle_back(Arena *arena, Field *field);

#endif
