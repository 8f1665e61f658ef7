#include "base/intern.h"

#include "base/vec.h"

/* All of a short text, some of it twice, in two numbers. */
typedef struct Short {
    uint64_t start, end;
} Short;

enum { SHORT = 16 };

static uint64_t pair_at(const char *first, const char *second)
{
    uint32_t one, other;
    memcpy(&one, first, sizeof one);
    memcpy(&other, second, sizeof other);
    return (uint64_t)one << 32 | other;
}

/* Four pieces of four bytes that overlap as much as need be: from 4 to 16 bytes there is nothing to branch on (as in
   wyhash, final version 4). */
static Short short_of(const char *text, size_t len)
{
    if (len < 4)
        return (Short){len ? (uint64_t)(uint8_t)text[0] << 16 |
                                 (uint64_t)(uint8_t)text[len / 2] << 8 | (uint8_t)text[len - 1]
                           : 0,
                       0};
    size_t apart = len / 8 * 4;
    const char *last = text + len - 4;
    return (Short){pair_at(text, text + apart), pair_at(last, last - apart)};
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static unsigned hash_of(Span text)
{
    uint64_t hash = text.len, word;
    size_t at = 0;
    if (!text.len) /* there may be no place to read from */
        return 0;
    for (; text.len - at > SHORT; at += sizeof word) {
        memcpy(&word, text.ptr + at, sizeof word);
        hash = mix(hash, word);
    }
    Short rest = short_of(text.ptr + at, text.len - at);
    return (unsigned)mix(mix(hash, rest.start), rest.end);
}

/* A text that is hashed once. */
typedef struct Key {
    const char *text;
    uint32_t len, hash;
} Key;

static unsigned hash_of_key(Key key)
{
    return key.hash;
}

static int is_same(Key a, Key b)
{
    if (a.len != b.len)
        return false;
    if (a.len > SHORT)
        return memcmp(a.text, b.text, a.len) == 0;
    Short one = short_of(a.text, a.len), other = short_of(b.text, b.len);
    return one.start == other.start && one.end == other.end;
}

/* The table of the library is made for texts and their ids, and lives where they do. */
#define HT(name) intern_table_##name
typedef Key HT(key_t);
typedef uint32_t HT(value_t);
#define GENHT_USER_FIELDS Arena *arena;
#define genht_calloc(table, count, size) arena_alloc((table)->arena, (count), (size))
#define genht_malloc(table, size) NULL /* nobody asks for a table of its own, nor for a copy */
#define genht_free(table, memory) ((void)(memory))
#include <genht/ht.h>

#include <genht/ht.c>

struct Intern {
    intern_table_t ids;
    VEC(Span) texts; /* by id */
};

Intern *intern_new(Arena *arena)
{
    Intern *intern = ARENA_NEW(arena, Intern);
    intern->ids.arena = arena;
    intern_table_init(&intern->ids, hash_of_key, is_same);
    return intern;
}

static Key key_of(Span text)
{
    if (text.len > UINT32_MAX)
        arena_out_of_memory(text.len);
    return (Key){text.ptr, (uint32_t)text.len, hash_of(text)};
}

static uint32_t find(const Intern *intern, Key key)
{
    const intern_table_entry_t *entry = intern_table_getentry((intern_table_t *)&intern->ids, key);
    return entry ? entry->value : NONE;
}

static uint32_t find_or_add(Intern *intern, Key key)
{
    uint32_t next = intern_count(intern);
    const intern_table_entry_t *entry = intern_table_insert(&intern->ids, key, next);
    if (entry)
        return entry->value;
    vec_add(intern->ids.arena, &intern->texts, ((Span){key.text, key.len}));
    return next;
}

uint32_t intern_id(Intern *intern, Span text)
{
    Key key = key_of(text);
    uint32_t id = find(intern, key);
    if (id != NONE)
        return id;
    key.text = arena_copy(intern->ids.arena, text).ptr;
    return find_or_add(intern, key);
}

uint32_t intern_borrowed(Intern *intern, Span text)
{
    return find_or_add(intern, key_of(text));
}

uint32_t intern_find(const Intern *intern, Span text)
{
    return find(intern, key_of(text));
}

Span intern_text(const Intern *intern, uint32_t id)
{
    return intern->texts.at[id];
}

uint32_t intern_count(const Intern *intern)
{
    return (uint32_t)intern->texts.len;
}
