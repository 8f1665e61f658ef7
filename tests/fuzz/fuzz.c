#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
