/* names: files below one of the given paths that have the same `name:`. */
#ifndef STEMMA_SCAN_NAMES_H
#define STEMMA_SCAN_NAMES_H

#include "scan/collection.h"

void names_find(Collection *collection);

#endif
