/* prose: text of paragraphs and items that is put together anew. */
#ifndef STEMMA_MERGE_PROSE_H
#define STEMMA_MERGE_PROSE_H

#include "doc/doc.h"

/* The text on one line: line breaks, hard ones too, become spaces. */
Span prose_unwrap(Arena *arena, Span text);

/* Do the text's lines only wrap prose? A line that begins like a list item, a quote or a closing tag
   would lose its meaning. */
bool prose_can_unwrap(Span text);

/* Does the line begin like a list item, a quote or a heading? */
bool prose_begins_item(Span line);

/* The text without a "3." or "12)" at its start; what is longer is a year, or some other number of a sentence. */
Span prose_without_number(Span text);

/* Does the text end in a colon, and so lead to what follows it? */
bool prose_leads(Span text);

/* Does a label read as the beginning of a sentence, "Your first duties are to", and so would be no title? */
bool prose_begins_sentence(Arena *arena, Span label);

/* The text with its bold key spelled in the given style, if both are `**K**: v` or `**K:** v`; else the text itself. */
Span prose_spell_key(Arena *arena, Span text, KeyStyle style);

#endif
