/* Two documents are compared, shown in every form, and the patch between them makes the new one of the old. */
#include "fuzz.h"

static void show(const stemma_doc *old, const stemma_doc *new)
{
    static const stemma_view view = {.width = 80};
    stemma_diff *diff = stemma_diff_docs(old, new);
    for (int format = STEMMA_DIFF_TEXT; format <= STEMMA_DIFF_STAT; format++) {
        stemma_diff_options options = {.format = (stemma_diff_format)format, .formatting = true};
        stemma_text_free(stemma_diff_view(diff, &options, &view));
    }
    stemma_diff_free(diff);
}

static void demand_patch(const stemma_doc *old, const stemma_doc *new)
{
    stemma_text patch = {0}, wanted = stemma_doc_bytes(new);
    stemma_applied applied = {0};
    stemma_error error;
    if (stemma_patch_make(old, new, &patch, &error) < 0)
        fuzz_fail("every change has a patch");
    bool is_applied = patch.len == 0 || stemma_patch_apply("patch", patch.ptr, patch.len, old, NULL,
                                                           &applied, &error) == 0;
    if (!is_applied || (patch.len && !fuzz_same(applied.output, wanted)))
        fuzz_fail("a patch makes the new document of the old");
    stemma_applied_free(applied);
    stemma_text_free(patch);
    stemma_text_free(wanted);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[2] = {{0}, {0}};
    fuzz_split(bytes, len, parts, 2);
    stemma_doc *old = stemma_doc_parse("old.md", parts[0].ptr, parts[0].len, NULL),
               *new = stemma_doc_parse("new.md", parts[1].ptr, parts[1].len, NULL);
    show(old, new);
    demand_patch(old, new);
    stemma_doc_free(old);
    stemma_doc_free(new);
    return 0;
}
