#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/stemma-fuzz-XXXXXX";
static const char *put[MOST_PARTS]; /* names of files in the folder */
static size_t put_count;

static const char separator[] = "%%%%%\n";

void fuzz_fail(const char *law)
{
    fprintf(stderr, "broken: %s\n", law);
    abort();
}

size_t fuzz_split(const uint8_t *bytes, size_t len, stemma_text parts[], size_t most)
{
    char *at = (char *)bytes, *end = at + len;
    size_t count = 0;
    while (count + 1 < most) {
        char *sign = memmem(at, (size_t)(end - at), separator, strlen(separator));
        if (!sign)
            break;
        parts[count++] = (stemma_text){at, (size_t)(sign - at)};
        at = sign + strlen(separator);
    }
    parts[count++] = (stemma_text){at, (size_t)(end - at)};
    return count;
}

bool fuzz_same(stemma_text a, stemma_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static void leave_folder(void)
{
    for (size_t i = 0; i < put_count; i++)
        unlink(put[i]);
    rmdir(folder);
}

static void note_name(const char *name)
{
    if (put_count == 0 && (!mkdtemp(folder) || chdir(folder) != 0 || atexit(leave_folder) != 0))
        abort();
    for (size_t i = 0; i < put_count; i++)
        if (strcmp(put[i], name) == 0)
            return;
    if (put_count == MOST_PARTS)
        abort();
    put[put_count++] = name;
}

void fuzz_put(const char *name, stemma_text text)
{
    note_name(name);
    FILE *file = fopen(name, "wb");
    bool is_written = file && (!text.len || fwrite(text.ptr, 1, text.len, file) ==
                                                text.len); /* NULL is no text */
    if (!is_written || fclose(file) != 0)
        abort();
}
