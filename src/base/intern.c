#include "base/intern.h"

#include <stdlib.h>

typedef struct Entry {
    Span text;
    uint32_t hash;
} Entry;

/* Open addressing: a slot holds an id plus one, 0 when it is free. At most half of the slots are taken, so the first
   free one is near, and entries keep their hashes, so that growing reads no text again. */
struct Intern {
    Arena *arena;
    Entry *entries; /* by id; room for half as many as there are slots */
    uint32_t *slots;
    uint32_t count, slot_count; /* slots are a power of two */
};

enum { FIRST_SLOTS = 64 };

/* Tables are the system's memory, not the arena's, so that growing gives the old ones back. */
static void make_room(Intern *intern, uint32_t slot_count)
{
    free(intern->slots);
    intern->slot_count = slot_count;
    intern->slots = calloc(slot_count, sizeof *intern->slots);
    intern->entries = realloc(intern->entries, slot_count / 2 * sizeof *intern->entries);
    if (!intern->slots || !intern->entries)
        arena_out_of_memory(slot_count * sizeof *intern->entries);
}

Intern *intern_new(Arena *arena)
{
    Intern *intern = ARENA_NEW(arena, Intern);
    intern->arena = arena;
    make_room(intern, FIRST_SLOTS);
    return intern;
}

void intern_free(Intern *intern)
{
    if (!intern)
        return;
    free(intern->slots);
    free(intern->entries);
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
    uint32_t mask = intern->slot_count - 1, at = hash & mask;
    for (uint32_t id; (id = intern->slots[at]); at = (at + 1) & mask) {
        const Entry *entry = &intern->entries[id - 1];
        if (entry->hash == hash && span_eq(entry->text, text))
            break;
    }
    return &intern->slots[at];
}

static void grow(Intern *intern)
{
    make_room(intern, intern->slot_count * 2);
    for (uint32_t id = 0, mask = intern->slot_count - 1; id < intern->count; id++) {
        uint32_t at = intern->entries[id].hash & mask;
        while (intern->slots[at])
            at = (at + 1) & mask;
        intern->slots[at] = id + 1;
    }
}

uint32_t intern_id(Intern *intern, Span text)
{
    uint32_t hash = hash_of(text), *slot = find_slot(intern, text, hash);
    if (*slot)
        return *slot - 1;
    uint32_t id = intern->count++;
    *slot = id + 1;
    intern->entries[id] = (Entry){arena_copy(intern->arena, text), hash};
    if (intern->count == intern->slot_count / 2)
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
    return intern->entries[id].text;
}

uint32_t intern_count(const Intern *intern)
{
    return intern->count;
}
