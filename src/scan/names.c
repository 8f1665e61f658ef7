#include "scan/names.h"

#include "style/harness.h"

#include <stdlib.h>

/* Files are in the order of their paths, so that those of one folder stand near each other. */
enum { NAMES_COMPARED = 64 };

typedef struct Named {
    Span name;
    uint32_t root, file;
} Named;

static int by_name(const void *left, const void *right)
{
    const Named *a = left, *b = right;
    int order = span_cmp(a->name, b->name);
    if (order)
        return order;
    if (a->root != b->root)
        return a->root < b->root ? -1 : 1;
    return a->file < b->file ? -1 : a->file > b->file;
}

static bool is_same(const Named *a, const Named *b)
{
    return a->root == b->root && span_eq(a->name, b->name);
}

/* ---- which one is loaded ---- */

/* What the documentation of each harness says about files of one name: in one folder, and in the folders of several projects
   or of the user. Where it says nothing the answer is LOADS_UNKNOWN. */
static const struct {
    LoadRule together, apart;
} rules[HARNESS_COUNT] = {
    [HARNESS_CLAUDE_AGENT] = {LOADS_ANY, LOADS_NEAREST},
    [HARNESS_GEMINI_AGENT] = {LOADS_FIRST, LOADS_PROJECT},
    [HARNESS_CURSOR_AGENT] = {LOADS_UNKNOWN, LOADS_PROJECT},
    [HARNESS_QWEN_AGENT] = {LOADS_UNKNOWN, LOADS_PROJECT},
    [HARNESS_SKILL] = {LOADS_LABEL, LOADS_LABEL},
    [HARNESS_CLAUDE_COMMAND] = {LOADS_LABEL, LOADS_LABEL},
    [HARNESS_COPILOT_AGENT] = {LOADS_LABEL, LOADS_LABEL},
};

/* The folder in which the harness's own folder (.claude) stands. */
static Span home_of(Span path)
{
    size_t start = path.len;
    for (size_t at = 0; at + 1 < path.len; at++)
        if (path.ptr[at] == '.' && (at == 0 || path.ptr[at - 1] == '/') &&
            path.ptr[at + 1] != '/' && path.ptr[at + 1] != '.')
            start = at;
    return span_range(path, 0, start);
}

static bool share_home(const Collection *c, const IndexVec *files)
{
    for (size_t i = 0; i < files->len; i++)
        for (size_t j = i + 1; j < files->len && j < i + NAMES_COMPARED; j++)
            if (span_eq(home_of(c->files[files->at[i]].path), home_of(c->files[files->at[j]].path)))
                return true;
    return false;
}

static void judge(const Collection *c, SameName *same)
{
    size_t count[HARNESS_COUNT] = {0}, most = 0;
    const Harness *harness = NULL;
    for (size_t i = 0; i < same->files.len; i++) {
        harness = harness_of_path(c->files[same->files.at[i]].path);
        if (!harness)
            return;
        size_t id = (size_t)(harness - harnesses);
        most = ++count[id] > most ? count[id] : most;
    }
    if (most == 1)
        same->rule = LOADS_APART;
    if (most < same->files.len)
        return;
    same->harness = harness->title;
    same->rule = share_home(c, &same->files) ? rules[harness - harnesses].together
                                             : rules[harness - harnesses].apart;
}

bool names_clash(const SameName *same)
{
    return same->rule != LOADS_LABEL && same->rule != LOADS_APART;
}

void names_find(Collection *c)
{
    Arena *scratch = arena_new();
    Named *named = ARENA_ARRAY(scratch, Named, c->file_count);
    uint32_t count = 0;
    for (uint32_t f = 0; f < c->file_count; f++)
        if (c->files[f].name.len)
            named[count++] = (Named){c->files[f].name, c->roots[f], f};
    qsort(named, count, sizeof *named, by_name);
    for (uint32_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && is_same(&named[i], &named[i + run]);)
            run++;
        if (run < 2)
            continue;
        SameName *same = vec_push(c->arena, &c->names);
        *same = (SameName){.name = named[i].name};
        for (uint32_t n = 0; n < run; n++)
            vec_add(c->arena, &same->files, named[i + n].file);
        judge(c, same);
    }
    arena_free(scratch);
}
