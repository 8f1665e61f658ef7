/* Variants merge to the same bytes in any order; the ledger was audited by the merge itself. */
#include "fuzz.h"

#include <stdio.h>

static stemma_text merged(stemma_doc *const *docs, size_t count)
{
    stemma_result *result = NULL;
    stemma_text output = {0};
    stemma_error error;
    if (stemma_merge(docs, count, NULL, &result, &error) == 0)
        output = stemma_result_output(result);
    stemma_result_free(result);
    return output;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[MOST_PARTS];
    stemma_doc *docs[MOST_PARTS], *reversed[MOST_PARTS];
    size_t count = fuzz_split(bytes, len, parts, MOST_PARTS);
    for (size_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.md", i);
        docs[i] = stemma_doc_parse(name, parts[i].ptr, parts[i].len, NULL);
        reversed[count - 1 - i] = docs[i];
    }
    stemma_text one = merged(docs, count), other = merged(reversed, count);
    if (!fuzz_same(one, other))
        fuzz_fail("the order of the inputs does not matter");
    stemma_text_free(one);
    stemma_text_free(other);
    for (size_t i = 0; i < count; i++)
        stemma_doc_free(docs[i]);
    return 0;
}
