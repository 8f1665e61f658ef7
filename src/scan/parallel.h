/* parallel: the same work on many things by several threads. Who does what is not determined; what is done must be. */
#ifndef STEMMA_SCAN_PARALLEL_H
#define STEMMA_SCAN_PARALLEL_H

#include "base/span.h"

enum { PARALLEL_MOST = 64 };

/* Calls `work` for ranges that cover [0, count) once; `worker` is below `threads` (1..PARALLEL_MOST) and never works on two
   ranges at a time; worker 0 is the caller's thread. Where no thread can be had the caller's does it all. */
void parallel_run(uint32_t threads, uint32_t count,
                  void (*work)(void *context, uint32_t worker, Range range), void *context);

/* The same for a few things of which each is much work: ranges of one. */
void parallel_each(uint32_t threads, uint32_t count,
                   void (*work)(void *context, uint32_t worker, Range range), void *context);

/* As many threads as there are processors. */
uint32_t parallel_default(void);

#endif
