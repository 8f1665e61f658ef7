/* three_structure: conflicts of lines, looked at as fields, sections and items. */
#ifndef STEMMA_MERGE_THREE_STRUCTURE_H
#define STEMMA_MERGE_THREE_STRUCTURE_H

#include "base/intern.h"
#include "merge/three_table.h"

/* Settles conflicts among the regions as far as structure can; `settled` gets the answers that SEQ3_SETTLED regions name.
   False, and nothing is changed, where the files cannot be read as documents. */
bool structure_settle(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                      Seq3Vec *regions, AnswerVec *settled, ThreeNoteVec *notes);

#endif
