/* interrupt: would a line that continues a paragraph start a block of its own if it stood at the margin? Such a line
   was indented by four columns or more, and must stay so (CommonMark 0.30, 4.8). */
#ifndef STEMMA_WRITE_INTERRUPT_H
#define STEMMA_WRITE_INTERRUPT_H

#include "base/span.h"

enum { INTERRUPT_INDENT = 4 };

/* `line` without indentation. */
bool interrupt_is(Span line);

#endif
