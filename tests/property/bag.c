#include "bag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Conflict markers are no lines of the file; blank ones say nothing. */
static bool is_counted(const char *line)
{
    return line[strspn(line, " \t")] && strncmp(line, "<<<<<<< ours", 12) != 0 &&
           strcmp(line, "=======") != 0 && strncmp(line, ">>>>>>> theirs", 14) != 0;
}

/* Prose is merged by sentences, white space at the ends of lines is no part of those. */
static void trim_end(char *line)
{
    size_t len = strlen(line);
    while (len && strchr(" \t", line[len - 1]))
        len--;
    line[len] = '\0';
}

Bag bag_of(stemma_text text)
{
    Bag bag = {.copy = malloc(text.len + 1),
               .lines = malloc((text.len + 1) * sizeof(char *)),
               .all = malloc((text.len + 1) * sizeof(char *))};
    memcpy(bag.copy, text.ptr, text.len);
    bag.copy[text.len] = '\0';
    for (size_t i = 0; i < text.len; i++) /* a NUL would end the line too early */
        if (bag.copy[i] == '\0' || bag.copy[i] == '\r')
            bag.copy[i] = ' ';
    char *rest = bag.copy, *line;
    while ((line = strsep(&rest, "\n"))) {
        trim_end(line);
        if (is_counted(line))
            bag.all[bag.count++] = line;
    }
    memcpy(bag.lines, bag.all, bag.count * sizeof *bag.all);
    qsort(bag.lines, bag.count, sizeof *bag.lines, compare_lines);
    return bag;
}

void bag_free(Bag *bag)
{
    free(bag->lines);
    free(bag->all);
    free(bag->copy);
}

size_t bag_count(const Bag *bag, const char *line)
{
    size_t low = 0, high = bag->count, count = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(bag->lines[middle], line) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + count < bag->count && strcmp(bag->lines[low + count], line) == 0)
        count++;
    return count;
}

bool bag_repeats(const Bag *merged, const Bag *ours, const Bag *theirs)
{
    for (size_t i = 0; i < merged->count; i++) {
        size_t count = bag_count(merged, merged->lines[i]);
        if (count > bag_count(ours, merged->lines[i]) &&
            count > bag_count(theirs, merged->lines[i]))
            return true;
    }
    return false;
}

/* How many of the base's lines like this one a longest common sequence with the side leaves out. */
static size_t count_moved(const Bag *base, const Bag *side, const char *line)
{
    size_t width = side->count + 1, moved = 0;
    uint16_t *best = calloc((base->count + 1) * width, sizeof *best);
    for (size_t i = base->count; i-- > 0;)
        for (size_t j = side->count; j-- > 0;) {
            uint16_t down = best[(i + 1) * width + j], right = best[i * width + j + 1];
            best[i * width + j] = strcmp(base->all[i], side->all[j]) == 0
                                      ? best[(i + 1) * width + j + 1] + 1
                                  : down > right ? down
                                                 : right;
        }
    for (size_t i = 0, j = 0; i < base->count;) {
        bool is_kept = j < side->count && strcmp(base->all[i], side->all[j]) == 0;
        bool is_gone = j == side->count || best[(i + 1) * width + j] >= best[i * width + j + 1];
        moved += !is_kept && is_gone && strcmp(base->all[i], line) == 0;
        i += is_kept || is_gone;
        j += is_kept || !is_gone;
    }
    free(best);
    return moved;
}

size_t bag_owed(const Bag *ours, const Bag *base, const Bag *theirs, const char *line)
{
    size_t count = bag_count(base, line), a = count_moved(base, ours, line),
           b = count_moved(base, theirs, line), both = a < b ? a : b;
    return both < count ? count - both : 1;
}
