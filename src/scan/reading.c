/* Reads the files of a collection, each in one of three ways: not at all, where the cache knows its stamp; without taking it
   apart, where the cache knows its content; or whole. All three give the same record, and the feature is read from that. */
#include "scan/cache.h"
#include "scan/collection.h"
#include "scan/record.h"

/* Fewer files are read faster than a cache is opened. */
enum { CACHED_FROM = 64 };

typedef struct Reader {
    Arena *keep, *packed;
    FeatureReader *features;
    Cache *cache; /* NULL: none */
} Reader;

typedef struct Reading {
    const Collection *c;
    Feature *files;
    const Span *paths;
    Arena **kept, **packed; /* by thread */
    CacheStore *store;      /* NULL: none */
    Reader readers[PARALLEL_MOST];
} Reading;

static bool take_record(Reader *reader, Span record, Feature *feature)
{
    Span path = feature->path;
    if (!record.len || !record_read(reader->keep, reader->packed, record, feature))
        return false;
    feature->path = path;
    if (!feature->name.len)
        feature_label(reader->keep, reader->features, feature);
    return true;
}

static bool read_known(Reader *reader, Feature *feature)
{
    FileStamp stamp;
    return reader->cache && file_stamp(feature->path.ptr, &stamp) == 0 &&
           take_record(reader, cache_by_stamp(reader->cache, &stamp), feature);
}

static void take_apart(Arena *scratch, Reader *reader, Span bytes, Feature *feature, Span *record)
{
    Buf out = buf_in(scratch);
    Feature whole = feature_read(scratch, reader->features, feature->path, bytes);
    record_write(&out, &whole);
    *record = buf_span(&out);
    take_record(reader, *record, feature);
}

static void read_whole(Arena *scratch, Reader *reader, Feature *feature)
{
    Span bytes, record = SPAN("");
    FileStamp stamp;
    Content content;
    feature->error = file_read_stamped(scratch, feature->path.ptr, &bytes, &stamp);
    if (feature->error)
        return;
    if (reader->cache)
        content = cache_content(bytes);
    if (!reader->cache || !take_record(reader, cache_by_content(reader->cache, &content), feature))
        take_apart(scratch, reader, bytes, feature, &record);
    if (reader->cache)
        cache_keep(reader->cache, &stamp, &content, record);
}

static void read_file(Reading *reading, uint32_t worker, uint32_t f)
{
    Reader *reader = &reading->readers[worker];
    Feature *feature = &reading->files[f];
    *feature = (Feature){.path = reading->paths[f]};
    if (read_known(reader, feature))
        return;
    Arena *scratch = arena_new();
    read_whole(scratch, reader, feature);
    arena_free(scratch);
}

/* What was handed out is as good as done. */
static void tell(const Collection *c, uint32_t worker, uint32_t done)
{
    if (worker == 0 && c->policy.progress)
        c->policy.progress(c->policy.progress_context, done, c->file_count);
}

static void read_range(void *context, uint32_t worker, Range range)
{
    Reading *reading = context;
    Reader *reader = &reading->readers[worker];
    if (!reader->features) {
        reader->keep = reading->kept[worker];
        reader->packed = reading->packed[worker];
        reader->features = feature_reader_new();
        reader->cache = reading->store ? cache_open(reading->store) : NULL;
    }
    tell(reading->c, worker, range.start);
    for (uint32_t f = range.start; f < range.end; f++)
        read_file(reading, worker, f);
}

static void end_reading(Collection *c, Reading *reading)
{
    for (uint32_t w = 0; w < PARALLEL_MOST; w++) {
        if (reading->readers[w].cache)
            cache_close(reading->readers[w].cache);
        if (reading->readers[w].features)
            feature_reader_free(reading->readers[w].features);
    }
    if (reading->store)
        c->remark = cache_store_close(reading->store);
}

static void make_arenas(Collection *c)
{
    for (uint32_t w = 0; w < c->policy.threads; w++) {
        c->kept[w] = arena_new();
        c->packed[w] = arena_new();
    }
}

void collection_read(Collection *c, const Span *paths, const uint32_t *roots, uint32_t count)
{
    make_arenas(c);
    c->files = ARENA_ARRAY(c->arena, Feature, count);
    c->roots = ARENA_ARRAY(c->arena, uint32_t, count);
    c->file_count = count;
    if (count)
        memcpy(c->roots, roots, count * sizeof *roots);
    Reading reading = {
        .c = c, .files = c->files, .paths = paths, .kept = c->kept, .packed = c->packed};
    if (c->policy.cache && count >= CACHED_FROM)
        reading.store = cache_store_open(c->arena, c->policy.cache, c->policy.cache_limit);
    parallel_run(c->policy.threads, count, read_range, &reading);
    end_reading(c, &reading);
    tell(c, 0, count);
    for (uint32_t f = 0; f < count; f++)
        c->bytes += c->files[f].bytes;
}
