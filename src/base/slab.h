/* slab: the first megabytes of memory a process asks for, taken from the system at once and, where it can, in large pages: a
   run of a few milliseconds spends a fifth of them on page faults otherwise. */
#ifndef STEMMA_BASE_SLAB_H
#define STEMMA_BASE_SLAB_H

#include <stddef.h>

/* Memory that is never given back to the system and not cleared; NULL when the slab is used up. Not locked. */
void *slab_take(size_t size);

#endif
