/* three: the three-way merge. Takes the bytes of ours, base and theirs; gives the merged file, with conflict markers where
   the sides cannot both be had, and says by which rule each place was settled. Lines first, as git; structure only
   where lines conflict or their clean result is not the sum of both. */
#ifndef STEMMA_MERGE_THREE_H
#define STEMMA_MERGE_THREE_H

#include "merge/three_rule.h"
#include "text/lines.h"
#include "text/seq3.h"

typedef enum ThreeSide { THREE_OURS, THREE_BASE, THREE_THEIRS, THREE_SIDES } ThreeSide;

typedef enum ThreeStyle { THREE_MERGE, THREE_DIFF3, THREE_ZDIFF3 } ThreeStyle;

typedef enum ThreeFavor {
    THREE_FAVOR_NONE,
    THREE_FAVOR_OURS,
    THREE_FAVOR_THEIRS,
    THREE_FAVOR_UNION
} ThreeFavor;

/* Which version or date stays where both sides changed it. */
typedef enum ThreeVersions {
    THREE_VERSIONS_OPEN, /* that is a conflict */
    THREE_VERSIONS_NEWER,
    THREE_VERSIONS_OURS,
    THREE_VERSIONS_THEIRS
} ThreeVersions;

typedef struct ThreeOptions {
    Span label[THREE_SIDES]; /* behind the conflict markers */
    ThreeStyle style;
    ThreeFavor favor;     /* what becomes of conflicts */
    uint32_t marker_size; /* 0 is 7 */
    bool lines_only;      /* leave structure alone */
    ThreeVersions version_lines;
} ThreeOptions;

/* One version of the file. */
typedef struct ThreeText {
    Lines lines; /* that end in LF */
    Seq ids;
} ThreeText;

/* What stands in a SEQ3_SETTLED region, or what is said about an open one. */
typedef struct Answer {
    Span text;
    ThreeRule rule;
    Span caption
        [THREE_SIDES]; /* "edited item", behind the labels of an open conflict; none for the base */
    bool is_whole;     /* an open one that is not to be cut into parts: they are one question */
} Answer;

typedef VEC(Answer) AnswerVec;

/* What a check found that neither side had. */
typedef enum Defect {
    DEFECT_NONE,
    DEFECT_FRONT,   /* the front matter is never closed, or no YAML */
    DEFECT_FIELD,   /* a field stands twice */
    DEFECT_SECTION, /* a section stands twice */
    DEFECT_REPEAT,  /* a line of text stands twice */
    DEFECT_FENCE,   /* text became code, or code text */
    DEFECT_WORDS,   /* a line that one side edited lost words to the other's edit */
    DEFECT_COUNT
} Defect;

/* What became of a place that lines alone would have left open, or should have. */
typedef struct ThreeNote {
    ThreeRule rule; /* RULE_NONE: left open */
    Defect defect;  /* why, where a check found one */
    Range lines[THREE_SIDES];
} ThreeNote;

typedef VEC(ThreeNote) ThreeNoteVec;

typedef struct ThreeMerge {
    Span output;
    uint32_t conflicts; /* open ones */
    ThreeNoteVec notes;
    bool
        is_by_lines; /* the files are no documents of lines (UTF-16, lone carriage returns), or too large */
} ThreeMerge;

const char *three_defect_text(Defect defect); /* "a section would stand twice" */

/* The side that has the answer when no more than one side changed anything, or both the same; NULL otherwise. */
const Span *three_plain(const Span sides[THREE_SIDES]);

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options);

#endif
