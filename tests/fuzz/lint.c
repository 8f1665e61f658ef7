/* What lint mends has nothing left that it would mend, and any file can be reported in any format. */
#include "fuzz.h"

static void demand_mended(const stemma_doc *doc)
{
    stemma_text once = {0}, twice = {0};
    stemma_error error;
    size_t first = 0, second = 0;
    if (stemma_lint_fix(doc, NULL, &once, &first, &error) == 0) {
        stemma_doc *again = stemma_doc_parse("a.md", once.ptr, once.len, NULL);
        if (stemma_lint_fix(again, NULL, &twice, &second, &error) < 0 || !fuzz_same(once, twice))
            fuzz_fail("lint --fix is idempotent");
        stemma_doc_free(again);
    }
    stemma_text_free(once);
    stemma_text_free(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_doc *doc = stemma_doc_parse("a.md", (const char *)bytes, len, NULL);
    stemma_lint *lint = stemma_lint_new();
    stemma_lint_add(lint, doc, NULL);
    if (stemma_lint_finish(lint, NULL, NULL) < 0)
        fuzz_fail("lint ends");
    for (int format = STEMMA_LINT_TEXT; format <= STEMMA_LINT_SARIF; format++)
        stemma_text_free(stemma_lint_report(lint, (stemma_lint_format)format, STEMMA_NOTE, NULL));
    stemma_lint_free(lint);
    demand_mended(doc);
    stemma_doc_free(doc);
    return 0;
}
