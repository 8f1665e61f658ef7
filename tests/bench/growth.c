/* growth: what reading and comparing cost as files grow, in milliseconds of this process alone, the fastest of several
   runs. Near-linear growth is a column that about doubles from row to row.

       few     one section in ten edited, moved, renamed, removed or added
       each    every item edited
       other   two files that have nothing in common */
#include "diff/diff.h"

#include "base/buf.h"

#include <stdio.h>
#include <time.h>

enum { SMALLEST = 312, LARGEST = 5000, ITEMS = 3, RUNS = 3 };

static uint32_t random_state;

static uint32_t below(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

static void add_words(Buf *out, uint32_t count)
{
    for (; count; count--) {
        uint32_t word = below(4000);
        buf_format(out, " %c%c%c%u", 'a' + word % 26, 'a' + word / 26 % 26, 'a' + word % 7, word);
    }
}

static Span section(Arena *arena, uint32_t seed, const char *added)
{
    Buf out = buf_in(arena);
    random_state = seed * 7919 + 1;
    buf_add(&out, SPAN("##"));
    add_words(&out, 3);
    buf_add(&out, SPAN("\n\n"));
    for (uint32_t i = 0; i < ITEMS; i++) {
        buf_add_byte(&out, '-');
        add_words(&out, 7);
        buf_add(&out, span_of(added));
        buf_add_byte(&out, '\n');
    }
    buf_add_byte(&out, '\n');
    return buf_span(&out);
}

/* One section in ten is another; one in ten stands at its mirrored place. */
static Span document(Arena *arena, uint32_t sections, uint32_t seed, uint32_t edits,
                     const char *added)
{
    Buf out = buf_in(arena);
    buf_add(&out, SPAN("---\nname: growth\n---\n\n# Title\n\n"));
    for (uint32_t s = 0; s < sections; s++) {
        uint32_t from = edits && s % 10 == 5 ? sections - 1 - s : s;
        uint32_t other = edits && s % 10 == 0 ? 1000000 : 0;
        buf_add(&out, section(arena, seed + from + other, added));
    }
    return buf_span(&out);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Milliseconds of reading both, and of comparing them. */
static void measure(Span old, Span new, double *reading, double *comparing)
{
    *reading = *comparing = 1e9;
    for (int run = 0; run < RUNS; run++) {
        Arena *arena = arena_new();
        double start = now();
        Doc *docs[2] = {doc_read(arena, SPAN("old"), old, (DocOptions){0}),
                        doc_read(arena, SPAN("new"), new, (DocOptions){0})};
        double middle = now();
        diff_docs(arena, docs[0], docs[1], style_find(SPAN("house")));
        double end = now();
        *reading = middle - start < *reading ? middle - start : *reading;
        *comparing = end - middle < *comparing ? end - middle : *comparing;
        arena_free(arena);
    }
}

int main(void)
{
    printf("%9s %8s %9s %9s %9s %9s\n", "sections", "bytes", "reading", "few", "each", "other");
    for (uint32_t sections = SMALLEST; sections <= LARGEST * 2; sections *= 2) {
        Arena *arena = arena_new();
        Span old = document(arena, sections, 0, 0, "");
        Span news[3] = {document(arena, sections, 0, 1, ""),
                        document(arena, sections, 0, 0, " edited"),
                        document(arena, sections, 5000000, 0, "")};
        double reading, comparing[3];
        for (int i = 0; i < 3; i++)
            measure(old, news[i], &reading, &comparing[i]);
        printf("%9u %8zu %9.1f %9.1f %9.1f %9.1f\n", sections, old.len, reading, comparing[0],
               comparing[1], comparing[2]);
        arena_free(arena);
    }
    return 0;
}
