/* record: a feature as bytes, apart from its path. */
#ifndef STEMMA_SCAN_RECORD_H
#define STEMMA_SCAN_RECORD_H

#include "scan/feature.h"

/* Appends a feature that feature_read gave. */
void record_write(Buf *out, const Feature *feature);

/* Gives all of it but path and label, which depends on the path where there is no name; the shingles of the body stay packed.
   These are copied to `packed`, everything else to `keep`. False when the bytes are no record. */
bool record_read(Arena *keep, Arena *packed, Span record, Feature *feature);

#endif
