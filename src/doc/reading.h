/* reading: the body as cmark is to read it, line for line. Tags that structure it become empty comments, dialogues
   become one comment each, nested fences get wider delimiters, and what a tag section indents as a whole is moved to
   the margin. A second block of front matter becomes a comment too. What units say is taken from the source all the same. */
#ifndef STEMMA_DOC_READING_H
#define STEMMA_DOC_READING_H

#include "doc/front.h"
#include "doc/tags.h"

typedef struct Reading {
    const Lines *lines;
    Range body;
    FenceVec fences;
    TagVec tags;
    uint32_t *
        tag_at; /* by line of the body: the tag that opens or closes there, or NONE; NULL without tags */
    uint32_t *indent; /* by line of the body: columns that were taken off; NULL without tags */
    Span text;        /* for cmark */
} Reading;

Reading reading_make(Arena *arena, const Lines *lines, const Front *front, bool is_plain,
                     Diags *diags);

/* Line `n` of the source as far as cmark saw it: without the indentation that was taken off. */
Span reading_line(const Reading *reading, uint32_t n);

/* The tag that opens or closes on line `n`, or NULL. */
const Tag *reading_tag(const Reading *reading, uint32_t n);

#endif
