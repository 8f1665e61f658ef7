#include "scan/cache.h"

#include "base/buf.h"
#include "base/sha256.h"
#include "base/vec.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

/* "stma" in the head of the file. */
enum { APPLICATION = 0x73746D61 };

enum {
    PATIENCE = 5000,      /* milliseconds that another scan may keep us waiting */
    BATCH = 512,          /* records, */
    BATCH_BYTES = 1 << 20 /* and their bytes, that are written at once */
};

/* The code that makes features: a record made by other code is none. */
static const char made_by[] =
#include "scan/sources.inc"
    ;

/* Nothing needs to reach the disk: after a power cut a record is there or it is not, and its checksum tells. */
static const char settings[] = "PRAGMA page_size = 16384;"
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
    "(id INTEGER PRIMARY KEY, stamp BLOB NOT NULL, content INTEGER NOT NULL);"
    "PRAGMA application_id = 1937010017;"
    "COMMIT";

enum { BY_STAMP, BY_CONTENT, ADD_CONTENT, ADD_STAMP, STATEMENTS };

static const char *const statements[] = {
    [BY_STAMP] = "SELECT record, stamp FROM stamps JOIN contents "
                 "ON contents.id = stamps.content WHERE stamps.id = ?1",
    [BY_CONTENT] = "SELECT record FROM contents WHERE digest = ?1",
    [ADD_CONTENT] = "INSERT INTO contents (digest, record) VALUES (?1, ?2) "
                    "ON CONFLICT (digest) DO UPDATE SET record = excluded.record",
    [ADD_STAMP] = "INSERT OR REPLACE INTO stamps (id, stamp, content) "
                  "SELECT ?1, ?2, id FROM contents WHERE digest = ?3",
};

/* As a row keeps it. A row that is not of the same age as its content cannot pass for right: both have the digest. */
typedef struct StampKey {
    uint64_t device, inode, size;
    int64_t modified, changed;
    Content content;
} StampKey;

typedef struct Pending {
    StampKey stamp; /* and the content */
    bool has_stamp;
    Span record; /* with its checksum; empty: is there already */
} Pending;

typedef VEC(Pending) PendingVec;

struct CacheStore {
    Arena *arena;
    const char *path;
    uint64_t made_by;
    pthread_mutex_t
        writing;        /* our own threads take turns, those of others wait for the file's lock */
    atomic_int trouble; /* SQLite's code of the first one; the cache is not used any more */
    bool is_foreign;
};

struct Cache {
    CacheStore *store;
    Arena *arena;
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    sqlite3_stmt *asked; /* holds what was answered last */
    Arena *batch;
    PendingVec pending;
    size_t pending_bytes;
};

/* ---- checksums ---- */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
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

static uint64_t checksum(const CacheStore *store, const Content *content, Span record)
{
    uint64_t hash = hash_bytes(store->made_by, content->digest, sizeof content->digest);
    return hash_bytes(hash, record.ptr, record.len);
}

Content cache_content(Span bytes)
{
    uint8_t digest[SHA256_BYTES];
    Content content;
    sha256_bytes(bytes, digest);
    memcpy(content.digest, digest, sizeof content.digest);
    return content;
}

/* ---- trouble ---- */

static bool is_usable(const Cache *cache)
{
    return cache->db && atomic_load_explicit(&cache->store->trouble, memory_order_relaxed) == 0;
}

/* The first trouble is the one that is told. */
static void note(CacheStore *store, int code)
{
    int none = 0;
    atomic_compare_exchange_strong(&store->trouble, &none, code & 0xFF);
}

static bool went_well(CacheStore *store, int code)
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

static int read_number(sqlite3 *db, const char *pragma, int *number)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, pragma, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

/* A database of somebody else is left as it is. */
static int make_tables(CacheStore *store, sqlite3 *db)
{
    int application, tables;
    int code = read_number(db, "PRAGMA application_id", &application);
    if (code == SQLITE_OK)
        code = read_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
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

CacheStore *cache_store_open(Arena *arena, const char *path)
{
    CacheStore *store = ARENA_NEW(arena, CacheStore);
    *store = (CacheStore){.arena = arena, .path = path};
    if (span_ends(span_of(path), SPAN("/")))
        store->path = arena_format(arena, "%s" CACHE_NAME, path).ptr;
    store->made_by = hash_bytes(0, made_by, sizeof made_by);
    pthread_mutex_init(&store->writing, NULL);
    if (file_make_folder_of(store->path) != 0) {
        note(store, SQLITE_CANTOPEN);
        return store;
    }
    went_well(store, try_store(store));
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

Cache *cache_open(CacheStore *store)
{
    Arena *arena = arena_new();
    Cache *cache = ARENA_NEW(arena, Cache);
    *cache = (Cache){.store = store, .arena = arena, .batch = arena_new()};
    if (atomic_load(&store->trouble))
        return cache;
    bool is_well = went_well(store, open_database(store->path, &cache->db)) &&
                   went_well(store, sqlite3_exec(cache->db, settings, NULL, NULL, NULL));
    for (int i = 0; i < STATEMENTS && is_well; i++)
        is_well = went_well(store, sqlite3_prepare_v3(cache->db, statements[i], -1,
                                                      SQLITE_PREPARE_PERSISTENT,
                                                      &cache->statements[i], NULL));
    return cache;
}

/* ---- asking ---- */

static void end_question(Cache *cache)
{
    if (cache->asked)
        sqlite3_reset(cache->asked);
    cache->asked = NULL;
}

static Span column(sqlite3_stmt *row, int i)
{
    const void *bytes = sqlite3_column_blob(row, i);
    return (Span){bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, i)};
}

static bool ask(Cache *cache, sqlite3_stmt *statement)
{
    cache->asked = statement;
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW)
        end_question(cache);
    return went_well(cache->store, code) && code == SQLITE_ROW;
}

