#include "bag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Conflict markers are no lines of the file. */
static bool is_marker(const char *line)
{
    return strncmp(line, "<<<<<<< ours", 12) == 0 || strcmp(line, "=======") == 0 ||
           strncmp(line, ">>>>>>> theirs", 14) == 0;
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
        if (is_marker(line))
            continue;
        bag.all[bag.all_count++] = line;
        if (*line)
            bag.lines[bag.count++] = line;
    }
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

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* How many of the base's lines like this one a longest common sequence with the side leaves out, if it leaves out as many
   as it may: each other line that it keeps is worth a PAIR, one like this a little less. */
static size_t count_moved(const Bag *base, const Bag *side, const char *line)
{
    enum { PAIR = 1 << 16 };
    uint32_t *best = calloc(side->all_count + 1, sizeof *best);
    for (size_t i = base->all_count; i-- > 0;) {
        uint32_t worth = strcmp(base->all[i], line) == 0 ? PAIR - 1 : PAIR, diagonal = 0;
        for (size_t j = side->all_count; j-- > 0;) {
            uint32_t pair = strcmp(base->all[i], side->all[j]) == 0 ? diagonal + worth : 0;
            diagonal = best[j];
            best[j] = most(most(best[j], best[j + 1]), pair);
        }
    }
    size_t kept = (PAIR - best[0] % PAIR) % PAIR;
    free(best);
    return bag_count(base, line) - kept;
}

size_t bag_owed(const Bag *ours, const Bag *base, const Bag *theirs, const char *line)
{
    size_t count = bag_count(base, line), a = count_moved(base, ours, line),
           b = count_moved(base, theirs, line), both = a < b ? a : b;
    return both < count ? count - both : 1;
}
