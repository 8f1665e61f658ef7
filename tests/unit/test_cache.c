/* The cache of a scan: what it was told it knows, what was done to it does no harm, and it keeps below its limit. */
#include "check.h"

#include "scan/cache_store.h"

typedef struct Place {
    Arena *arena;
    char folder[64];
    const char *path;
} Place;

static int make_place(void **state)
{
    static Place place;
    place = (Place){.arena = arena_new(), .folder = "/tmp/stemma-cache-XXXXXX"};
    assert_non_null(mkdtemp(place.folder));
    place.path = arena_format(place.arena, "%s/deep/er/scan-2.sqlite", place.folder).ptr;
    *state = &place;
    return 0;
}

static int remove_place(void **state)
{
    Place *place = *state;
    Span command = arena_format(place->arena, "rm -rf '%s'", place->folder);
    int status = system(command.ptr);
    arena_free(place->arena);
    return status;
}

static const FileStamp stamp = {
    .device = 1, .inode = 2, .size = 3, .modified = 4, .changed = 5, .is_settled = true};

static void keep(Place *place, FileStamp with, const char *content, const char *record)
{
    CacheStore *store = cache_store_open(place->arena, place->path, 0);
    Cache *cache = cache_open(store);
    Content key = cache_content(span_of(content));
    cache_keep(cache, &with, &key, span_of(record));
    cache_close(cache);
    check_text("remark", SPAN(""), cache_store_close(store));
}

/* What the cache says to a stamp, or where that is NULL to a content. */
static void expect(Place *place, const char *what, const FileStamp *with, const char *content,
                   const char *record)
{
    CacheStore *store = cache_store_open(place->arena, place->path, 0);
    Cache *cache = cache_open(store);
    Content key = cache_content(span_of(content));
    Span found = with ? cache_by_stamp(cache, with) : cache_by_content(cache, &key);
    check_text(what, span_of(record), found);
    cache_close(cache);
    check_text("remark", SPAN(""), cache_store_close(store));
}

static void a_cache_knows_what_it_was_told(void **state)
{
    Place *place = *state;
    expect(place, "nothing yet", &stamp, "", "");
    keep(place, stamp, "content", "record");
    expect(place, "by stamp", &stamp, "", "record");
    expect(place, "by content", NULL, "content", "record");
    expect(place, "by another content", NULL, "contents", "");
    keep(place, stamp, "news", "another record");
    expect(place, "a newer content", &stamp, "", "another record");
    expect(place, "what is no file's any more", NULL, "content", "");
    FileStamp moved = stamp;
    moved.inode++;
    keep(place, moved, "news", ""); /* is known already */
    expect(place, "another file of the same content", &moved, "", "another record");
}

static void a_stamp_stands_for_one_state_of_one_file(void **state)
{
    Place *place = *state;
    FileStamp others[] = {stamp, stamp, stamp, stamp, stamp};
    keep(place, stamp, "content", "record");
    others[0].device++;
    others[1].inode++;
    others[2].size++;
    others[3].modified++;
    others[4].changed++;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        expect(place, "another state", &others[i], "", "");
}

static void a_stamp_that_is_not_settled_is_not_kept(void **state)
{
    Place *place = *state;
    FileStamp fresh = stamp;
    fresh.is_settled = false;
    keep(place, fresh, "content", "record");
    expect(place, "by stamp", &stamp, "", "");
    expect(place, "by content", NULL, "content", "record");
}

/* ---- what somebody has done to the cache ---- */

static void change(const Place *place, const char *statement)
{
    sqlite3 *db;
    assert_int_equal(SQLITE_OK, sqlite3_open(place->path, &db));
    int code = sqlite3_exec(db, statement, NULL, NULL, NULL);
    sqlite3_close(db);
    if (code != SQLITE_OK)
        fail_msg("%s: %s", statement, sqlite3_errstr(code));
}

static void what_does_not_fit_together_was_never_there(void **state)
{
    Place *place = *state;
    static const struct {
        const char *change, *by_stamp, *by_content;
    } rows[] = {
        {"UPDATE contents SET record = CAST(record || 'x' AS BLOB)", "", ""},
        {"UPDATE contents SET record = substr(record, 1, 9)", "", ""},
        {"UPDATE contents SET record = x''", "", ""},
        {"UPDATE contents SET record = 7", "", ""},
        {"UPDATE stamps SET content = (SELECT max(id) FROM contents)", "", "record"},
        {"UPDATE stamps SET content = 1000", "", "record"},
        {"UPDATE stamps SET stamp = substr(stamp, 2)", "", "record"},
        {"DELETE FROM contents", "", ""},
        {"UPDATE contents SET id = id + 5", "", "record"},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        FileStamp other = stamp;
        other.inode = 77;
        keep(place, stamp, "content", "record");
        keep(place, other, "other", "the other's record");
        change(place, rows[r].change);
        expect(place, rows[r].change, &stamp, "", rows[r].by_stamp);
        expect(place, rows[r].change, NULL, "content", rows[r].by_content);
        keep(place, stamp, "content", "record");
        expect(place, "mended", &stamp, "", "record");
    }
}

/* ---- the limit ---- */

enum { LIMIT = 1 << 20, RECORD = 8000 };

static FileStamp stamp_of(uint64_t file)
{
    FileStamp with = stamp;
    with.inode = file;
    return with;
}

