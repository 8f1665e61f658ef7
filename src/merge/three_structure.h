/* three_structure: conflicts of lines, looked at as fields, sections and items. */
#ifndef STEMMA_MERGE_THREE_STRUCTURE_H
#define STEMMA_MERGE_THREE_STRUCTURE_H

#include "base/intern.h"
#include "merge/three_table.h"

/* The three versions read as documents, and who is who in them. */
typedef struct Family {
    Version versions[THREE_SIDES];
    const Pairing *pairings[THREE_SIDES]; /* from the base to ours, to theirs */
} Family;

/* False where the files cannot be read as documents of these lines. */
bool family_read(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES], Family *family);

/* The regions with their conflicts settled as far as structure can; `settled` gets the answers that SEQ3_SETTLED regions
   name. */
Seq3Vec structure_settle(Arena *arena, Intern *intern, const Family *family, const Seq3Vec *regions,
                         AnswerVec *settled, ThreeNoteVec *notes);

#endif
