/* three_structure: conflicts of lines, looked at as fields, sections and items. */
#ifndef STEMMA_MERGE_THREE_STRUCTURE_H
#define STEMMA_MERGE_THREE_STRUCTURE_H

#include "base/intern.h"
#include "merge/three_table.h"
#include "merge/three_window.h"

/* The three versions, or a part of them, read as documents, and who is who in them. */
typedef struct Family {
    Version versions[THREE_SIDES];
    const Pairing *pairings[THREE_SIDES]; /* from the base to ours, to theirs */
} Family;

/* False where the files cannot be read as documents of these lines. */
bool family_read(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                 const Window *window, Family *family);

/* Who is who among what the conflicts hold, or among all sections. */
void family_pair(Arena *arena, const Seq3Vec *regions, Family *family);
void family_pair_sections(Arena *arena, Family *family);

/* The regions with their conflicts, which stand in the family's window, settled as far as structure can; `settled` gets the answers that SEQ3_SETTLED regions
   name. */
Seq3Vec structure_settle(Arena *arena, Intern *intern, const Family *family,
                         ThreeVersions version_lines, const Seq3Vec *regions, AnswerVec *settled,
                         ThreeNoteVec *notes);

#endif
