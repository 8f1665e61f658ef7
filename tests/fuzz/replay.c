/* Runs a target over files: alone and in pairs, since several targets compare what they are given, or changed. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static stemma_text read_whole(const char *path)
{
    stemma_text text = {0};
    stemma_error error;
    if (stemma_read_file(path, &text, &error) < 0) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    return text;
}

static void run(stemma_text a, stemma_text b)
{
    static const char between[] = "%%%%%\n";
    size_t len = a.len + strlen(between) + b.len;
    char *both = malloc(len);
    if (!both)
        abort();
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, between, strlen(between));
    memcpy(both + a.len + strlen(between), b.ptr, b.len);
    LLVMFuzzerTestOneInput((const uint8_t *)both, len);
    free(both);
}

/* ---- changed files ---- */

static uint32_t state;

/* xorshift: the same changes in every run, on every machine. */
static uint32_t choose(size_t below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return below ? state % (uint32_t)below : 0;
}

typedef struct Line {
    size_t start, end;
} Line;

static Line choose_line(stemma_text text)
{
    size_t at = choose(text.len + 1);
    Line line = {at, at};
    while (line.start && text.ptr[line.start - 1] != '\n')
        line.start--;
    while (line.end < text.len && text.ptr[line.end++] != '\n')
        continue;
    return line;
}

/* Puts `bytes` in place of [start, end). */
static stemma_text replace(stemma_text text, size_t start, size_t end, const char *bytes,
                           size_t len)
{
    stemma_text made = {malloc(text.len - (end - start) + len + 1), 0};
    if (!made.ptr)
        abort();
    memcpy(made.ptr, text.ptr, start);
    memcpy(made.ptr + start, bytes, len);
    memcpy(made.ptr + start + len, text.ptr + end, text.len - end);
    made.len = start + len + text.len - end;
    return made;
}

/* A line goes, comes twice or somewhere else; a sign that means something to YAML or Markdown, or any byte, is put in. */
static stemma_text change(stemma_text text)
{
    static const char signs[] = "-:#*&!|>{}[]\"'%@`~\n \t\\<=_0\0\xFF";
    Line line = choose_line(text), other = choose_line(text);
    size_t at = choose(text.len + 1);
    switch (choose(5)) {
    case 0:
        return replace(text, line.start, line.end, "", 0);
    case 1:
        return replace(text, line.start, line.start, text.ptr + line.start, line.end - line.start);
    case 2:
        return replace(text, line.start, line.start, text.ptr + other.start,
                       other.end - other.start);
    case 3:
        return replace(text, at, at, signs + choose(sizeof signs - 1), 1);
    default:
        return replace(text, at < text.len ? at : 0, at < text.len ? at + 1 : 0,
                       signs + choose(sizeof signs - 1), 1);
    }
}

/* One to four changes at a time. */
static void run_changed(stemma_text text, unsigned long times)
{
    for (unsigned long i = 0; i < times; i++) {
        state = (uint32_t)i + 1;
        stemma_text changed = replace(text, 0, 0, "", 0);
        for (unsigned n = 0; n < 1 + i % 4; n++) {
            stemma_text next = change(changed);
            free(changed.ptr);
            changed = next;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)changed.ptr, changed.len);
        free(changed.ptr);
    }
}

/* replay [-N] FILE...: with -N each file also changed in N ways, and no pairs. */
int main(int argc, char **argv)
{
    stemma_text last = {0};
    unsigned long times = argc > 1 && argv[1][0] == '-' ? strtoul(argv[1] + 1, NULL, 10) : 0;
    int first = times ? 2 : 1;
    for (int i = first; i < argc; i++) {
        stemma_text text = read_whole(argv[i]);
        LLVMFuzzerTestOneInput((const uint8_t *)text.ptr, text.len);
        if (times)
            run_changed(text, times);
        else if (i > first)
            run(last, text);
        stemma_text_free(last);
        last = text;
    }
    stemma_text_free(last);
    printf("%d files\n", argc - first);
    return argc > first ? 0 : 1;
}
