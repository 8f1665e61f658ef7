#include "base/unfinished.h"

#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

enum { PLACES = 1024 };

static _Atomic(const char *) paths[PLACES];

unsigned unfinished_note(const char *path)
{
    for (unsigned i = 0; i < PLACES; i++) {
        const char *nobody = NULL;
        if (atomic_compare_exchange_strong(&paths[i], &nobody, path))
            return i;
    }
    return PLACES;
}

void unfinished_forget(unsigned number)
{
    if (number < PLACES)
        atomic_store(&paths[number], NULL);
}

void unfinished_remove(void)
{
    for (unsigned i = 0; i < PLACES; i++) {
        const char *path = atomic_load(&paths[i]);
        if (path)
            unlink(path);
    }
}
