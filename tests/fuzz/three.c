/* Where one side changed nothing, or both changed the same, the merge is what was made; conflicts are no crash. */
#include "fuzz.h"

static stemma_text merged(stemma_text ours, stemma_text base, stemma_text theirs)
{
    stemma_text side[STEMMA_SIDES] = {ours, base, theirs}, output = {0};
    stemma_three *merge = NULL;
    stemma_error error;
    if (stemma_merge_three(side, NULL, &merge, &error) == 0)
        output = stemma_three_output(merge);
    stemma_three_free(merge);
    return output;
}

static void demand(stemma_text ours, stemma_text base, stemma_text theirs, stemma_text wanted)
{
    stemma_text output = merged(ours, base, theirs);
    if (!fuzz_same(output, wanted))
        fuzz_fail("what one side leaves alone is as the other made it");
    stemma_text_free(output);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[MOST_PARTS] = {{0}, {0}, {0}};
    fuzz_split(bytes, len, parts, MOST_PARTS);
    demand(parts[0], parts[1], parts[1], parts[0]);
    demand(parts[1], parts[1], parts[0], parts[0]);
    demand(parts[0], parts[1], parts[0], parts[0]);
    stemma_text_free(merged(parts[0], parts[1], parts[2]));
    return 0;
}
