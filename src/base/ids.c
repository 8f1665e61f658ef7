#include "base/ids.h"

#include "base/arena.h"

#include <stdlib.h>

/* From so many on a radix sort is quicker. */
enum { RADIX_FROM = 200 };

static size_t next_gap(size_t gap)
{
    return gap < 3 ? gap / 2 : gap * 5 / 11;
}

/* Shell's sort with the gaps of Gonnet and Baeza-Yates (1991). Most lists hold a dozen ids; qsort would spend its time
   on calls to compare them. */
static void sort_few(uint32_t *ids, size_t count)
{
    for (size_t gap = next_gap(count); gap; gap = next_gap(gap))
        for (size_t i = gap; i < count; i++) {
            uint32_t id = ids[i];
            size_t at = i;
            for (; at >= gap && ids[at - gap] > id; at -= gap)
                ids[at] = ids[at - gap];
            ids[at] = id;
        }
}

/* One pass of a radix sort: `from` into `to`, in the order of the byte at `shift`. */
static void sort_by_byte(const uint32_t *from, uint32_t *to, size_t count, unsigned shift)
{
    size_t start[257] = {0};
    for (size_t i = 0; i < count; i++)
        start[(from[i] >> shift & 0xFF) + 1]++;
    for (size_t byte = 0; byte < 256; byte++)
        start[byte + 1] += start[byte];
    for (size_t i = 0; i < count; i++)
        to[start[from[i] >> shift & 0xFF]++] = from[i];
}

static void sort_many(uint32_t *ids, size_t count)
{
    uint32_t *other = malloc(count * sizeof *other), bits = 0;
    if (!other)
        arena_out_of_memory(count * sizeof *other);
    for (size_t i = 0; i < count; i++)
        bits |= ids[i];
    for (unsigned shift = 0; shift < 32 && bits >> shift; shift += 8) {
        sort_by_byte(ids, other, count, shift);
        memcpy(ids, other, count * sizeof *ids);
    }
    free(other);
}

void ids_sort(uint32_t *ids, size_t count)
{
    if (count < RADIX_FROM)
        sort_few(ids, count);
    else
        sort_many(ids, count);
}

uint32_t ids_sort_distinct(uint32_t *ids, size_t count)
{
    uint32_t kept = 0;
    ids_sort(ids, count);
    for (size_t i = 0; i < count; i++)
        if (!kept || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    return kept;
}
