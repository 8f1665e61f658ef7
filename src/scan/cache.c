#include "scan/cache.h"

#include "base/buf.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "scan/cache_store.h"

enum {
    BATCH = 512,          /* records, */
    BATCH_BYTES = 1 << 20 /* and their bytes, that are written at once */
};

enum { BY_STAMP, BY_CONTENT, ADD_CONTENT, DROP_CONTENT, ADD_STAMP, USE_STAMP, STATEMENTS };

static const char *const statements[] = {
    [BY_STAMP] = "SELECT record, stamp, used FROM stamps JOIN contents "
                 "ON contents.id = stamps.content WHERE stamps.id = ?1",
    [BY_CONTENT] = "SELECT record FROM contents WHERE digest = ?1",
    [ADD_CONTENT] = "INSERT INTO contents (digest, record) VALUES (?1, ?2) "
                    "ON CONFLICT (digest) DO UPDATE SET record = excluded.record",
    [DROP_CONTENT] = "DELETE FROM contents WHERE digest <> ?2 "
                     "AND id = (SELECT content FROM stamps WHERE id = ?1)",
    [ADD_STAMP] = "INSERT OR REPLACE INTO stamps (id, stamp, content, used) "
                  "SELECT ?1, ?2, id, ?4 FROM contents WHERE digest = ?3",
    [USE_STAMP] = "UPDATE stamps SET used = ?2 WHERE id = ?1",
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
    bool is_use; /* the row is there, and its day is news */
    Span record; /* with its checksum; empty: is there already */
} Pending;

typedef VEC(Pending) PendingVec;

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

Content cache_content(Span bytes)
{
    uint8_t digest[SHA256_BYTES];
    Content content;
    sha256_bytes(bytes, digest);
    memcpy(content.digest, digest, sizeof content.digest);
    return content;
}

/* ---- opening ---- */

Cache *cache_open(CacheStore *store)
{
    Arena *arena = arena_new();
    Cache *cache = ARENA_NEW(arena, Cache);
    *cache = (Cache){.store = store, .arena = arena, .batch = arena_new()};
    cache->db = cache_store_connect(store);
    for (int i = 0; i < STATEMENTS && cache_store_is_usable(store); i++)
        cache_store_went_well(store, sqlite3_prepare_v3(cache->db, statements[i], -1,
                                                        SQLITE_PREPARE_PERSISTENT,
                                                        &cache->statements[i], NULL));
    return cache;
}

/* ---- writing ---- */

static StampKey key_of(const FileStamp *stamp)
{
    return (StampKey){.device = stamp->device,
                      .inode = stamp->inode,
                      .size = stamp->size,
                      .modified = stamp->modified,
                      .changed = stamp->changed};
}

static sqlite3_int64 id_of(const StampKey *key)
{
    return (sqlite3_int64)cache_store_hash(key->device, &key->inode, sizeof key->inode);
}

static void bind_bytes(sqlite3_stmt *statement, int i, const void *bytes, size_t len)
{
    sqlite3_bind_blob64(statement, i, bytes, len, SQLITE_STATIC);
}

static bool run(Cache *cache, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return cache_store_went_well(cache->store, code);
}

/* What a file held before goes, so that the cache does not grow with each change. Where another file still holds it, that one
   is read once more. */
static bool write_news(Cache *cache, const Pending *pending)
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
    sqlite3_stmt *drop = cache->statements[DROP_CONTENT], *add = cache->statements[ADD_STAMP];
    sqlite3_bind_int64(drop, 1, id_of(&pending->stamp));
    bind_bytes(drop, 2, content->digest, sizeof content->digest);
    sqlite3_bind_int64(add, 1, id_of(&pending->stamp));
    bind_bytes(add, 2, &pending->stamp, sizeof pending->stamp);
    bind_bytes(add, 3, content->digest, sizeof content->digest);
    sqlite3_bind_int64(add, 4, cache->store->today);
    return run(cache, drop) && run(cache, add);
}

