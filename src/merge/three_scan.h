/* three_scan: as much structure as the check of a merge needs, by lines alone: front matter, code, headings. */
#ifndef STEMMA_MERGE_THREE_SCAN_H
#define STEMMA_MERGE_THREE_SCAN_H

#include "base/intern.h"
#include "merge/three.h"

typedef enum MarkKind { MARK_NONE, MARK_FIELD, MARK_SECTION, MARK_TEXT } MarkKind;

typedef struct Scan {
    Lines lines;
    bool *is_code;   /* by line; with the fences */
    uint32_t *marks; /* by line: id of what may stand only once; NONE for the rest */
    MarkKind *mark_kinds;
    Range front;         /* the lines between its delimiters */
    bool is_unclosed;    /* front matter that never ends */
    uint32_t open_fence; /* line of a fence that never ends, or NONE */
} Scan;

Scan scan_lines(Arena *arena, Intern *intern, Lines lines);
void scan_sides(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                Scan scans[THREE_SIDES]);

#endif
