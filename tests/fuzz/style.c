/* Any file is no style, and refused with a place, or one that can be written down and read again, and that formats for good. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

static const char NAME[] = "fuzzed.yaml";

/* Says the same of itself when it has been written down. */
static void demand_shown(const stemma_style *style)
{
    stemma_text shown = stemma_style_show(style), again;
    stemma_style *read;
    stemma_error error;
    fuzz_put(NAME, shown);
    if (stemma_style_open(NAME, &read, &error) != 0) {
        fprintf(stderr, "%s\n%s\n", error.message, shown.ptr);
        fuzz_fail("a style that is shown is a style");
    }
    again = stemma_style_show(read);
    if (!fuzz_same(shown, again))
        fuzz_fail("a style that is shown is the same style");
    stemma_style_free(read);
    stemma_text_free(shown);
    stemma_text_free(again);
}

static void demand_stable(const stemma_style *style)
{
    static const char text[] =
        "---\nname: a\n---\n\n## 2. Steps:\n\n* **A** - b\n\n1) c\n\n**D:**\n\n- e\n";
    stemma_format_options options = {.style = style};
    stemma_doc *doc = stemma_doc_parse("a.md", text, strlen(text), NULL);
    stemma_text once;
    if (stemma_format(doc, &options, &once, NULL) != 0)
        fuzz_fail("a style formats");
    stemma_doc *again = stemma_doc_parse("a.md", once.ptr, once.len, NULL);
    if (!stemma_is_formatted(again, &options))
        fuzz_fail("formatting twice changes nothing");
    stemma_doc_free(again);
    stemma_doc_free(doc);
    stemma_text_free(once);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_style *style;
    stemma_error error;
    fuzz_put(NAME, (stemma_text){(char *)bytes, len});
    if (stemma_style_open(NAME, &style, &error) != 0)
        return 0;
    demand_shown(style);
    demand_stable(style);
    stemma_style_free(style);
    return 0;
}
