#include "scan/cache_store.h"

#include <time.h>

/* "stma" in the head of the file. */
enum { APPLICATION = 0x73746D61 };

enum {
    PATIENCE = 5000, /* milliseconds that another scan may keep us waiting */
    SECONDS_A_DAY = 86400
};

/* The code that makes features: a record made by other code is none. */
static const char made_by[] =
#include "scan/sources.inc"
    ;

/* Nothing needs to reach the disk: after a power cut a record is there or it is not, and its checksum tells. */
static const char settings[] = "PRAGMA page_size = 16384;"
                               "PRAGMA auto_vacuum = INCREMENTAL;"
                               "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA cache_size = -1024;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON";

static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS contents"
    "(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, record BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS stamps"
    "(id INTEGER PRIMARY KEY, stamp BLOB NOT NULL, content INTEGER NOT NULL, used INTEGER NOT "
    "NULL);"
    "PRAGMA application_id = 0x73746D61;"
    "COMMIT";

/* ---- checksums ---- */

uint64_t cache_store_hash(uint64_t hash, const void *bytes, size_t len)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    const char *at = bytes;
    for (; len >= 8; at += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    uint64_t rest = (uint64_t)len << 56;
    memcpy(&rest, at, len);
    hash = (hash ^ rest) * factor;
    return hash ^ hash >> 29;
}

uint64_t cache_store_sum(const CacheStore *store, const Content *content, Span record)
{
    uint64_t hash = cache_store_hash(store->made_by, content->digest, sizeof content->digest);
    return cache_store_hash(hash, record.ptr, record.len);
}

/* ---- trouble ---- */

static void note(CacheStore *store, int code)
{
    int none = 0;
    atomic_compare_exchange_strong(&store->trouble, &none, code & 0xFF);
}

bool cache_store_went_well(CacheStore *store, int code)
{
    bool is_well = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE;
    if (!is_well)
        note(store, code);
    return is_well;
}

/* SQLITE_ERROR: it is ours, but its tables are not there. */
static bool is_damage(int code)
{
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
}

/* ---- opening ---- */

static int open_database(const char *path, sqlite3 **db)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, db, flags, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(*db, PATIENCE);
    return code;
}

int cache_store_number(sqlite3 *db, const char *query, int64_t *number)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, query, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

/* A database of somebody else is left as it is. */
static int make_tables(CacheStore *store, sqlite3 *db)
{
    int64_t application, tables;
    /* In this order: another scan that makes the cache just now gives it its mark before its tables. */
    int code = cache_store_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (code == SQLITE_OK)
        code = cache_store_number(db, "PRAGMA application_id", &application);
    if (code != SQLITE_OK)
        return code;
    store->is_foreign = application != APPLICATION && (application || tables);
    if (store->is_foreign)
        return SQLITE_NOTADB;
    if (application == APPLICATION)
        return SQLITE_OK;
    code = sqlite3_exec(db, settings, NULL, NULL, NULL);
    return code == SQLITE_OK ? sqlite3_exec(db, schema, NULL, NULL, NULL) : code;
}

static int try_store(CacheStore *store)
{
    sqlite3 *db = NULL;
    int code = open_database(store->path, &db);
    if (code == SQLITE_OK)
        code = make_tables(store, db);
    if (code == SQLITE_OK)
        cache_store_make_room(store, db, 0, true);
    sqlite3_close(db);
    return code & 0xFF;
}

static bool has_our_name(const CacheStore *store)
{
    return span_ends(span_of(store->path), SPAN("/" CACHE_NAME));
}

/* The log of a database goes with it. */
static bool put_aside(CacheStore *store)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    bool is_done = false;
    if (store->is_foreign || !has_our_name(store))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Span part = arena_format(store->arena, "%s%s", store->path, parts[i]);
        Span name = arena_format(store->arena, "%s.damaged%s", store->path, parts[i]);
        bool is_moved = file_rename(part.ptr, name.ptr) == 0;
        is_done |= i == 0 && is_moved;
    }
    return is_done;
}

CacheStore *cache_store_open(Arena *arena, const char *path, uint64_t limit)
{
    CacheStore *store = ARENA_NEW(arena, CacheStore);
    *store = (CacheStore){.arena = arena,
                          .path = path,
                          .limit = limit ? limit : CACHE_LIMIT,
                          .today = time(NULL) / SECONDS_A_DAY};
    if (span_ends(span_of(path), SPAN("/")))
        store->path = arena_format(arena, "%s" CACHE_NAME, path).ptr;
    store->made_by = cache_store_hash(0, made_by, sizeof made_by);
    pthread_mutex_init(&store->writing, NULL);
    if (file_make_folder_of(store->path) != 0) {
        note(store, SQLITE_CANTOPEN);
        return store;
    }
    cache_store_went_well(store, try_store(store));
    return store;
}

static Span remark(CacheStore *store, int code)
{
    const char *path = store->path;
    if (code == SQLITE_OK)
        return SPAN("");
    if (is_damage(code) && put_aside(store))
        return arena_format(store->arena,
                            "the cache %s is damaged and was put aside as %s.damaged; the next "
                            "scan makes a new one",
                            path, path);
    if (is_damage(code))
        return arena_format(store->arena, "%s is no cache of stemma; the scan went without", path);
    return arena_format(store->arena, "the cache %s cannot be used (%s); the scan went without it",
                        path, sqlite3_errstr(code));
}

Span cache_store_close(CacheStore *store)
{
    pthread_mutex_destroy(&store->writing);
    return remark(store, atomic_load(&store->trouble));
}

sqlite3 *cache_store_connect(CacheStore *store)
{
    sqlite3 *db = NULL;
    if (cache_store_is_usable(store) &&
        cache_store_went_well(store, open_database(store->path, &db)))
        cache_store_went_well(store, sqlite3_exec(db, settings, NULL, NULL, NULL));
    return db;
}
