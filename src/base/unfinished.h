/* unfinished: files that will have another name once they are whole, so that a process that is told to stop leaves none behind. */
#ifndef STEMMA_BASE_UNFINISHED_H
#define STEMMA_BASE_UNFINISHED_H

/* Notes a file that was just made; `path` must stay until it is forgotten. Gives its number. Of very many at a time the last are
   not noted. */
unsigned unfinished_note(const char *path);
void unfinished_forget(unsigned number);

/* Removes those that are noted. For the handler of a signal that ends the process: nothing may be written afterwards. */
void unfinished_remove(void);

#endif
