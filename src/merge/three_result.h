/* three_result: a merge on its way, as the file it would give; open conflicts stand as one of the
   versions, as the base to favour nobody. For the check. */
#ifndef STEMMA_MERGE_THREE_RESULT_H
#define STEMMA_MERGE_THREE_RESULT_H

#include "merge/three.h"

typedef struct Result {
    Lines lines;
    Range *places; /* by region: its lines in the result */
} Result;

Result result_make(Arena *arena, const ThreeText texts[THREE_SIDES], const Seq3Vec *regions,
                   const AnswerVec *settled, ThreeSide open);

#endif
