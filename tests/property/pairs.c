#include "pairs.h"

#include "base/file.h"
#include "base/vec.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static Arena *kept;
static SpanVec folders;

static int by_name(const void *left, const void *right)
{
    return span_cmp(*(const Span *)left, *(const Span *)right);
}

int pairs_find(void **state)
{
    (void)state;
    const char *source = getenv("STEMMA_SOURCE"), *shared = getenv("STEMMA_SHARED");
    kept = arena_new();
    const char *root =
        shared ? arena_format(kept, "%s/data/merges", shared).ptr
               : arena_format(kept, "%s/../shared/data/merges", source ? source : ".").ptr;
    DIR *dir = opendir(root);
    if (!dir) {
        printf("skipped: no %s\n", root);
        return 0;
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            vec_add(kept, &folders, arena_format(kept, "%s/%s", root, entry->d_name));
    closedir(dir);
    if (folders.len)
        qsort(folders.at, folders.len, sizeof *folders.at, by_name);
    return 0;
}

int pairs_forget(void **state)
{
    (void)state;
    arena_free(kept);
    return 0;
}

const SpanVec *pairs_folders(void)
{
    return &folders;
}

static const char *const versions[PAIR_VERSIONS] = {"base.md", "left.md", "right.md"};

void pair_compare(Pair *pair, Span old, Span new)
{
    pair->docs[0] = doc_read(pair->arena, SPAN("old.md"), old, (DocOptions){0});
    pair->docs[1] = doc_read(pair->arena, SPAN("new.md"), new, (DocOptions){0});
    pair->diff = diff_docs(pair->arena, pair->docs[0], pair->docs[1], style_find(SPAN("house")));
}

bool pair_open(Pair *pair, Span folder, int from, int to)
{
    Span bytes[2];
    pair->arena = arena_new();
    for (int side = 0; side < 2; side++) {
        const char *version = versions[side ? to : from];
        pair->paths[side] = arena_format(pair->arena, "%s/%s", folder.ptr, version).ptr;
        if (file_read(pair->arena, pair->paths[side], &bytes[side]) != 0)
            return false;
    }
    pair_compare(pair, bytes[0], bytes[1]);
    return true;
}
