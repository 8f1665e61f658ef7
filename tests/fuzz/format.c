/* What fmt gives is in canonical form: formatted again it stays as it is. */
#include "fuzz.h"

static void format_twice(const char *bytes, size_t len, const char *style)
{
    stemma_text once = {0}, twice = {0};
    stemma_error error;
    stemma_doc *doc = stemma_doc_parse("a.md", bytes, len, NULL), *again = NULL;
    if (stemma_format(doc, style, &once, &error) == 0) {
        again = stemma_doc_parse("a.md", once.ptr, once.len, NULL);
        if (stemma_format(again, style, &twice, &error) < 0 || !fuzz_same(once, twice))
            fuzz_fail("fmt is idempotent");
    }
    stemma_text_free(once);
    stemma_text_free(twice);
    stemma_doc_free(doc);
    stemma_doc_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    format_twice((const char *)bytes, len, "house");
    format_twice((const char *)bytes, len, "neutral");
    return 0;
}
