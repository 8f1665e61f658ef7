/* term: the one place that makes text safe to show and colours it. What came from a file never reaches a terminal
   raw: control characters, hidden and direction-changing characters and bytes that are no UTF-8 are spelled out. */
#ifndef STEMMA_RENDER_TERM_H
#define STEMMA_RENDER_TERM_H

#include "base/buf.h"
#include "render/view.h"

typedef enum TermColor {
    TERM_PLAIN,
    TERM_BOLD,
    TERM_DIM,
    TERM_RED,
    TERM_GREEN,
    TERM_YELLOW,
    TERM_CYAN
} TermColor;

/* The visible form of `text` on one line: each line end and tab becomes a space. */
void term_add(Buf *out, Span text);

/* The same as a text: most are what they look like and need not be copied. */
Span term_visible(Arena *arena, Span text);

/* How many bytes at its start are printable ASCII. */
size_t term_plain_start(Span text);

/* As term_add, but line feeds and tabs stay. */
void term_add_lines(Buf *out, Span text);

/* The visible form on one line, at most `columns` wide; what is cut off is marked by an ellipsis. 0: no limit. */
Span term_clip(Arena *arena, Span text, size_t columns);

/* Text in its visible form and in colour, if the view has colours. */
void term_paint(Buf *out, const View *view, TermColor color, Span text);

/* `text` and blanks up to `columns`; wider text is not cut. */
void term_pad(Buf *out, Span text, size_t columns);

/* The name of a file as people know it: "-" is standard input. */
Span term_name(Span path);

/* 1234567 as "1,234,567". */
Span term_number(Arena *arena, size_t number);

#endif
