/* Any recipe, over any two sources, is refused with its mistakes or gives outputs whose ledgers were proved; one that is fine
   gives the same the second time. The parts of an input are the recipe and the sources s.md and t.md. */
#include "fuzz.h"

#include <errno.h>
#include <stdio.h>

static const char *const names[MOST_PARTS] = {"x.recipe.yaml", "s.md", "t.md"};
static int compose(stemma_composition **made)
{
    stemma_compose_options options = {.ledger = true};
    stemma_text problems = {0};
    stemma_error error;
    int code = stemma_compose(names[0], &options, made, &problems, &error);
    if (code == -EBADMSG) {
        fprintf(stderr, "%s\n", error.message);
        fuzz_fail("what a recipe makes holds what its sources say");
    }
    if (code && !error.message[0])
        fuzz_fail("a recipe is refused with a reason");
    stemma_text_free(problems);
    return code;
}

static void demand_same(const stemma_composition *a, const stemma_composition *b)
{
    size_t count = stemma_composition_file_count(a);
    if (stemma_composition_file_count(b) != count)
        fuzz_fail("a recipe makes the same files each time");
    for (size_t i = 0; i < count; i++) {
        stemma_file one = stemma_composition_file(a, i), other = stemma_composition_file(b, i);
        if (!fuzz_same((stemma_text){(char *)one.bytes, one.len},
                       (stemma_text){(char *)other.bytes, other.len}))
            fuzz_fail("a recipe makes the same bytes each time");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[MOST_PARTS] = {{0}};
    stemma_composition *made, *again;
    fuzz_split(bytes, len, parts, MOST_PARTS);
    for (size_t i = 0; i < MOST_PARTS; i++)
        fuzz_put(names[i], parts[i]);
    if (compose(&made) != 0)
        return 0;
    if (compose(&again) != 0)
        fuzz_fail("a recipe that was fine is fine");
    demand_same(made, again);
    stemma_text_free(stemma_composition_explain(made, NULL));
    stemma_text_free(stemma_composition_remarks(made, NULL));
    stemma_composition_free(again);
    stemma_composition_free(made);
    return 0;
}
