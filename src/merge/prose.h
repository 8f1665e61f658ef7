/* prose: text of paragraphs and items that is put together anew. */
#ifndef STEMMA_MERGE_PROSE_H
#define STEMMA_MERGE_PROSE_H

#include "doc/doc.h"

/* The text on one line: line breaks, hard ones too, become spaces. */
Span prose_unwrap(Arena *arena, Span text);

/* The text with its bold key spelled in the given style, if both are `**K**: v` or `**K:** v`; else the text itself. */
Span prose_spell_key(Arena *arena, Span text, KeyStyle style);

#endif
