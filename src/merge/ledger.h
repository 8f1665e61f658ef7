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
    bool is_repaired; /* of an input: damaged text was mended before it was compared */
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

/* What the result may do that an input could not; an input that names no tools has them all. */
typedef struct LedgerRights {
    uint32_t input;
    SpanVec gains;
    bool is_open, is_freed; /* what it had all of is limited now, or the other way round */
} LedgerRights;

typedef struct LedgerConflict {
    Span kind;
    uint32_t winner, loser; /* units of the ledger */
    Span texts[2];          /* the winner's, the loser's */
    uint32_t support; /* inputs that say what the winner says; 0 in a ledger read from a file */
} LedgerConflict;

typedef struct Ledger {
    VEC(LedgerFile) inputs;
    LedgerFile output;
    VEC(LedgerUnit) units;
    VEC(LedgerLines) canonical; /* headings whose title is the style's */
    VEC(LedgerLines) settings;  /* front-matter lines that the user set */
    VEC(LedgerConflict) conflicts;
    SpanVec widened; /* tools that not every input granted */
    /* For the summary; a ledger read from a file has none of these. */
    SpanVec tool_keys; /* the fields of the result that name tools, where there are several */
    VEC(LedgerRights) rights;
    IndexVec ranked; /* inputs, the one that wins first */
} Ledger;

/* `inputs` in the order they were given; `said[i]` is the text of inputs[i], `output` the result's, in an arena that may go
   before the ledger does. */
Ledger *ledger_new(Arena *arena, const Consolidation *result, Doc *const *inputs,
                   uint32_t input_count, Said *const *said, Said *output, Span output_name);

/* Fills in the hashes, which only a ledger that is written down needs. */
void ledger_hash(Arena *arena, Ledger *ledger, Doc *const *inputs, Span output);

/* ---- how a document's lines are told ---- */

LedgerLines ledger_lines(Range range);

/* A title over several lines, or one that is indented like code, is told as the paragraph it looks like. */
Span ledger_kind(const Doc *doc, const Unit *unit);

/* Lines of a paragraph that begin like items are told one by one, as a reader sees them: where the one from `from` on ends. */
uint32_t ledger_part_end(const Doc *doc, const Unit *unit, uint32_t from);

/* Where a part of a unit stands in the output: on its own lines if the unit still has as many. */
Range ledger_part_target(Range part, Range unit, Range target);

/* The lines before the first key: comments there are of no field. */
Range ledger_comment_lines(const Doc *doc);

/* ---- names ---- */

const char *ledger_fate_name(Fate fate); /* "kept", ... */
bool ledger_fate_find(Span name, Fate *fate);

Span ledger_rule_name(DropRule rule); /* "support", ... */

/* A name a drop may have as its reason. */
bool ledger_is_rule(Span reason);

#endif
