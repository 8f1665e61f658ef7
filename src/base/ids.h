/* ids: lists of ids in ascending order. */
#ifndef STEMMA_BASE_IDS_H
#define STEMMA_BASE_IDS_H

#include "base/span.h"

/* Puts `ids` into ascending order. */
void ids_sort(uint32_t *ids, size_t count);

/* The same, each id once; gives how many are left. */
uint32_t ids_sort_distinct(uint32_t *ids, size_t count);

#endif
