/* three_structure: conflicts of lines, looked at as fields, sections and items. */
#ifndef STEMMA_MERGE_THREE_STRUCTURE_H
#define STEMMA_MERGE_THREE_STRUCTURE_H

#include "base/intern.h"
#include "merge/three_table.h"

/* The regions with their conflicts settled as far as structure settles them; `settled` gets the texts that SEQ3_SETTLED
   regions name. Where the files cannot be read as documents the regions come back as they are. */
Seq3Vec structure_settle(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                         const Seq3Vec *regions, AnswerVec *settled, ThreeNoteVec *notes);

#endif
