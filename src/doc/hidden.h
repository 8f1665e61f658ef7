/* hidden: characters that a reader does not see, or not as what they are. */
#ifndef STEMMA_DOC_HIDDEN_H
#define STEMMA_DOC_HIDDEN_H

#include "base/diag.h"
#include "text/lines.h"

/* A place that only moves forward, so that naming many places on one long line stays linear. */
typedef struct Place {
    const Lines *lines;
    size_t offset;
    uint32_t line;   /* from 0 */
    uint32_t column; /* from 1, in code points */
} Place;

Place place_at_start(const Lines *lines);
void place_move(Place *place, size_t offset);

/* Is it one of the characters below, other than a joiner, which scripts and emoji need? */
bool hidden_is(int32_t code_point);

/* A diagnostic for every run of bytes that are not UTF-8, and of NUL, control, no-break, zero-width, bidirectional
   and tag characters; what tag characters spell is told. */
void hidden_report(const Lines *text, Diags *diags);

#endif
