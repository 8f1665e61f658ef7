/* fingerprint: what the units and sections of two documents say, as ids that both share. Two units have one id when a
   reader sees the same text: line breaks, emphasis, bullets, numbers of list items and the padding of tables aside. */
#ifndef STEMMA_ALIGN_FINGERPRINT_H
#define STEMMA_ALIGN_FINGERPRINT_H

#include "align/pair.h"
#include "base/intern.h"
#include "base/vec.h"

typedef struct Fingerprints {
    Arena *arena;
    Intern *trees;
    SpanVec said; /* by id of what units say: the text, or nothing where nobody had to read it */
} Fingerprints;

/* What a unit says; the first byte tells what sort of unit says it. */
Span fingerprint_text(Arena *arena, const Doc *doc, uint32_t unit);

/* White space of any kind and width as one blank, none at both ends. */
Span fingerprint_squeeze(Arena *arena, Span text);

/* Fills both sides of `pairing`; what it fills in lives in `arena`, the ids in `fingerprints`. */
void fingerprint_docs(Arena *arena, Fingerprints *fingerprints, Pairing *pairing);

#endif
