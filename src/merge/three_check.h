/* three_check: is a merge the sum of its sides? Looks for defects that neither side had: a section or a field twice, a
   paragraph twice that was there once, a code fence torn, words of a side gone from the file. Cheap: by lines, without
   reading the files as documents. */
#ifndef STEMMA_MERGE_THREE_CHECK_H
#define STEMMA_MERGE_THREE_CHECK_H

#include "base/intern.h"
#include "merge/three_result.h"
#include "merge/three_scan.h"

typedef struct Finding {
    Defect defect;
    uint32_t line;   /* of the result */
    uint32_t region; /* the one to blame; NONE when there is none */
    uint32_t last;   /* not before it: up to which all is one question */
} Finding;

/* The first defect, or DEFECT_NONE. */
Finding check_result(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                     const Scan scans[THREE_SIDES], const Seq3Vec *regions,
                     const AnswerVec *settled);

/* A fence or front matter that would be torn if one side were taken for all that is open, as a person may do: the regions
   that are one question with the conflict that tears it. */
Finding check_picks(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                    const Scan scans[THREE_SIDES], const Seq3Vec *regions,
                    const AnswerVec *settled);

#endif
