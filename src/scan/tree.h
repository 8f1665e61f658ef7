/* tree: who derives from whom in a cluster, as far as texts alone can tell. The voice is the file most like the others; where
   that does not decide, the shorter one, since copies grow more often than they shrink. The tree is the spanning tree
   of the strongest pairs (Kruskal 1956), hung up at the oldest file where dates are known, else at the shortest copy that the
   voice holds whole, else at the voice. It is a guess and said to be one. */
#ifndef STEMMA_SCAN_TREE_H
#define STEMMA_SCAN_TREE_H

#include "scan/collection.h"

void tree_grow(const Collection *collection, Cluster *cluster);

#endif
