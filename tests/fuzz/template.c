/* Any file is no template, and refused with a place, or one whose agents are in canonical form and lie in the folder, whatever
   the values. The parts of an input are the template, and the value of all its slots. */
#include "fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char NAME[] = "fuzzed.md";

static void demand_agent(stemma_text agent, stemma_text path)
{
    stemma_doc *doc = stemma_doc_parse("a.md", agent.ptr, agent.len, NULL);
    if (!stemma_is_formatted(doc, NULL))
        fuzz_fail("what new writes is in canonical form");
    if (path.ptr[0] == '/' || strncmp(path.ptr, "../", 3) == 0 || strstr(path.ptr, "/../"))
        fuzz_fail("what new writes stays in the folder");
    stemma_doc_free(doc);
}

static void fill(const stemma_template *from, stemma_text value)
{
    enum { MOST_SLOTS = 64 };
    char *set[MOST_SLOTS];
    size_t count = stemma_template_slot_count(from);
    count = count < MOST_SLOTS ? count : MOST_SLOTS;
    for (size_t i = 0; i < count; i++) {
        const char *slot = stemma_template_slot(from, i).name;
        size_t size = strlen(slot) + value.len + 3;
        set[i] = malloc(size);
        if (!set[i])
            abort();
        snprintf(set[i], size, "%s=%.*s", slot, (int)value.len, value.len ? value.ptr : "");
    }
    stemma_text agent, path;
    stemma_error error;
    int code =
        stemma_template_fill(from, (const char *const *)set, count, NULL, &agent, &path, &error);
    if (code == 0)
        demand_agent(agent, path);
    else if (!error.message[0] || strstr(error.message, "please report this"))
        fuzz_fail("a template is filled, or refused with a reason");
    if (code == 0) {
        stemma_text_free(agent);
        stemma_text_free(path);
    }
    for (size_t i = 0; i < count; i++)
        free(set[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    stemma_text parts[MOST_PARTS] = {{0}};
    stemma_template *from;
    stemma_error error;
    fuzz_split(bytes, len, parts, MOST_PARTS - 1);
    fuzz_put(NAME, parts[0]);
    if (stemma_template_open(NAME, &from, &error) != 0)
        return 0;
    stemma_text_free(stemma_template_show(from, NULL));
    fill(from, (stemma_text){(char *)"a b", 3});
    fill(from, parts[1]);
    stemma_template_free(from);
    return 0;
}
