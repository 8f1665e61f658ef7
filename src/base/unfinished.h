/* unfinished: files that will have another name once they are whole, so that a process that is told to stop leaves none behind. */
#ifndef STEMMA_BASE_UNFINISHED_H
#define STEMMA_BASE_UNFINISHED_H

#include <signal.h>
#include <stdbool.h>

/* A file is made and noted between these two; they keep the signals that end a process out meanwhile. False, and no file may be
   made, once the process was told to stop. */
bool unfinished_enter(sigset_t *signals);
void unfinished_leave(const sigset_t *signals);

/* Notes a file that was just made; `path` must stay until it is forgotten. Gives its number. Of very many at a time the last are
   not noted. */
unsigned unfinished_note(const char *path);
void unfinished_forget(unsigned number);

/* Removes those that are noted, and from now on none is made. For the handler of a signal that ends the process. */
void unfinished_remove(void);

#endif
