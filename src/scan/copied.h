/* copied: files whose bodies are alike or hold one another. */
#ifndef STEMMA_SCAN_COPIED_H
#define STEMMA_SCAN_COPIED_H

#include "scan/collection.h"

/* Of more files with one and the same body than this each is paired with the first of them alone, which stands for them all
   towards others; otherwise a thousand copies would be half a million pairs. */
enum { COPIES_TWINS = 200 };

/* Fills `texts` and adds the pairs of kinds copy and contains. */
void copied_find(Collection *collection);

#endif
