/* diff_parts: what the views of a diff have in common: names, counts, which changes are shown and in which order, and
   the text that a change is about. */
#ifndef STEMMA_RENDER_DIFF_PARTS_H
#define STEMMA_RENDER_DIFF_PARTS_H

#include "base/buf.h"
#include "diff/folder.h"

enum { PARTS_KINDS = CHANGE_FORMATTING + 1 };

typedef struct PartsCounts {
    uint32_t kinds[PARTS_KINDS];
    uint32_t weighty;
    uint32_t words_added, words_removed; /* what the text view shows as added and removed */
} PartsCounts;

const char *parts_kind(ChangeKind kind); /* "added", as the JSON contract has it */
const char *parts_what(ChangeWhat what); /* "section" */
const char *parts_entry(EntryKind kind);

/* Of one WEIGHTY_ bit: "number". */
const char *parts_weight(unsigned bit);

/* "rights, number"; "" when it is not weighty. */
Span parts_weighty(Arena *arena, unsigned weighty);

/* "2 edited, 1 added"; formatting aside. */
Span parts_counts(Arena *arena, const PartsCounts *counts);

/* Of all changes, words aside; `diff` may be NULL: none. */
PartsCounts parts_count(const Diff *diff);

/* Of one change and of all, with words, which take reading. */
PartsCounts parts_measure_change(Arena *arena, const Diff *diff, const Change *change);
PartsCounts parts_measure(Arena *arena, const Diff *diff);
void parts_add_counts(PartsCounts *sum, const PartsCounts *more);

/* Indices of the changes to show, weighty ones first, else in the order of the diff. */
void parts_shown(Arena *arena, const Diff *diff, bool formatting, IndexVec *shown);

/* The lines of one side that a change is about, dedented, without blank ones at both ends. Of what was added or removed
   those that are new or gone; `elsewhere` is how many other lines it has, which stand elsewhere on the other side. */
void parts_lines(Arena *arena, const Diff *diff, const Change *change, PairSide side,
                 SpanVec *lines, uint32_t *elsewhere);

/* "and 2 lines from elsewhere". */
Span parts_elsewhere(Arena *arena, PairSide side, uint32_t lines);

/* The same as one text. */
Span parts_text(Arena *arena, const Diff *diff, const Change *change, PairSide side);

/* The runs of a change as text, the entries of a set with commas between them. `without` leaves out what stands on the
   other side alone: RUN_ADDED gives the old text, RUN_REMOVED the new one, RUN_SAME both in one. */
const RunVec *parts_runs(Arena *arena, const Change *change, RunKind without);

/* Both sides in one. Of text that was only divided otherwise the runs are the ends of paragraphs that came or went. */
const RunVec *parts_told(Arena *arena, const Diff *diff, const Change *change);

/* The side that shows what the change is: the old one of what was removed, else the new one. */
PairSide parts_main_side(const Change *change);
const Place *parts_place(const Change *change, PairSide side);

/* Is its text read line by line, not reflowed? */
bool parts_has_lines(const Change *change);

/* "12", "12-14", from 1; "" when the side has nothing. */
Span parts_line_numbers(Arena *arena, const Place *place);

/* Address of a place for people: "(opening)" where it has none. */
Span parts_address(const Change *change, PairSide side);

#endif
