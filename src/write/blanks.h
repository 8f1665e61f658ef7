/* blanks: prose without markup: blanks at the start and end of lines go, a hard break keeps its two spaces. */
#ifndef STEMMA_WRITE_BLANKS_H
#define STEMMA_WRITE_BLANKS_H

#include "base/buf.h"

typedef struct Prose {
    Buf *out;
    size_t start; /* where it begins in `out` */
    Span source;  /* the whole text */
    Span pending; /* blanks read and not written: they may turn out to end the text */
    bool single_spaces;
} Prose;

/* Appends words and the blanks between them, from offset `from` of the source to `to`. */
void blanks_add(Prose *prose, size_t from, size_t to);

/* Appends what stands for the source from offset `at`, after the blanks that are pending. */
void blanks_add_raw(Prose *prose, size_t at, Span text);

#endif
