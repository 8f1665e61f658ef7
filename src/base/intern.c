#include "base/intern.h"

#include "base/vec.h"

/* Tables live where the entries do. */
#define uthash_malloc(size) arena_alloc(intern->arena, 1, (size))
#define uthash_free(table, size) ((void)(table))
/* Interning is what a comparison does most: short chains, and a cheap hash of eight bytes at a time. */
#define HASH_BKT_CAPACITY_THRESH 2
#define HASH_FUNCTION(key, len, hash) ((hash) = hash_of((const char *)(key), (len)))
#define HASH_KEYCMP(a, b, len) differ((const char *)(a), (const char *)(b), (len))

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Up to eight bytes as a number. */
static uint64_t short_word(const char *at, size_t len)
{
    uint32_t start, end;
    if (len < sizeof start)
        return len ? (uint64_t)(uint8_t)at[0] << 16 | (uint64_t)(uint8_t)at[len / 2] << 8 |
                         (uint8_t)at[len - 1]
                   : 0;
    memcpy(&start, at, sizeof start);
    memcpy(&end, at + len - sizeof end, sizeof end);
    return (uint64_t)start << 32 | end;
}

static unsigned hash_of(const char *key, size_t len)
{
    uint64_t hash = len, word;
    size_t at = 0;
    if (!len) /* there may be no place to read from */
        return 0;
    for (; len - at > sizeof word; at += sizeof word) {
        memcpy(&word, key + at, sizeof word);
        hash = mix(hash, word);
    }
    hash = mix(hash, short_word(key + at, len - at));
    return (unsigned)mix(hash, 0);
}

/* Most words are short. */
static bool differ(const char *a, const char *b, size_t len)
{
    return len <= sizeof(uint64_t) ? short_word(a, len) != short_word(b, len)
                                   : memcmp(a, b, len) != 0;
}

#include <uthash.h>

typedef struct Entry {
    UT_hash_handle hh;
    uint32_t id;
    size_t len;
    char text[]; /* followed by a NUL */
} Entry;

struct Intern {
    Arena *arena;
    Entry *table;
    VEC(Entry *) entries;
};

Intern *intern_new(Arena *arena)
{
    Intern *intern = ARENA_NEW(arena, Intern);
    intern->arena = arena;
    return intern;
}

static Entry *find(const Intern *intern, Span text, unsigned hash)
{
    Entry *entry = NULL;
    const char *key = text.ptr ? text.ptr : ""; /* memcmp takes no NULL */
    HASH_FIND_BYHASHVALUE(hh, intern->table, key, text.len, hash, entry);
    return entry;
}

static Entry *new_entry(Intern *intern, Span text)
{
    Entry *entry = arena_alloc(intern->arena, 1, sizeof *entry + text.len + 1);
    entry->id = (uint32_t)intern->entries.len;
    entry->len = text.len;
    if (text.len)
        memcpy(entry->text, text.ptr, text.len);
    vec_add(intern->arena, &intern->entries, entry);
    return entry;
}

uint32_t intern_id(Intern *intern, Span text)
{
    unsigned hash = hash_of(text.ptr, text.len);
    Entry *entry = find(intern, text, hash);
    if (entry)
        return entry->id;
    entry = new_entry(intern, text);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, intern->table, entry->text, entry->len, hash, entry);
    return entry->id;
}

uint32_t intern_find(const Intern *intern, Span text)
{
    Entry *entry = find(intern, text, hash_of(text.ptr, text.len));
    return entry ? entry->id : NONE;
}

Span intern_text(const Intern *intern, uint32_t id)
{
    const Entry *entry = intern->entries.at[id];
    return (Span){entry->text, entry->len};
}

uint32_t intern_count(const Intern *intern)
{
    return (uint32_t)intern->entries.len;
}
