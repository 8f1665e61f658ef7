#include "base/ids.h"

static size_t next_gap(size_t gap)
{
    return gap < 3 ? gap / 2 : gap * 5 / 11;
}

/* Shell's sort with the gaps of Gonnet and Baeza-Yates (1991). Most lists hold a dozen ids; qsort would spend its time
   on calls to compare them. */
void ids_sort(uint32_t *ids, size_t count)
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

uint32_t ids_sort_distinct(uint32_t *ids, size_t count)
{
    uint32_t kept = 0;
    ids_sort(ids, count);
    for (size_t i = 0; i < count; i++)
        if (!kept || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    return kept;
}
