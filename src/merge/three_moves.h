/* three_moves: sections and items that one side put into another order, so that the other side's edits of them can follow. */
#ifndef STEMMA_MERGE_THREE_MOVES_H
#define STEMMA_MERGE_THREE_MOVES_H

#include "merge/three_structure.h"

/* Do headings that both have stand in another order in the side? Numbers in front of them do not count. Cheap: by lines. */
bool moves_likely(Arena *arena, Intern *intern, const Scan *base, const Scan *side);

/* Where `leader`, one of the sides, reordered sections, or items of a list, that the other side kept in the base's order:
   true, and the three in the leader's order. Their bytes are the same, section by section, item by item. One group of
   siblings at a time. */
bool moves_follow_sections(Arena *arena, const Family *family, ThreeSide leader,
                           Span followed[THREE_SIDES]);
bool moves_follow_items(Arena *arena, const Family *family, ThreeSide leader,
                        Span followed[THREE_SIDES]);

#endif
