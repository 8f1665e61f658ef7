#include "base/intern.h"

#include "base/vec.h"

#include <stdlib.h>

typedef struct Entry {
    Span text;
    uint32_t hash;
} Entry;

/* Open addressing: a slot holds an id plus one, 0 when it is free. At most half of the slots are taken, so the first
   free one is near, and entries keep their hashes, so that growing reads no text again. */
struct Intern {
    Arena *arena;
    uint32_t *slots;
    uint32_t mask; /* slots are a power of two; this is one less */
    VEC(Entry) entries;
};

enum { FIRST_SLOTS = 64 };

static uint32_t *slots_new(size_t count)
{
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        arena_out_of_memory(count * sizeof *slots);
    return slots;
}

Intern *intern_new(Arena *arena)
{
    Intern *intern = ARENA_NEW(arena, Intern);
    *intern = (Intern){.arena = arena, .slots = slots_new(FIRST_SLOTS), .mask = FIRST_SLOTS - 1};
    return intern;
}

void intern_free(Intern *intern)
{
    if (intern)
        free(intern->slots);
}

/* Eight bytes at a time: multiplied, and the high half folded into the low one. */
static uint64_t mixed(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static uint32_t hash_of(Span text)
{
    uint64_t hash = text.len, bytes = 0;
    for (; text.len >= sizeof bytes; text = span_from(text, sizeof bytes)) {
        memcpy(&bytes, text.ptr, sizeof bytes);
        hash = mixed(hash, bytes);
    }
    bytes = 0;
    for (size_t i = 0; i < text.len; i++)
        bytes = bytes << 8 | (uint8_t)text.ptr[i];
    return (uint32_t)mixed(hash, bytes);
}

/* The slot that holds `text`, or the free one where it belongs. */
static uint32_t *find_slot(const Intern *intern, Span text, uint32_t hash)
{
    uint32_t at = hash & intern->mask;
    for (uint32_t id; (id = intern->slots[at]); at = (at + 1) & intern->mask) {
        const Entry *entry = &intern->entries.at[id - 1];
        if (entry->hash == hash && span_eq(entry->text, text))
            break;
    }
    return &intern->slots[at];
}

static void grow(Intern *intern)
{
    free(intern->slots);
    intern->mask = intern->mask * 2 + 1;
    intern->slots = slots_new((size_t)intern->mask + 1);
    for (uint32_t id = 0; id < intern->entries.len; id++) {
        uint32_t at = intern->entries.at[id].hash & intern->mask;
        while (intern->slots[at])
            at = (at + 1) & intern->mask;
        intern->slots[at] = id + 1;
    }
}

uint32_t intern_id(Intern *intern, Span text)
{
    uint32_t hash = hash_of(text), *slot = find_slot(intern, text, hash);
    if (*slot)
        return *slot - 1;
    uint32_t id = intern_count(intern);
    *slot = id + 1;
    vec_add(intern->arena, &intern->entries, (Entry){arena_copy(intern->arena, text), hash});
    if (intern->entries.len > intern->mask / 2)
        grow(intern);
    return id;
}

uint32_t intern_find(const Intern *intern, Span text)
{
    uint32_t slot = *find_slot(intern, text, hash_of(text));
    return slot ? slot - 1 : NONE;
}

Span intern_text(const Intern *intern, uint32_t id)
{
    return intern->entries.at[id].text;
}

uint32_t intern_count(const Intern *intern)
{
    return (uint32_t)intern->entries.len;
}
