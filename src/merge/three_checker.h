/* three_checker: a check of a merge on its way, shared by what looks for one kind of defect. */
#ifndef STEMMA_MERGE_THREE_CHECKER_H
#define STEMMA_MERGE_THREE_CHECKER_H

#include "merge/three_check.h"

typedef struct Check {
    Arena *arena;
    Intern *intern;
    const ThreeText *texts;
    const Seq3Vec *regions;
    const AnswerVec *settled;
    ThreeSide open; /* what stands for open conflicts */
    Result result;
    const Scan *scans; /* of the sides */
    Scan scan;         /* of the result */
} Check;

/* The first region in which words of a side are lost. */
Finding lost_find(const Check *check);

#endif
