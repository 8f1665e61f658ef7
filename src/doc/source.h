/* source: one file's bytes, and the text that is read from them. Decoding and repair never add or remove a line, so
   line n of `raw` and line n of `text` are the same line: what is compared and rendered comes from `text`, what is
   copied, tiled and named by place comes from `raw`. Where nothing had to be decoded or repaired they are equal. */
#ifndef STEMMA_DOC_SOURCE_H
#define STEMMA_DOC_SOURCE_H

#include "base/diag.h"
#include "text/lines.h"

typedef struct Source {
    Span name;  /* as messages show it */
    Lines raw;  /* the file */
    Lines text; /* UTF-8 without a byte order mark, repaired unless that was declined */
    bool is_utf16;
    bool has_bom;
    bool is_crlf; /* most lines end in CRLF */
    bool is_repaired;
} Source;

/* Keeps `bytes`, which must outlive the source. */
Source source_read(Arena *arena, Span name, Span bytes, bool repair, Diags *diags);

#endif
