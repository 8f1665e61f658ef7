/* opening: the first and the last words of an agent. The voice's stand; a sentence that another variant says in
   addition follows them; the rest of the others' paragraphs is dropped by rule, never silently. */
#ifndef STEMMA_MERGE_OPENING_H
#define STEMMA_MERGE_OPENING_H

#include "merge/consolidation.h"

/* One passage: paragraphs of the highest-ranked document that has any, the last of them with what the others add. */
typedef struct Passage {
    IndexVec paragraphs; /* unit numbers, in order */
    Span last_text;      /* what stands in place of the last one's text */
    IndexVec others;     /* paragraphs of the other documents */
    bool *adds;          /* adds[i]: a sentence of others[i] is in last_text */
    uint32_t *copy_of;   /* copy_of[i]: the paragraph that says the same word for word, or NONE */
} Passage;

/* The opening's paragraphs, or with `is_closing` those that end the documents; marks them `reserved`. */
Passage opening_read(const Variants *variants, bool is_closing, bool *reserved);

#endif
