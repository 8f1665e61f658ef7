/* draft: a file as lines that remember where they came from, so that what was edited can be named by its place in the old
   file and in the new one. */
#ifndef STEMMA_TESTS_DRAFT_H
#define STEMMA_TESTS_DRAFT_H

#include "base/buf.h"
#include "doc/doc.h"

/* Sanitizers make everything ten times slower: tests then take samples. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SLOW 1
#endif
#endif
#ifndef IS_SLOW
#define IS_SLOW 0
#endif

typedef struct DraftLine {
    Span text;    /* without its ending */
    uint32_t old; /* line of the file it was made from, from 0; NONE when it is new */
    uint32_t id;  /* the same all the time, whatever is written into it or where it goes */
    bool is_done; /* an edit has its place here: no other may touch it */
} DraftLine;

typedef VEC(DraftLine) DraftLineVec;

typedef struct Draft {
    Arena *arena;
    DraftLineVec lines;
    uint32_t next_id;
    const Doc *doc; /* of the lines as they are now */
    uint32_t random;
} Draft;

Draft draft_new(Arena *arena, Span bytes, uint32_t seed);

/* Reads the lines anew, after an edit. */
void draft_read(Draft *draft);

Span draft_text(const Draft *draft);

/* A number from 0 to below `limit`; 0 for a limit of 0. */
uint32_t draft_below(Draft *draft, uint32_t limit);

bool draft_is_free(const Draft *draft, Range lines);
void draft_close(Draft *draft, Range lines); /* for other edits */

void draft_insert(Draft *draft, uint32_t at, Span text); /* one line, closed */
void draft_remove(Draft *draft, Range lines);
void draft_set(Draft *draft, uint32_t line, Span text);

/* Puts the lines before line `to`, which is none of them, with blank lines where blocks would run into others; gives where
   they start now. */
uint32_t draft_move(Draft *draft, Range lines, uint32_t to);

/* The same for lines of a list, which stay together. */
uint32_t draft_move_tight(Draft *draft, Range lines, uint32_t to);

/* Where a line stands, or NONE when it is gone. */
uint32_t draft_find(const Draft *draft, uint32_t id);

#endif
