/* reading: the body as cmark is to read it, line for line. Tags that structure it become empty comments, dialogues
   become one comment each, nested fences get wider delimiters, and what a tag section indents as a whole is moved to
   the margin. A second block of front matter becomes a comment too, and so does the last row of a table that GFM ends before
   CommonMark ends its paragraph. What units say is taken from the source all the same. */
#ifndef STEMMA_DOC_READING_H
#define STEMMA_DOC_READING_H

#include "doc/front.h"
#include "doc/tags.h"

/* What GFM makes of a line and CommonMark does not. */
typedef enum TableEnd {
    TABLE_GOES_ON,
    TABLE_ENDS,     /* the last row of a table: what stands below starts anew */
    TABLE_UNDERLINE /* a row that CommonMark takes for the underline of a heading */
} TableEnd;

typedef struct Reading {
    const Lines *lines;
    Range body;
    bool is_plain; /* as it stands */
    FenceVec fences;
    TagVec tags;
    uint32_t *
        tag_at; /* by line of the body: the tag that opens or closes there, or NONE; NULL without tags */
    uint32_t *indent; /* by line of the body: columns that were taken off; NULL without tags */
    uint8_t *ends;    /* by line of the body: a TableEnd; NULL without */
    Span text;        /* for cmark */
} Reading;

Reading reading_make(Arena *arena, const Lines *lines, const Front *front, bool is_plain,
                     Diags *diags);

/* Sets what line `n` is, for the next text. */
void reading_set_end(Arena *arena, Reading *reading, uint32_t n, TableEnd end);

/* Writes the text for cmark once more. */
void reading_rewrite(Arena *arena, Reading *reading);

TableEnd reading_end(const Reading *reading, uint32_t n);

/* `line`, which is the `n`th of the source, without the indentation that was taken off. */
Span reading_dedented(const Reading *reading, uint32_t n, Span line);

/* Line `n` of the source as far as cmark saw it. */
static inline Span reading_line(const Reading *reading, uint32_t n)
{
    Span line = lines_line(reading->lines, n);
    return reading->indent ? reading_dedented(reading, n, line) : line;
}

/* The tag that opens or closes on line `n`, or NULL. */
const Tag *reading_tag(const Reading *reading, uint32_t n);

#endif
