#include "base/intern.h"

#include "base/vec.h"

#include <stdlib.h>

#define uthash_fatal(message) arena_out_of_memory(0)
/* Interning is what a merge does most: short chains, and the cheapest hash for short words (Fowler, Noll and Vo). */
#define HASH_BKT_CAPACITY_THRESH 2
#define HASH_FUNCTION(key, len, hash) ((hash) = hash_of((const char *)(key), (len)))

static unsigned hash_of(const char *key, size_t len)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)key[i]) * UINT64_C(0x100000001B3);
    return (unsigned)(hash ^ hash >> 32);
}

#include <uthash.h>

typedef struct Entry {
    Span text;
    uint32_t id;
    UT_hash_handle hh;
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

void intern_free(Intern *intern)
{
    if (intern)
        HASH_CLEAR(hh, intern->table);
}

static Entry *find(const Intern *intern, Span text, unsigned hash)
{
    Entry *entry = NULL;
    const char *key = text.ptr ? text.ptr : ""; /* memcmp takes no NULL */
    HASH_FIND_BYHASHVALUE(hh, intern->table, key, text.len, hash, entry);
    return entry;
}

uint32_t intern_id(Intern *intern, Span text)
{
    unsigned hash = hash_of(text.ptr, text.len);
    Entry *entry = find(intern, text, hash);
    if (entry)
        return entry->id;
    entry = ARENA_NEW(intern->arena, Entry);
    entry->text = arena_copy(intern->arena, text);
    entry->id = (uint32_t)intern->entries.len;
    vec_add(intern->arena, &intern->entries, entry);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, intern->table, entry->text.ptr, entry->text.len, hash, entry);
    return entry->id;
}

uint32_t intern_find(const Intern *intern, Span text)
{
    Entry *entry = find(intern, text, hash_of(text.ptr, text.len));
    return entry ? entry->id : NONE;
}

Span intern_text(const Intern *intern, uint32_t id)
{
    return intern->entries.at[id]->text;
}

uint32_t intern_count(const Intern *intern)
{
    return (uint32_t)intern->entries.len;
}
