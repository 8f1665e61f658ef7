#include "scan/tokens.h"

/* The bytes of a distance above its lower 16 bits: 7 + 7 + 2. */
enum { MOST_GROUPS = 3 };

uint32_t tokens_shared(Tokens a, Tokens b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0, j = 0; i < a.count && j < b.count;) {
        uint32_t x = a.at[i], y = b.at[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

uint32_t tokens_from(Tokens tokens, uint64_t least)
{
    uint32_t low = 0, high = tokens.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens.at[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t tokens_find(Tokens tokens, uint32_t token)
{
    uint32_t at = tokens_from(tokens, token);
    return at < tokens.count && tokens.at[at] == token ? at : NONE;
}

void tokens_pack(Buf *out, Tokens tokens)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t gap = tokens.at[i] - before, rest = gap >> 16;
        char bytes[2 + MOST_GROUPS] = {(char)gap, (char)(gap >> 8)};
        size_t len = 2;
        for (; rest > 0x7F; rest >>= 7)
            bytes[len++] = (char)(rest | 0x80);
        bytes[len++] = (char)rest;
        buf_add(out, (Span){bytes, len});
        before = tokens.at[i];
    }
}

/* Moves over one distance; false when it does not end, or not below 2^32. */
static bool skip_gap(const uint8_t **at, const uint8_t *end, uint64_t *gap)
{
    const uint8_t *byte = *at;
    if (end - byte < 3)
        return false;
    *gap = byte[0] | (uint64_t)byte[1] << 8;
    byte += 2;
    for (unsigned group = 0; group < MOST_GROUPS && byte < end; group++) {
        *gap |= (uint64_t)(*byte & 0x7F) << (16 + 7 * group);
        if (!(*byte++ & 0x80)) {
            *at = byte;
            return true;
        }
    }
    return false;
}

bool tokens_check(Packed packed)
{
    const uint8_t *at = packed.at, *end = packed.at + packed.size;
    uint64_t token = 0, gap;
    for (uint32_t i = 0; i < packed.count; i++) {
        if (!skip_gap(&at, end, &gap) || (i && gap == 0))
            return false;
        token += gap;
        if (token > UINT32_MAX)
            return false;
    }
    return at == end;
}

bool tokens_unpack(Arena *arena, Packed packed, Tokens *tokens)
{
    if (packed.count > packed.size || !tokens_check(packed))
        return false;
    uint32_t *at = ARENA_ARRAY(arena, uint32_t, packed.count);
    TokensAt reading = {packed.at, 0};
    for (uint32_t i = 0; i < packed.count; i++)
        at[i] = tokens_next(&reading);
    *tokens = (Tokens){at, packed.count};
    return true;
}
