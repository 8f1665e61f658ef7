/* three_table: what becomes of each place of the base, by what ours and theirs did to it: the three-way decision table. */
#ifndef STEMMA_MERGE_THREE_TABLE_H
#define STEMMA_MERGE_THREE_TABLE_H

#include "merge/three_edits.h"
#include "merge/three_rule.h"

/* One step of the answer; what stands between two steps is the same in all three. */
typedef struct Step {
    Seq3Kind kind;
    Range base, ours, theirs; /* blocks */
    Span text;                /* of SEQ3_SETTLED */
    ThreeRule rule;
} Step;

typedef VEC(Step) StepVec;

typedef struct Table {
    Arena *arena;
    Intern *intern;
    Branch ours, theirs;
    ThreeVersions version_lines;
} Table;

/* Decides about the blocks between two places, which are given in all three. Appends the steps in order. */
void table_decide(Table *table, Range base, Range ours, Range theirs, StepVec *steps);

#endif