/* The record of the row that answers, when it is that of `content`. */
static Span answer(Cache *cache, const Content *content)
{
    Span record = column(cache->asked, 0);
    uint64_t sum;
    if (record.len < sizeof sum)
        return SPAN("");
    memcpy(&sum, record.ptr, sizeof sum);
    record = span_from(record, sizeof sum);
    return sum == checksum(cache->store, content, record) ? record : SPAN("");
}

static StampKey key_of(const FileStamp *stamp)
{
    return (StampKey){.device = stamp->device,
                      .inode = stamp->inode,
                      .size = stamp->size,
                      .modified = stamp->modified,
                      .changed = stamp->changed};
}

static bool is_same_state(const StampKey *a, const StampKey *b)
{
    return memcmp(a, b, offsetof(StampKey, content)) == 0;
}

static sqlite3_int64 id_of(const StampKey *key)
{
    return (sqlite3_int64)hash_bytes(key->device, &key->inode, sizeof key->inode);
}

Span cache_by_stamp(Cache *cache, const FileStamp *stamp)
{
    StampKey key = key_of(stamp);
    end_question(cache);
    if (!is_usable(cache))
        return SPAN("");
    sqlite3_bind_int64(cache->statements[BY_STAMP], 1, id_of(&key));
    if (!ask(cache, cache->statements[BY_STAMP]))
        return SPAN("");
    Span row = column(cache->asked, 1);
    StampKey known;
    if (row.len != sizeof known)
        return SPAN("");
    memcpy(&known, row.ptr, sizeof known);
    return is_same_state(&known, &key) ? answer(cache, &known.content) : SPAN("");
}

static void bind_bytes(sqlite3_stmt *statement, int i, const void *bytes, size_t len)
{
    sqlite3_bind_blob64(statement, i, bytes, len, SQLITE_STATIC);
}

Span cache_by_content(Cache *cache, const Content *content)
{
    end_question(cache);
    if (!is_usable(cache))
        return SPAN("");
    sqlite3_stmt *statement = cache->statements[BY_CONTENT];
    bind_bytes(statement, 1, content->digest, sizeof content->digest);
    return ask(cache, statement) ? answer(cache, content) : SPAN("");
}

/* ---- keeping ---- */

static bool run(Cache *cache, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return went_well(cache->store, code);
}

static bool write_pending(Cache *cache, const Pending *pending)
{
    const Content *content = &pending->stamp.content;
    if (pending->record.len) {
        sqlite3_stmt *add = cache->statements[ADD_CONTENT];
        bind_bytes(add, 1, content->digest, sizeof content->digest);
        bind_bytes(add, 2, pending->record.ptr, pending->record.len);
        if (!run(cache, add))
            return false;
    }
    if (!pending->has_stamp)
        return true;
    sqlite3_stmt *add = cache->statements[ADD_STAMP];
    sqlite3_bind_int64(add, 1, id_of(&pending->stamp));
    bind_bytes(add, 2, &pending->stamp, sizeof pending->stamp);
    bind_bytes(add, 3, content->digest, sizeof content->digest);
    return run(cache, add);
}

static bool execute(Cache *cache, const char *statement)
{
    return went_well(cache->store, sqlite3_exec(cache->db, statement, NULL, NULL, NULL));
}

static void write_batch(Cache *cache)
{
    bool is_well = execute(cache, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < cache->pending.len && is_well; i++)
        is_well = write_pending(cache, &cache->pending.at[i]);
    if (!is_well || !execute(cache, "COMMIT"))
        sqlite3_exec(cache->db, "ROLLBACK", NULL, NULL, NULL);
}

static void flush(Cache *cache)
{
    end_question(cache);
    if (cache->pending.len && is_usable(cache)) {
        pthread_mutex_lock(&cache->store->writing);
        write_batch(cache);
        pthread_mutex_unlock(&cache->store->writing);
    }
    arena_free(cache->batch);
    cache->batch = arena_new();
    cache->pending = (PendingVec){0};
    cache->pending_bytes = 0;
}

static Span sealed(Cache *cache, const Content *content, Span record)
{
    uint64_t sum = checksum(cache->store, content, record);
    Buf out = buf_in(cache->batch);
    buf_add(&out, (Span){(const char *)&sum, sizeof sum});
    buf_add(&out, record);
    return buf_span(&out);
}

void cache_keep(Cache *cache, const FileStamp *stamp, const Content *content, Span record)
{
    if (!is_usable(cache) || (!record.len && !stamp->is_settled))
        return;
    Pending pending = {.stamp = key_of(stamp), .has_stamp = stamp->is_settled};
    pending.stamp.content = *content;
    if (record.len)
        pending.record = sealed(cache, content, record);
    vec_add(cache->batch, &cache->pending, pending);
    cache->pending_bytes += pending.record.len;
    if (cache->pending.len >= BATCH || cache->pending_bytes >= BATCH_BYTES)
        flush(cache);
}

void cache_close(Cache *cache)
{
    flush(cache);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(cache->statements[i]);
    sqlite3_close(cache->db);
    arena_free(cache->batch);
    arena_free(cache->arena);
}
