/* Where things stand in a merged agent: each row gives files and the body that they become. */
#include "merge/consolidation.h"

#include "check.h"

enum { MOST_FILES = 4 };

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
    {"and what it leads to comes first",
     {"## Workflow\n\nBake in phases:\n\n### Mixing\n\nMix flour and water.\n",
      "## Workflow\n\n### Asking\n\nAsk for the recipe.\n"},
     "## Workflow\n\nBake in phases:\n\n### Mixing\n\nMix flour and water.\n\n### Asking\n\n"
     "Ask for the recipe.\n"},
    {"a label in the opening does not lift a section out of its chapter",
     {"Bakes bread.\n\nFlour and water:\n\n- Weigh the flour\n- Warm the water\n",
      "Bakes breads.\n\n## Skills\n\n### Flour and water\n\n- Weigh the flour\n- Warm the water\n\n"
      "### Fire\n\n- Light the oven\n- Keep embers\n"},
     "Bakes bread.\n\n## Skills\n\n### Flour and water\n\n- Weigh the flour\n- Warm the water\n\n"
     "### Fire\n\n- Light the oven\n- Keep embers\n"},
    {"labels among headings become headings",
     {"Bakes bread.\n\nWhen called:\n\n1. Light the oven\n\nFlours:\n\n- Rye\n- Wheat\n",
      "Bakes breads.\n\n## Purpose\n\nFeed the village.\n"},
     "Bakes bread.\n\n## Purpose\n\nFeed the village.\n\n## When called\n\n1. Light the oven\n\n"
     "## Flours\n\n- Rye\n- Wheat\n"},
    {"a label that begins a sentence is no title",
     {"Bakes bread.\n\nEvery morning you will:\n\n- Light the oven\n\nFlours:\n\n- Rye\n- Wheat\n",
      "Bakes breads.\n\n## Purpose\n\nFeed the village.\n"},
     "Bakes bread.\n\nEvery morning you will:\n\n- Light the oven\n\n"
     "## Purpose\n\nFeed the village.\n\n## Flours\n\n- Rye\n- Wheat\n"},
    {"nor is a bold one",
     {"## Skills\n\n**Your first duties are to:**\n\n- Light the oven\n\n### Flours\n\n- Rye\n",
      "## Skills\n\n### Ovens\n\n- Stone\n"},
     "## Skills\n\n**Your first duties are to:**\n\n- Light the oven\n\n### Ovens\n\n- Stone\n\n"
     "### Flours\n\n- Rye\n"},
    {"a label that begins a sentence does not overtake the labels before it",
     {"Bakes bread.\n\nFlours:\n\n- Rye\n- Wheat\n\nEvery morning you will:\n\n- Light the oven\n",
      "Bakes breads.\n\n## Purpose\n\nFeed the village.\n"},
     "Bakes bread.\n\n## Purpose\n\nFeed the village.\n\n## Flours\n\n- Rye\n- Wheat\n\n"
     "## Every morning you will\n\n- Light the oven\n"},
    {"what half of the files call a section it is called",
     {"## Core Competencies\n\n- Knead dough\n", "## Capabilities\n\n- Bake bread\n",
      "## Capabilities\n\n- Sell cakes\n"},
     "## Capabilities\n\n- Bake bread\n- Sell cakes\n- Knead dough\n"},
    {"unless another has the style's name for it",
     {"## Core Expertise\n\n- Knead dough\n",
      "## Capabilities\n\n- Bake bread\n"
      "\n## Tools\n\n- Oven\n",
      "## Capabilities\n\n- Sell cakes\n", "## Competencies\n\n- Dance\n"},
     "## Core Expertise\n\n- Bake bread\n- Sell cakes\n- Dance\n- Knead dough\n\n## Tools\n\n- "
     "Oven\n"},
    {"what nobody agrees on has the style's name",
     {"## Core Competencies\n\n- Knead dough\n", "## Capabilities\n\n- Bake bread\n",
      "## Areas of Expertise\n\n- Sell cakes\n"},
     "## Core Expertise\n\n- Sell cakes\n- Bake bread\n- Knead dough\n"},
    {"but not beside a section that means the same",
     {"## Core Competencies\n\n- Knead dough\n", "## Capabilities\n\n- Bake bread\n",
      "## Areas of Expertise\n\n- Sell cakes\n\n## Skills\n\n- Juggle eggs\n"},
     "## Areas of Expertise\n\n- Sell cakes\n- Bake bread\n- Knead dough\n\n## Skills\n\n- Juggle "
     "eggs\n"},
    {"what an answer holds is no closing",
     {"## Output\n\n- A loaf\n\nYour loaf has a label.\n",
      "## Tools\n\n- Oven\n\nRemember: bread needs time.\n"},
     "## Tools\n\n- Oven\n\n## Output\n\n- A loaf\n\nYour loaf has a label.\n\nRemember: bread "
     "needs time.\n"},
    {"how to be at all times is one, wherever it stands",
     {"## Output\n\n- A loaf\n\nAlways smile.\n",
      "## Tools\n\n- Oven\n\nRemember: bread needs time.\n"},
     "## Tools\n\n- Oven\n\n## Output\n\n- A loaf\n\nAlways smile. Remember: bread needs time.\n"},
    {"an item that holds others stays where it stands",
     {"## Tools\n\n- A scale for flour\n- An oven\n",
      "## Tools\n\n- An urn\n- Weights for the scale\n  - Ten grams\n"},
     "## Tools\n\n- A scale for flour\n- An oven\n- An urn\n- Weights for the scale\n  - Ten "
     "grams\n"},
    {"a template stands below its own title",
     {"## Output\n\n- A loaf\n- A bill\n",
      "## Output Format\n\n```\nLoaf: <weight>\n```\n\nSign it.\n"},
     "## Output\n\n- A loaf\n- A bill\n\n### Output Format\n\n```\nLoaf: <weight>\n```\n\nSign "
     "it.\n"},
    {"which one that is on its own does not need",
     {"## Output\n\n```\nLoaf: <weight>\n```\n",
      "## Output Format\n\n```\nLoaf: <weight>\n```\n\nSign it.\n"},
     "## Output\n\n```\nLoaf: <weight>\n```\n\nSign it.\n"},
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
