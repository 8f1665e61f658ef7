/* cache: where a scan keeps what it knows of files between two runs. */
#ifndef STEMMA_CLI_CACHE_H
#define STEMMA_CLI_CACHE_H

/* The file or, ending in a slash, the folder that `given` names; without one (NULL) the folder `stemma` of the user's caches.
   To be freed; NULL when there is none. */
char *cache_place(const char *given);

#endif