static CacheStore *open_on(const Place *place, int64_t day, uint64_t limit)
{
    CacheStore *store = cache_store_open(place->arena, place->path, limit);
    store->today = day;
    return store;
}

static void close_store(CacheStore *store, Cache *cache)
{
    cache_close(cache);
    check_text("remark", SPAN(""), cache_store_close(store));
}

static void keep_files(const Place *place, int64_t day, uint64_t first, uint64_t end)
{
    CacheStore *store = open_on(place, day, LIMIT);
    Cache *cache = cache_open(store);
    char record[RECORD] = {0};
    for (uint64_t f = first; f < end; f++) {
        FileStamp with = stamp_of(f);
        Content key = cache_content((Span){(const char *)&f, sizeof f});
        cache_keep(cache, &with, &key, (Span){record, sizeof record});
    }
    close_store(store, cache);
}

/* Of the files [first, end) so many are known; asking is using. */
static size_t known_files(const Place *place, int64_t day, uint64_t limit, uint64_t first,
                          uint64_t end)
{
    CacheStore *store = open_on(place, day, limit);
    Cache *cache = cache_open(store);
    size_t known = 0;
    for (uint64_t f = first; f < end; f++) {
        FileStamp with = stamp_of(f);
        known += cache_by_stamp(cache, &with).len == RECORD;
    }
    close_store(store, cache);
    return known;
}

static size_t size_of_cache(const Place *place)
{
    struct stat st;
    assert_int_equal(0, stat(place->path, &st));
    return (size_t)st.st_size;
}

static void what_was_not_used_for_longest_makes_room(void **state)
{
    const Place *place = *state;
    keep_files(place, 100, 0, 60);
    assert_int_equal(10, known_files(place, 101, LIMIT, 0, 10));
    keep_files(place, 102, 60, 110);
    assert_int_equal(50, known_files(place, 102, LIMIT, 60, 110));
    keep_files(place, 103, 110, 150);
    assert_in_range(size_of_cache(place), LIMIT / 2, LIMIT);
    assert_int_equal(40, known_files(place, 103, LIMIT, 110, 150)); /* what is new is kept, */
    assert_int_equal(50, known_files(place, 103, LIMIT, 60, 110));
    assert_int_equal(10, known_files(place, 103, LIMIT, 0, 10)); /* what was used lately stays, */
    assert_in_range(known_files(place, 103, LIMIT, 10, 60), 0, 25); /* and the others went */
}

static void what_was_used_today_stays_and_what_is_more_is_not_kept(void **state)
{
    const Place *place = *state;
    for (uint64_t f = 0; f < 1000; f += 100)
        keep_files(place, 100, f, f + 100);
    assert_in_range(size_of_cache(place), LIMIT / 2, LIMIT);
    assert_int_equal(100, known_files(place, 100, LIMIT, 0, 100));
    assert_int_equal(0, known_files(place, 100, LIMIT, 900, 1000));
    keep_files(place, 101, 900, 1000);
    assert_int_equal(100, known_files(place, 101, LIMIT, 900, 1000));
    assert_in_range(size_of_cache(place), LIMIT / 2, LIMIT);
}

static void a_lower_limit_holds_from_the_next_scan_on(void **state)
{
    const Place *place = *state;
    keep_files(place, 100, 0, 90);
    assert_in_range(size_of_cache(place), 90 * RECORD, LIMIT);
    assert_in_range(known_files(place, 100, LIMIT / 4, 0, 90), 10, 33);
    assert_in_range(size_of_cache(place), 10 * RECORD, LIMIT / 4);
}

typedef struct Filler {
    const Place *place;
    uint64_t first;
    pthread_t thread;
} Filler;

static void *fill(void *argument)
{
    const Filler *filler = argument;
    for (uint64_t f = filler->first; f < filler->first + 400; f += 50)
        keep_files(filler->place, 100 + (int64_t)(f % 400) / 50, f, f + 50);
    return NULL;
}

/* Each with a store of its own, as two processes have. */
static void two_scans_may_make_room_at_once(void **state)
{
    Place *place = *state;
    Place others[] = {{.arena = arena_new(), .path = place->path},
                      {.arena = arena_new(), .path = place->path}};
    Filler fillers[] = {{.place = &others[0], .first = 0}, {.place = &others[1], .first = 400}};
    keep(place, stamp, "content", "record");
    for (size_t i = 0; i < COUNT_OF(fillers); i++)
        assert_int_equal(0, pthread_create(&fillers[i].thread, NULL, fill, &fillers[i]));
    for (size_t i = 0; i < COUNT_OF(fillers); i++) {
        pthread_join(fillers[i].thread, NULL);
        arena_free(others[i].arena);
    }
    assert_in_range(size_of_cache(place), LIMIT / 4, LIMIT);
    assert_int_equal(50, known_files(place, 107, LIMIT, 350, 400));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_cache_knows_what_it_was_told, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_stamp_stands_for_one_state_of_one_file, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(what_does_not_fit_together_was_never_there, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(a_stamp_that_is_not_settled_is_not_kept, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(what_was_not_used_for_longest_makes_room, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(what_was_used_today_stays_and_what_is_more_is_not_kept,
                                        make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_lower_limit_holds_from_the_next_scan_on, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(two_scans_may_make_room_at_once, make_place, remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
