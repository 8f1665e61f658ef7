#include "scan/record.h"

/* The sets in their order; `times` follow the terms, a byte each. */
enum { SET_BODY, SET_FRONT, SET_TERMS, SET_ABOUT, SET_SECTIONS, SET_COUNT };

/* As it stands in memory, in the order of this machine's bytes: records stay on the machine. */
typedef struct Head {
    uint64_t bytes, body_hash;
    uint32_t name, label; /* how long they are */
    struct {
        uint32_t count, size;
    } sets[SET_COUNT];
    uint32_t has_filler;
    uint32_t zero; /* no bytes without a meaning */
} Head;

static void put_set(Buf *out, Head *head, int set, Tokens tokens)
{
    size_t start = out->len;
    tokens_pack(out, tokens);
    head->sets[set].count = tokens.count;
    head->sets[set].size = (uint32_t)(out->len - start);
}

void record_write(Buf *out, const Feature *feature)
{
    Head head = {.bytes = feature->bytes,
                 .body_hash = feature->body_hash,
                 .name = (uint32_t)feature->name.len,
                 .label = feature->name.len ? feature->label_count : 0,
                 .has_filler = feature->has_filler};
    size_t start = out->len;
    buf_add(out, (Span){(const char *)&head, sizeof head});
    buf_add(out, feature->name);
    buf_add(out, (Span){(const char *)feature->label, head.label * sizeof *feature->label});
    put_set(out, &head, SET_BODY, feature->body);
    put_set(out, &head, SET_FRONT, feature->front);
    put_set(out, &head, SET_TERMS, feature->terms);
    buf_add(out, (Span){(const char *)feature->times, feature->terms.count});
    put_set(out, &head, SET_ABOUT, feature->about);
    put_set(out, &head, SET_SECTIONS, feature->sections);
    memcpy(out->ptr + start, &head, sizeof head);
}

typedef struct Reading {
    Arena *keep;
    Span rest;
    bool is_bad;
} Reading;

static Span take(Reading *reading, uint64_t len)
{
    if (len > reading->rest.len) {
        reading->is_bad = true;
        return SPAN("");
    }
    Span taken = span_range(reading->rest, 0, len);
    reading->rest = span_from(reading->rest, len);
    return taken;
}

static Packed take_packed(Reading *reading, const Head *head, int set)
{
    Span bytes = take(reading, head->sets[set].size);
    return (Packed){(const uint8_t *)bytes.ptr, (uint32_t)bytes.len, head->sets[set].count};
}

static Tokens take_set(Reading *reading, const Head *head, int set)
{
    Tokens tokens = {0};
    Packed packed = take_packed(reading, head, set);
    reading->is_bad = reading->is_bad || !tokens_unpack(reading->keep, packed, &tokens);
    return tokens;
}

static Packed take_body(Arena *arena, Reading *reading, const Head *head)
{
    Packed packed = take_packed(reading, head, SET_BODY);
    reading->is_bad = reading->is_bad || !tokens_check(packed);
    Span kept = arena_copy(arena, (Span){(const char *)packed.at, packed.size});
    packed.at = (const uint8_t *)kept.ptr;
    return packed;
}

static void *take_copy(Reading *reading, uint64_t len)
{
    Span bytes = take(reading, len);
    void *copy = ARENA_ARRAY(reading->keep, char, bytes.len);
    return memcpy(copy, bytes.ptr, bytes.len);
}

bool record_read(Arena *keep, Arena *packed, Span record, Feature *feature)
{
    Head head;
    Reading reading = {.keep = keep, .rest = record};
    Span bytes = take(&reading, sizeof head);
    if (reading.is_bad)
        return false;
    memcpy(&head, bytes.ptr, sizeof head);
    *feature = (Feature){.bytes = head.bytes,
                         .body_hash = head.body_hash,
                         .shingles = head.sets[SET_BODY].count,
                         .has_filler = head.has_filler};
    feature->name = head.name ? arena_copy(keep, take(&reading, head.name)) : SPAN("");
    feature->label = take_copy(&reading, head.label * sizeof(uint32_t));
    feature->label_count = head.label;
    feature->packed = take_body(packed, &reading, &head);
    feature->front = take_set(&reading, &head, SET_FRONT);
    feature->terms = take_set(&reading, &head, SET_TERMS);
    feature->times = take_copy(&reading, feature->terms.count);
    feature->about = take_set(&reading, &head, SET_ABOUT);
    feature->sections = take_set(&reading, &head, SET_SECTIONS);
    return !reading.is_bad && reading.rest.len == 0;
}
