/* patch_text: how a patch writes bytes. What is harmless stands as it is, behind its sign and a blank. The rest is put in
   quotes right behind the sign, with escapes and its line end written out: control and hidden characters, bytes that are
   no UTF-8, blanks at the end, which mail takes away, lines that are too long for mail (they go on in lines whose sign is
   `&`), and lines that end otherwise than most. */
#ifndef STEMMA_DIFF_PATCH_TEXT_H
#define STEMMA_DIFF_PATCH_TEXT_H

#include "base/buf.h"

enum { PATCH_CONTINUED = '&' };

/* One line and its sign; `line_end` is what lines without quotes end in. */
void patch_text_add_line(Buf *out, char sign, Span line, Span line_end);

/* A name, in quotes where it needs them. */
void patch_text_add_name(Buf *out, Span name);

/* Reads quoted text from `at` of `line`, a `"`, to the end of the line, and appends what it stands for. False when it is
   none; *at is then where it goes wrong. */
bool patch_text_unquote(Buf *out, Span line, size_t *at);

#endif
