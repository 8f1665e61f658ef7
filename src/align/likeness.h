/* likeness: how alike whole documents are. */
#ifndef STEMMA_ALIGN_LIKENESS_H
#define STEMMA_ALIGN_LIKENESS_H

#include "align/lexicon.h"

/* The cosines, 0..1, of what each two documents of the lexicon say, row by row: count * count of them. `statements[d]`
   are those of docs[d]. */
double *likeness_matrix(Arena *arena, const Lexicon *lexicon, Doc *const *docs,
                        Statement *const *statements, uint32_t count);

#endif
