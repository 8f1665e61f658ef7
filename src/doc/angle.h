/* angle: what an angle bracket starts inside a paragraph: an autolink or inline HTML (CommonMark 0.30, 6.5 and 6.6). */
#ifndef STEMMA_DOC_ANGLE_H
#define STEMMA_DOC_ANGLE_H

#include "base/span.h"

/* What a text is known not to hold any more, so that looking for it again and again stays linear. */
typedef struct Absent {
    bool double_quote, single_quote, question, bang, cdata, brace, percent, wiki;
} Absent;

/* Offset after the first `needle` at or after `from`, or 0; *absent is set when there is none. */
size_t angle_find(Span text, Span needle, size_t from, bool *absent);

/* Offset after the autolink or tag that starts with the < at `at`, or 0. */
size_t angle_end(Span text, size_t at, Absent *absent);

/* Is the text one whole opening or closing tag? */
bool angle_is_tag(Span text);

#endif
