/* cache: the features of files that were read before, in an SQLite file that may be deleted at any time. It answers by a
   file's stamp, so that a file that has not changed need not be read, and by what a file holds, so that one that was moved or
   touched need not be taken apart again. It can be of no use, but it cannot be wrong: each record carries a checksum of
   itself, of the content it was made from and of the code that made it, and what does not fit was never there. It has a limit:
   what was not used for longest makes room for what is new. Several threads and several scans may use it at once. Where it cannot be used the scan goes on without it, and says so. */
#ifndef STEMMA_SCAN_CACHE_H
#define STEMMA_SCAN_CACHE_H

#include "base/file.h"

/* How a cache is called; a file of another name is not put aside when it is damaged, for it may be no cache at all. */
#define CACHE_NAME "scan-2.sqlite"

/* How many bytes it may have, unless the user says otherwise: what 400,000 files of 7 kB take. */
#define CACHE_LIMIT (UINT64_C(2) << 30)

/* SHA-256 of a file's bytes, as much of it as nobody can forge. */
typedef struct Content {
    uint8_t digest[16];
} Content;

Content cache_content(Span bytes);

/* What all threads share. */
typedef struct CacheStore CacheStore;

/* `path` is a file, or a folder and ends in a slash. Makes what is not there. Everything lives in `arena`, the store until
   cache_store_close. `limit` 0 is CACHE_LIMIT. */
CacheStore *cache_store_open(Arena *arena, const char *path, uint64_t limit);

/* Gives what the user should know: a sentence, or "" where all went well. */
Span cache_store_close(CacheStore *store);

/* A thread's access. */
typedef struct Cache Cache;

Cache *cache_open(CacheStore *store);
void cache_close(Cache *cache);

/* The record of a file, valid until the next question; empty when it is not known. */
Span cache_by_stamp(Cache *cache, const FileStamp *stamp);
Span cache_by_content(Cache *cache, const Content *content);

/* Keeps a record; an empty one is there already, and only the stamp is news. */
void cache_keep(Cache *cache, const FileStamp *stamp, const Content *content, Span record);

#endif
