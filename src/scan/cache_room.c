/* What a cache gives up when it would grow beyond its limit. */
#include "scan/cache_store.h"

/* More than is needed goes at once, so that this is seldom done; how many rows that is can only be guessed from the average. */
enum { KEPT_PERCENT = 90, TRIES = 5 };

/* A content is as old as the youngest stamp of it; one that has none is the first to go. */
static const char drop_contents[] =
    "DELETE FROM contents WHERE id IN (SELECT contents.id FROM contents LEFT JOIN "
    "(SELECT content, max(used) AS used FROM stamps GROUP BY content) AS last "
    "ON last.content = contents.id WHERE ifnull(last.used, 0) < ?1 "
    "ORDER BY ifnull(last.used, 0), contents.id LIMIT ?2)";

static const char drop_stamps[] =
    "DELETE FROM stamps WHERE content NOT IN (SELECT id FROM contents)";

typedef struct Room {
    CacheStore *store;
    sqlite3 *db;
    int64_t before; /* what was used on this day or later stays */
} Room;

static uint64_t number(const Room *room, const char *query)
{
    int64_t value;
    cache_store_went_well(room->store, cache_store_number(room->db, query, &value));
    return value > 0 ? (uint64_t)value : 0;
}

/* Bytes; pages that are free are none of them, for they are used again. */
static uint64_t size_of(const Room *room)
{
    uint64_t pages = number(room, "PRAGMA page_count"),
             free = number(room, "PRAGMA freelist_count");
    return (pages > free ? pages - free : 0) * number(room, "PRAGMA page_size");
}

static bool execute(const Room *room, const char *statement)
{
    return cache_store_went_well(room->store, sqlite3_exec(room->db, statement, NULL, NULL, NULL));
}

/* How many rows went. */
static int drop_oldest(const Room *room, uint64_t count)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(room->db, drop_contents, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(statement, 1, room->before);
        sqlite3_bind_int64(statement, 2, (sqlite3_int64)count);
        code = sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return cache_store_went_well(room->store, code) ? sqlite3_changes(room->db) : 0;
}

static void drop_down_to(const Room *room, uint64_t size)
{
    uint64_t now = size_of(room);
    for (int i = 0; i < TRIES && now > size; i++, now = size_of(room)) {
        uint64_t rows = number(room, "SELECT count(*) FROM contents");
        if (!drop_oldest(room, (uint64_t)((double)rows * (double)(now - size) / (double)now) + 1))
            break;
    }
}

bool cache_store_make_room(CacheStore *store, sqlite3 *db, uint64_t more, bool takes_all)
{
    Room room = {store, db, takes_all ? INT64_MAX : store->today};
    if (size_of(&room) + more <= store->limit)
        return true;
    uint64_t most = store->limit / 100 * KEPT_PERCENT;
    if (!execute(&room, "BEGIN IMMEDIATE"))
        return false;
    drop_down_to(&room, most > more ? most - more : 0);
    if (!execute(&room, drop_stamps) || !execute(&room, "COMMIT"))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    execute(&room, "PRAGMA incremental_vacuum");
    return size_of(&room) + more <= store->limit;
}
