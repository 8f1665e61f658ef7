/* three_write: a merge as a file, byte for byte as git merge-file writes it. */
#ifndef STEMMA_MERGE_THREE_WRITE_H
#define STEMMA_MERGE_THREE_WRITE_H

#include "base/buf.h"
#include "merge/three.h"

/* Appends the file to `out`; gives how many conflicts were left open. Settled regions are taken from `settled`. */
uint32_t three_write(Buf *out, const ThreeText texts[THREE_SIDES], const Seq3Vec *regions,
                     const AnswerVec *settled, const ThreeOptions *options);

#endif
