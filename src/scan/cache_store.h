/* cache_store: the SQLite file behind a cache: how it is made and opened, and what becomes of it when it is of no use. */
#ifndef STEMMA_SCAN_CACHE_STORE_H
#define STEMMA_SCAN_CACHE_STORE_H

#include "scan/cache.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

struct CacheStore {
    Arena *arena;
    const char *path;
    uint64_t made_by;
    uint64_t limit; /* bytes */
    int64_t today;  /* days since 1970: what was used when is known to the day */
    pthread_mutex_t
        writing;         /* our own threads take turns, those of others wait for the file's lock */
    atomic_int trouble;  /* SQLite's code of the first one; the cache is not used any more */
    atomic_bool is_full; /* of what was used today: nothing more is kept */
    bool is_foreign;
};

/* A connection of one thread; NULL, or without use, after trouble, which the store then knows of. */
sqlite3 *cache_store_connect(CacheStore *store);

/* Did SQLite do what it was asked? The first trouble is the one that is told. */
bool cache_store_went_well(CacheStore *store, int code);

static inline bool cache_store_is_usable(const CacheStore *store)
{
    return atomic_load_explicit(&store->trouble, memory_order_relaxed) == 0;
}

/* Gives up what was not used for longest until `more` bytes have room below the limit, or nothing is left that may go: what
   was used today stays unless `takes_all`. False where there is no room then. Within no transaction. */
bool cache_store_make_room(CacheStore *store, sqlite3 *db, uint64_t more, bool takes_all);

/* The value of a pragma or of a query that has one; gives SQLite's code. */
int cache_store_number(sqlite3 *db, const char *query, int64_t *number);

/* The checksum of a record. */
uint64_t cache_store_sum(const CacheStore *store, const Content *content, Span record);

/* Of any bytes; start with 0. */
uint64_t cache_store_hash(uint64_t hash, const void *bytes, size_t len);

#endif
