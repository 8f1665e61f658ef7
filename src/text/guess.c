#include "text/guess.h"

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). */
static size_t distance_between(Span a, Span b)
{
    size_t table[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a.len; i++)
        for (size_t j = 0; j <= b.len; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            size_t replaced = table[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            table[i][j] = least(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1, table[i][j]);
        }
    return table[a.len][b.len];
}

size_t guess_slips(Span typed, Span meant)
{
    if (typed.len > LONGEST || meant.len > LONGEST)
        return SIZE_MAX;
    /* The start of a name is a good guess however much of it is missing. */
    if (typed.len >= 2 && typed.len < meant.len && span_starts(meant, typed))
        return 1;
    size_t distance = distance_between(typed, meant);
    size_t limit = meant.len / 3 > 1 ? meant.len / 3 : 1;
    return distance <= limit ? distance : SIZE_MAX;
}

void guess_offer(Guess *guess, Span candidate)
{
    size_t slips = guess_slips(guess->typed, candidate);
    if (slips == SIZE_MAX || (guess->best.len && slips >= guess->slips))
        return;
    guess->best = candidate;
    guess->slips = slips;
}
