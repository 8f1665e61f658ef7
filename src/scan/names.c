#include "scan/names.h"

#include <stdlib.h>

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
    }
    arena_free(scratch);
}
