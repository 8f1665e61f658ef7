/* measure: how much the parts of a doc hold. */
#ifndef STEMMA_RENDER_MEASURE_H
#define STEMMA_RENDER_MEASURE_H

#include "base/buf.h"
#include "doc/doc.h"
#include "text/tokens.h"

enum { MEASURE_KINDS = UNIT_RULE + 1 };

typedef struct Measure {
    size_t units
        [MEASURE_KINDS];  /* of the section itself: without subsections, title and closing tag */
    size_t words, tokens; /* of the section and all that is below it */
} Measure;

/* One for each section of the doc. */
Measure *measure_sections(Arena *arena, const Doc *doc);

/* Of the whole file, front matter included. */
size_t measure_words(Arena *arena, const Doc *doc);
size_t measure_tokens(const Doc *doc);

/* How MEASURE tokens are estimated, in words. */
#define MEASURE_METHOD TOKENS_METHOD

/* "3 items, 1 code block"; "" when there is none. */
Span measure_units(Arena *arena, const Measure *measure);

/* "item", as the JSON contracts name it. */
const char *measure_kind(UnitKind kind);

#endif
