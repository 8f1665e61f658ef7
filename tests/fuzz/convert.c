/* Any file can be converted from and to every dialect, or is refused with a reason; what was made can be read as what it
   was made for. */
#include "fuzz.h"

static void demand_readable(const stemma_conversion *conversion, const char *dialect)
{
    stemma_text text = stemma_conversion_output(conversion);
    stemma_doc *doc = stemma_doc_parse("a.md", text.ptr, text.len, NULL);
    stemma_convert_options options = {.from = dialect, .to = "rulesync"};
    stemma_conversion *again;
    if (stemma_convert(doc, &options, &again, NULL) != 0)
        fuzz_fail("what convert writes can be read");
    stemma_conversion_free(again);
    stemma_doc_free(doc);
    stemma_text_free(text);
}

static void convert_to(const stemma_doc *doc, const char *from, const char *to)
{
    stemma_convert_options options = {.from = from, .to = to};
    stemma_conversion *conversion;
    stemma_error error;
    if (stemma_convert(doc, &options, &conversion, &error) != 0)
        return;
    stemma_text_free(stemma_conversion_remarks(conversion, NULL));
    if (from[0] != to[0])
        demand_readable(conversion, to);
    stemma_conversion_free(conversion);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_doc *doc = stemma_doc_parse("a.md", (const char *)bytes, len, NULL);
    const char *from, *to;
    for (size_t i = 0; (from = stemma_dialect_name(i)); i++)
        for (size_t k = 0; (to = stemma_dialect_name(k)); k++)
            convert_to(doc, from, to);
    stemma_doc_free(doc);
    return 0;
}
