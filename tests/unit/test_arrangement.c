/* Where things stand in a merged agent: each row gives files and the body that they become. */
#include "merge/consolidation.h"

#include "check.h"

enum { MOST_FILES = 3 };

typedef struct Row {
    const char *name, *files[MOST_FILES], *body;
} Row;

static const Row rows[] = {
    {"procedures without a common step follow each other",
     {"## Workflow\n\n1. Weigh the flour\n2. Knead the dough\n3. Bake the loaf\n",
      "## Workflow\n\n1. Ask the guests\n2. Read recipes\n3. Lay plates\n4. Pour wine\n"},
     "## Workflow\n\n1. Ask the guests\n2. Read recipes\n3. Lay plates\n4. Pour wine\n"
     "5. Weigh the flour\n6. Knead the dough\n7. Bake the loaf\n"},
    {"what leads to sections stands right above them",
     {"## Workflow\n\nBake in phases:\n\n### Mixing\n\nMix flour and water.\n",
      "## Workflow\n\nTaste the crumb.\n"},
     "## Workflow\n\nTaste the crumb.\n\nBake in phases:\n\n"
     "### Mixing\n\nMix flour and water.\n"},
    {"a label in the opening does not lift a section out of its chapter",
     {"Bakes bread.\n\nFlour and water:\n\n- Weigh the flour\n- Warm the water\n",
      "Bakes breads.\n\n## Skills\n\n### Flour and water\n\n- Weigh the flour\n- Warm the water\n\n"
      "### Fire\n\n- Light the oven\n- Keep embers\n"},
     "Bakes bread.\n\n## Skills\n\n### Flour and water\n\n- Weigh the flour\n- Warm the water\n\n"
     "### Fire\n\n- Light the oven\n- Keep embers\n"},
};

static Span merged(Arena *arena, const Row *row)
{
    Doc *docs[MOST_FILES];
    uint32_t count = 0;
    for (; count < MOST_FILES && row->files[count]; count++)
        docs[count] =
            doc_read(arena, SPAN("agent.md"), span_of(row->files[count]), (DocOptions){0});
    MergePolicy policy = {.style = style_find(SPAN("house")), .preferred = NONE, .min_support = 1};
    Variants *variants = variants_new(arena, docs, count, policy.style, NONE);
    align_cluster(arena, variants->alignment, variants->lexicon, &(ConstraintVec){0});
    Span bytes = consolidate(arena, variants, &policy)->written.bytes;
    variants_free(variants);
    return bytes;
}

static void test_bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        check_text(rows[i].name, span_of(rows[i].body), merged(arena, &rows[i]));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bodies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
