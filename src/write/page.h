/* page: the text as it grows, line by line. Every line that says something starts with the indentation of the items
   it stands in; blank lines hold nothing. */
#ifndef STEMMA_WRITE_PAGE_H
#define STEMMA_WRITE_PAGE_H

#include "base/buf.h"

typedef struct Page {
    Buf text;
    uint32_t line;   /* from 0: the one that is written next */
    uint32_t indent; /* of the lines to come */
    uint32_t margin; /* spaces owed before the next byte of this line */
} Page;

static inline Page page_in(Arena *arena)
{
    return (Page){.text = buf_in(arena)};
}

/* Ends the line. */
void page_break(Page *page);

/* Appends `text`, which may be of several lines; each new one is indented. */
void page_add(Page *page, Span text);

/* Appends a list marker; the spaces after it wait for a text to separate it from. */
void page_mark(Page *page, Span marker);

#endif
