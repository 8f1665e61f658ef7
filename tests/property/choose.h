/* choose: where in a draft an edit may have its place, and words to write there that no agent uses. */
#ifndef STEMMA_TESTS_CHOOSE_H
#define STEMMA_TESTS_CHOOSE_H

#include "edits.h"

Span some_noun(Draft *draft);
Span some_sentence(Draft *draft);
Span some_title(Draft *draft);

const Section *section_at(const Draft *draft, uint32_t section);

/* Below the first level, with number signs. */
bool is_heading(const Draft *draft, uint32_t section);

/* Long enough that a reader would know it again. */
bool is_substantial(const Draft *draft, uint32_t section);

uint32_t word_count(const Draft *draft, Span text);
uint32_t own_words(const Draft *draft, uint32_t section);

/* Untouched so far, and `fits`; NONE without one. Sections have headings. */
uint32_t choose_section(Draft *draft, bool (*fits)(const Draft *draft, uint32_t section));
uint32_t choose_unit(Draft *draft, bool (*fits)(const Draft *draft, uint32_t unit));

/* An item or a paragraph of one line; one of seven words at least. */
bool is_prose(const Draft *draft, uint32_t unit);
bool has_sentence(const Draft *draft, uint32_t unit);

/* A word of small letters between blanks, of four letters at least; an empty range without one. */
Range plain_word(Draft *draft, Span line);

/* Writes `text` over the bytes of the line. */
void write_over(Draft *draft, uint32_t line, Range at, Span text);

/* Puts a word of ours where another stood on the unit's first line; false when there is none. */
bool replace_word(Draft *draft, uint32_t unit);

/* A thing that is in both files and begins with this line. */
void expect_kept(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeKind kind,
                 ChangeWhat what, uint32_t line);

/* A thing that only the old file has, or only the new one. */
void expect_gone(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeWhat what,
                 uint32_t line);
void expect_new(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeWhat what, uint32_t line);

#endif
