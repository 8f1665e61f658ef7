/* Whatever stands between the delimiters of front matter is read, and strict once it is written. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char before[] = "---\n", after[] = "\n---\n\nText.\n";

static stemma_text wrapped(const uint8_t *bytes, size_t len)
{
    stemma_text text = {malloc(len + sizeof before + sizeof after), 0};
    if (!text.ptr)
        abort();
    memcpy(text.ptr, before, strlen(before));
    memcpy(text.ptr + strlen(before), bytes, len);
    memcpy(text.ptr + strlen(before) + len, after, strlen(after));
    text.len = strlen(before) + len + strlen(after);
    return text;
}

/* S101 and S102 are front matter that is not YAML. Bytes that are not UTF-8 (S203) are kept, and so are control characters
   (S206, S207) in a comment or inside a nested value, which stay as they are; no YAML allows them. */
static bool keeps_what_no_yaml_allows(const char *said)
{
    return strstr(said, "[S203]") || strstr(said, "[S206]") || strstr(said, "[S207]");
}

static void demand_strict(stemma_text text)
{
    stemma_doc *doc = stemma_doc_parse("a.md", text.ptr, text.len, NULL);
    static const stemma_view view = {.brief = true};
    stemma_text said = stemma_diagnostics(doc, &view);
    if (said.len && !keeps_what_no_yaml_allows(said.ptr) &&
        (strstr(said.ptr, "[S101]") || strstr(said.ptr, "[S102]")))
        fuzz_fail("front matter that was written is strict");
    stemma_text_free(said);
    stemma_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text text = wrapped(bytes, len), written = {0};
    stemma_error error;
    stemma_doc *doc = stemma_doc_parse("a.md", text.ptr, text.len, NULL);
    if (stemma_format(doc, NULL, &written, &error) == 0)
        demand_strict(written);
    stemma_text_free(written);
    stemma_doc_free(doc);
    free(text.ptr);
    return 0;
}
