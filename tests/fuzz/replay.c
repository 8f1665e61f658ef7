/* Runs a target over files, alone and in pairs, since several targets compare what they are given. */
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

int main(int argc, char **argv)
{
    stemma_text last = {0};
    for (int i = 1; i < argc; i++) {
        stemma_text text = read_whole(argv[i]);
        LLVMFuzzerTestOneInput((const uint8_t *)text.ptr, text.len);
        if (i > 1)
            run(last, text);
        stemma_text_free(last);
        last = text;
    }
    stemma_text_free(last);
    printf("%d files\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