static bool write_use(Cache *cache, const Pending *pending)
{
    sqlite3_stmt *use = cache->statements[USE_STAMP];
    sqlite3_bind_int64(use, 1, id_of(&pending->stamp));
    sqlite3_bind_int64(use, 2, cache->store->today);
    return run(cache, use);
}

static bool execute(Cache *cache, const char *statement)
{
    return cache_store_went_well(cache->store,
                                 sqlite3_exec(cache->db, statement, NULL, NULL, NULL));
}

static void write_batch(Cache *cache)
{
    if (cache->pending_bytes &&
        !cache_store_make_room(cache->store, cache->db, cache->pending_bytes, false))
        atomic_store(&cache->store->is_full, true);
    bool is_full = atomic_load(&cache->store->is_full);
    bool is_well = execute(cache, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < cache->pending.len && is_well; i++) {
        const Pending *pending = &cache->pending.at[i];
        is_well =
            pending->is_use ? write_use(cache, pending) : is_full || write_news(cache, pending);
    }
    if (!is_well || !execute(cache, "COMMIT"))
        sqlite3_exec(cache->db, "ROLLBACK", NULL, NULL, NULL);
}

static void end_question(Cache *cache)
{
    if (cache->asked)
        sqlite3_reset(cache->asked);
    cache->asked = NULL;
}

static void flush(Cache *cache)
{
    end_question(cache);
    if (cache->pending.len && cache_store_is_usable(cache->store)) {
        pthread_mutex_lock(&cache->store->writing);
        write_batch(cache);
        pthread_mutex_unlock(&cache->store->writing);
    }
    arena_free(cache->batch);
    cache->batch = arena_new();
    cache->pending = (PendingVec){0};
    cache->pending_bytes = 0;
}

/* ---- asking ---- */

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
    return cache_store_went_well(cache->store, code) && code == SQLITE_ROW;
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
    return sum == cache_store_sum(cache->store, content, record) ? record : SPAN("");
}

static bool is_same_state(const StampKey *a, const StampKey *b)
{
    return memcmp(a, b, offsetof(StampKey, content)) == 0;
}

/* Of a row that was used today already nothing is written. */
static void note_use(Cache *cache, const StampKey *key)
{
    if (sqlite3_column_int64(cache->asked, 2) == cache->store->today)
        return;
    Pending use = {.stamp = *key, .is_use = true};
    vec_add(cache->batch, &cache->pending, use);
}

Span cache_by_stamp(Cache *cache, const FileStamp *stamp)
{
    StampKey key = key_of(stamp);
    end_question(cache);
    if (cache->pending.len >= BATCH)
        flush(cache);
    if (!cache_store_is_usable(cache->store))
        return SPAN("");
    sqlite3_bind_int64(cache->statements[BY_STAMP], 1, id_of(&key));
    if (!ask(cache, cache->statements[BY_STAMP]))
        return SPAN("");
    Span row = column(cache->asked, 1);
    StampKey known;
    if (row.len != sizeof known)
        return SPAN("");
    memcpy(&known, row.ptr, sizeof known);
    if (!is_same_state(&known, &key))
        return SPAN("");
    note_use(cache, &key);
    return answer(cache, &known.content);
}

Span cache_by_content(Cache *cache, const Content *content)
{
    end_question(cache);
    if (!cache_store_is_usable(cache->store))
        return SPAN("");
    sqlite3_stmt *statement = cache->statements[BY_CONTENT];
    bind_bytes(statement, 1, content->digest, sizeof content->digest);
    return ask(cache, statement) ? answer(cache, content) : SPAN("");
}

/* ---- keeping ---- */

static Span sealed(Cache *cache, const Content *content, Span record)
{
    uint64_t sum = cache_store_sum(cache->store, content, record);
    Buf out = buf_in(cache->batch);
    buf_add(&out, (Span){(const char *)&sum, sizeof sum});
    buf_add(&out, record);
    return buf_span(&out);
}

void cache_keep(Cache *cache, const FileStamp *stamp, const Content *content, Span record)
{
    if (!cache_store_is_usable(cache->store) || (!record.len && !stamp->is_settled) ||
        atomic_load(&cache->store->is_full))
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
