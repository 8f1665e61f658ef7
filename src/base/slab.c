#include "base/slab.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 * 1024 * 1024, SLAB_SIZE = 2 * LARGE_PAGE };

static struct {
    bool is_asked_for;
    char *free;
    size_t left;
} slab;

/* Large pages start at multiples of their size: one more is reserved, and never touched, to find such a place. */
static void ask(void)
{
    slab.is_asked_for = true;
    void *memory = mmap(NULL, SLAB_SIZE + LARGE_PAGE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return;
    slab.free = (char *)memory + (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
    slab.left = SLAB_SIZE;
#ifdef MADV_HUGEPAGE
    madvise(slab.free, SLAB_SIZE, MADV_HUGEPAGE);
#endif
}

void *slab_take(size_t size)
{
    size_t aligned = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!slab.is_asked_for)
        ask();
    if (aligned < size || slab.left < aligned)
        return NULL;
    char *taken = slab.free;
    slab.free += aligned;
    slab.left -= aligned;
    return taken;
}
