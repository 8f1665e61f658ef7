#include "base/unfinished.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

enum { PLACES = 1024, MOST_WAITS = 1000 /* milliseconds */ };

static _Atomic(const char *) paths[PLACES];
static atomic_uint being_made; /* files that are not noted yet */
static atomic_bool is_stopping;

bool unfinished_enter(sigset_t *signals)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, signals);
    atomic_fetch_add(&being_made, 1);
    if (!atomic_load(&is_stopping))
        return true;
    unfinished_leave(signals);
    return false;
}

void unfinished_leave(const sigset_t *signals)
{
    atomic_fetch_sub(&being_made, 1);
    pthread_sigmask(SIG_SETMASK, signals, NULL);
}

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

/* The handler's own thread makes none now, and other threads are soon done with theirs. */
void unfinished_remove(void)
{
    atomic_store(&is_stopping, true);
    for (int wait = 0; wait < MOST_WAITS && atomic_load(&being_made); wait++)
        poll(NULL, 0, 1);
    for (unsigned i = 0; i < PLACES; i++) {
        const char *path = atomic_load(&paths[i]);
        if (path)
            unlink(path);
    }
}
