/* Any bytes may be given as a patch; the file has at hand what patches of the fixtures speak of. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[2] = {{0}, {0}};
    fuzz_split(bytes, len, parts, 2);
    stemma_doc *doc = stemma_doc_parse("a.md", parts[1].ptr, parts[1].len, NULL);
    for (int reverse = 0; reverse < 2; reverse++) {
        stemma_apply_options options = {.reverse = reverse};
        stemma_applied applied = {0};
        stemma_error error;
        if (stemma_patch_apply("patch", parts[0].ptr, parts[0].len, doc, &options, &applied,
                               &error) == 0)
            stemma_applied_free(applied);
    }
    stemma_doc_free(doc);
    return 0;
}
