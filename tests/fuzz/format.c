/* What fmt gives is in canonical form: formatted again it stays as it is. */
#include "fuzz.h"

static void format_twice(const char *bytes, size_t len, const char *style)
{
    stemma_text once = {0}, twice = {0};
    stemma_error error;
    stemma_format_options options = {0};
    stemma_style *opened = NULL;
    if (stemma_style_open(style, &opened, &error) != 0)
        fuzz_fail("the style is built in");
    options.style = opened;
    stemma_doc *doc = stemma_doc_parse("a.md", bytes, len, NULL), *again = NULL;
    if (stemma_format(doc, &options, &once, &error) == 0) {
        again = stemma_doc_parse("a.md", once.ptr, once.len, NULL);
        if (stemma_format(again, &options, &twice, &error) < 0 || !fuzz_same(once, twice))
            fuzz_fail("fmt is idempotent");
    }
    stemma_text_free(once);
    stemma_text_free(twice);
    stemma_doc_free(doc);
    stemma_doc_free(again);
    stemma_style_free(opened);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    format_twice((const char *)bytes, len, "house");
    format_twice((const char *)bytes, len, "neutral");
    format_twice((const char *)bytes, len, "minimal");
    format_twice((const char *)bytes, len, "checklist");
    return 0;
}
