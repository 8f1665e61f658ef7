#include "cli/suggest.h"

#include <string.h>

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). */
static size_t distance_between(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t table[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_len; i++)
        for (size_t j = 0; j <= b_len; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            size_t replaced = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            table[i][j] = least(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1, table[i][j]);
        }
    return table[a_len][b_len];
}

void suggest_offer(Suggestion *suggestion, const char *candidate)
{
    size_t typed_len = strlen(suggestion->typed), len = strlen(candidate);
    if (typed_len > LONGEST || len > LONGEST)
        return;
    /* The start of a name is a good guess however much of it is missing. */
    size_t distance = typed_len >= 2 && strncmp(candidate, suggestion->typed, typed_len) == 0
                          ? 1
                          : distance_between(suggestion->typed, typed_len, candidate, len);
    size_t limit = len / 3 > 1 ? len / 3 : 1;
    if (distance <= limit && (!suggestion->best || distance < suggestion->distance)) {
        suggestion->best = candidate;
        suggestion->distance = distance;
    }
}
