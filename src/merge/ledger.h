/* ledger: the receipt of a consolidation. Every unit of every input has one fate; every line of the output has an origin.
   Lines count from 1 here and ranges include their end, as in the JSON contract stemma-ledger/1. */
#ifndef STEMMA_MERGE_LEDGER_H
#define STEMMA_MERGE_LEDGER_H

#include "merge/consolidation.h"
#include "merge/said.h"

typedef struct LedgerFile {
    Span path;
    Span sha256; /* in hexadecimal */
    uint32_t lines;
    size_t bytes;
} LedgerFile;

/* From 1, with its end; 0, 0 is none. */
typedef struct LedgerLines {
    uint32_t first, last;
} LedgerLines;

typedef struct LedgerUnit {
    uint32_t input;
    LedgerLines lines;
    Span kind; /* field entry heading paragraph item row code quote html rule */
    Fate fate;
    Span reason; /* of a dropped unit the rule; of a united one why */
    LedgerLines output;
    float score;
    SpanVec lost_words;
} LedgerUnit;

typedef struct LedgerConflict {
    Span kind;
    uint32_t winner, loser; /* units of the ledger */
    Span texts[2];          /* the winner's, the loser's */
} LedgerConflict;

typedef struct Ledger {
    VEC(LedgerFile) inputs;
    LedgerFile output;
    VEC(LedgerUnit) units;
    VEC(LedgerLines) canonical; /* headings whose title is the style's */
    VEC(LedgerLines) settings;  /* front-matter lines that the user set */
    VEC(LedgerConflict) conflicts;
    SpanVec widened; /* tools that not every input granted */
} Ledger;

/* `inputs` in the order they were given; `said[i]` is the text of inputs[i], `output` the result's. */
Ledger *ledger_new(Arena *arena, const Consolidation *result, Doc *const *inputs,
                   uint32_t input_count, Said *const *said, Said *output, Span output_name);

/* Fills in the hashes, which only a ledger that is written down needs. */
void ledger_hash(Arena *arena, Ledger *ledger, Doc *const *inputs, Span output);

const char *ledger_fate_name(Fate fate); /* "kept", ... */
bool ledger_fate_find(Span name, Fate *fate);

/* A name a drop may have as its reason. */
bool ledger_is_rule(Span reason);

#endif
