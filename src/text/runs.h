/* runs: where runs of ASCII letters and digits start and end. Up to 64 bytes are looked at side by side: how long a word is
   nobody can guess, and a wrong guess at each of its ends takes longer than looking. */
#ifndef STEMMA_TEXT_RUNS_H
#define STEMMA_TEXT_RUNS_H

#include "base/span.h"

typedef struct Runs {
    Span text;
    size_t base;     /* offset of the bytes that were looked at; */
    uint64_t plain;  /* a bit for each: is it a letter or digit, */
    uint64_t beyond; /* and is it beyond ASCII? */
} Runs;

enum { RUNS_WINDOW = 64 };

/* None of it is looked at yet: the base is a window before the start. */
static inline Runs runs_of(Span text)
{
    return (Runs){.text = text, .base = (size_t)0 - RUNS_WINDOW};
}

/* Looks at the bytes from `at` on. */
void runs_look(Runs *runs, size_t at);

static inline bool runs_knows(const Runs *runs, size_t at)
{
    return at - runs->base < RUNS_WINDOW;
}

/* The first byte at or after `at` that is a letter, a digit or beyond ASCII, or text.len. */
static inline size_t runs_start(Runs *runs, size_t at)
{
    for (; at < runs->text.len; at = runs->base + RUNS_WINDOW) {
        if (!runs_knows(runs, at))
            runs_look(runs, at);
        uint64_t ahead = (runs->plain | runs->beyond) >> (at - runs->base);
        if (ahead)
            return at + (size_t)__builtin_ctzll(ahead);
    }
    return runs->text.len;
}

/* The first byte at or after `at` that is no ASCII letter or digit, or text.len. */
static inline size_t runs_end(Runs *runs, size_t at)
{
    for (; at < runs->text.len; at = runs->base + RUNS_WINDOW) {
        if (!runs_knows(runs, at))
            runs_look(runs, at);
        uint64_t others = ~(runs->plain >> (at - runs->base));
        size_t end = others ? at + (size_t)__builtin_ctzll(others) : runs->base + RUNS_WINDOW;
        if (end < runs->base + RUNS_WINDOW)
            return end;
    }
    return runs->text.len;
}

#endif
