/* names: files below one of the given paths that have the same `name:`, and which of them a harness would load. */
#ifndef STEMMA_SCAN_NAMES_H
#define STEMMA_SCAN_NAMES_H

#include "scan/collection.h"

void names_find(Collection *collection);

#endif
