#include "text/runs.h"

#include "base/block.h"

void runs_look(Runs *runs, size_t at)
{
    char bytes[RUNS_WINDOW] = {0};
    size_t left = runs->text.len - at;
    memcpy(bytes, runs->text.ptr + at, left < RUNS_WINDOW ? left : RUNS_WINDOW);
    runs->base = at;
    runs->plain = runs->beyond = 0;
    Bytes any = {0};
    for (unsigned i = 0; i < RUNS_WINDOW; i += BLOCK_SIZE) {
        Bytes block = block_at(bytes + i);
        Bytes plain = block_from_to(block | 0x20, 'a', 'z') | block_from_to(block, '0', '9');
        runs->plain |= (uint64_t)block_bits(plain) << i;
        any |= block;
    }
    if (!block_any(any & 0x80))
        return;
    for (unsigned i = 0; i < RUNS_WINDOW; i += BLOCK_SIZE)
        runs->beyond |= (uint64_t)block_bits((Bytes)(block_at(bytes + i) >= 0x80)) << i;
}
