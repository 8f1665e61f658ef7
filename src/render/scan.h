/* scan: views of a collection: copies, variants, families, names. */
#ifndef STEMMA_RENDER_SCAN_H
#define STEMMA_RENDER_SCAN_H

#include "base/buf.h"
#include "render/view.h"
#include "scan/collection.h"
#include "scan/drift.h"

/* One screen, or with `details` all there is, the drifted sections of copies too. */
void scan_text(Buf *out, const Collection *collection, bool details, const View *view);

/* stemma-scan/1; with `details` with what drifted. */
void scan_json(Buf *out, const Collection *collection, bool details);

/* A line a record: what the features are made of, each file's, each pair. stemma-features/1. */
void scan_ndjson(Buf *out, const Collection *collection);

/* The trees, for Graphviz. */
void scan_dot(Buf *out, const Collection *collection);

/* Shows the two files of an edge beside each other as HTML in which each id starts with f<number>; "" when they are the same,
   cannot be read any more, or the HTML would have more than `most` bytes. */
typedef struct ScanBeside {
    Span (*show)(const void *context, Arena *arena, const Derivation *edge, size_t number,
                 size_t most);
    const void *context;
} ScanBeside;

/* One self-contained page. */
void scan_html(Buf *out, const Collection *collection, const ScanBeside *beside);

/* Why a pair is one, each reason in a few words. */
void scan_because(Arena *arena, const Pair *pair, SpanVec *reasons);

const char *scan_drift_name(DriftKind kind);

/* "edited Security; added Tools and 3 more", as far as both files can still be read; "" when nothing drifted. */
Span scan_drift(Arena *arena, const Collection *collection, const Derivation *edge);

/* Marks what a stemma-scan/1 text knows already. False, with a message, when it is none. */
bool scan_baseline(Collection *collection, Span json, Span *message);

/* How many pairs and names there are that the baseline does not know. */
size_t scan_findings(const Collection *collection);

#endif
