#include "scan/tokens.h"

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

/* Each is put near its place by its value alone, then what is left is sorted by insertion. */
void tokens_sort(Arena *scratch, uint32_t *list, uint32_t count)
{
    unsigned bits = 1;
    while (bits < 31 && (UINT32_C(1) << bits) < count)
        bits++;
    uint32_t *start = ARENA_ARRAY(scratch, uint32_t, ((size_t)1 << bits) + 1);
    uint32_t *sorted = ARENA_ARRAY(scratch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        start[(list[i] >> (32 - bits)) + 1]++;
    for (size_t s = 0; s < (size_t)1 << bits; s++)
        start[s + 1] += start[s];
    for (uint32_t i = 0; i < count; i++)
        sorted[start[list[i] >> (32 - bits)]++] = list[i];
    for (uint32_t i = 0, at; i < count; i++) {
        for (at = i; at > 0 && list[at - 1] > sorted[i]; at--)
            list[at] = list[at - 1];
        list[at] = sorted[i];
    }
}

Tokens tokens_keep(Arena *keep, const uint32_t *distinct, uint32_t count)
{
    uint32_t *at = ARENA_ARRAY(keep, uint32_t, count);
    if (count)
        memcpy(at, distinct, count * sizeof *at);
    return (Tokens){at, count};
}

Tokens tokens_distinct(Arena *keep, Arena *scratch, uint32_t *list, uint32_t count)
{
    tokens_sort(scratch, list, count);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!distinct || list[distinct - 1] != list[i])
            list[distinct++] = list[i];
    return tokens_keep(keep, list, distinct);
}

void tokens_pack(Buf *out, Tokens tokens)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t gap = tokens.at[i] - before, high = gap >> 16;
        bool is_wide = high >= PACKED_WIDE;
        char bytes[] = {(char)gap, (char)(gap >> 8), (char)(is_wide ? PACKED_WIDE : high),
                        (char)high, (char)(high >> 8)};
        buf_add(out, (Span){bytes, is_wide ? 5 : 3});
        before = tokens.at[i];
    }
}

/* To `tokens` unless that is NULL. */
static bool unpack(Packed packed, uint32_t *tokens)
{
    TokensAt reading = {packed.at, 0};
    const uint8_t *end = packed.at + packed.size;
    for (uint32_t i = 0; i < packed.count; i++) {
        uint32_t before = reading.token;
        if (end - reading.at < 3 || (reading.at[2] == PACKED_WIDE && end - reading.at < 5) ||
            (tokens_next(&reading) <= before && i))
            return false;
        if (tokens)
            tokens[i] = reading.token;
    }
    return reading.at == end;
}

bool tokens_check(Packed packed)
{
    return unpack(packed, NULL);
}

bool tokens_unpack(Arena *arena, Packed packed, Tokens *tokens)
{
    if (packed.count > packed.size)
        return false;
    uint32_t *at = ARENA_ARRAY(arena, uint32_t, packed.count);
    *tokens = (Tokens){at, packed.count};
    return unpack(packed, at);
}
