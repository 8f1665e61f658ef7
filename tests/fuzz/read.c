/* Any bytes are read, given back as they were, and shown. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const stemma_read_options as_is = {.no_repair = true};
    static const stemma_view views[] = {{.width = 80}, {.json = true}};
    stemma_doc *docs[] = {stemma_doc_parse("a.md", (const char *)bytes, len, NULL),
                          stemma_doc_parse("b.md", (const char *)bytes, len, &as_is)};
    stemma_text whole = stemma_doc_bytes(docs[0]);
    if (!fuzz_same(whole, (stemma_text){(char *)bytes, len}))
        fuzz_fail("a document holds its bytes");
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        stemma_text_free(stemma_show(docs, 2, &views[i]));
        stemma_text_free(stemma_diagnostics(docs[0], &views[i]));
    }
    stemma_text_free(whole);
    stemma_doc_free(docs[0]);
    stemma_doc_free(docs[1]);
    return 0;
}
