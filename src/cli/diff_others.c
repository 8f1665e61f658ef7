#include "cli/diff_others.h"

#include "cli/console.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BLOCK = 1 << 16 };

/* The files of a folder by their paths below it, in byte order. */
typedef struct Names {
    size_t prefix; /* so many bytes of a path are the folder's */
    char **paths;
    size_t count, room;
} Names;

static void add_name(void *context, const char *path)
{
    Names *names = context;
    if (names->count == names->room) {
        names->room = 2 * names->room + 64;
        char **paths = allocate(names->room * sizeof *paths);
        if (names->count)
            memcpy(paths, names->paths, names->count * sizeof *paths);
        free(names->paths);
        names->paths = paths;
    }
    names->paths[names->count++] = strcpy(allocate(strlen(path) + 1), path);
}

static Names names_of(const char *folder)
{
    size_t len = strlen(folder);
    Names names = {.prefix = len && folder[len - 1] == '/' ? len : len + 1};
    stemma_walk_others(folder, add_name, &names, NULL);
    return names;
}

static void free_names(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->paths[i]);
    free(names->paths);
}

static bool is_same_to_the_end(FILE *a, FILE *b)
{
    static char left[BLOCK], right[BLOCK];
    size_t read;
    do {
        read = fread(left, 1, BLOCK, a);
        if (fread(right, 1, BLOCK, b) != read || memcmp(left, right, read) != 0)
            return false;
    } while (read == BLOCK);
    return !ferror(a) && !ferror(b);
}

static bool is_same(const char *old, const char *new)
{
    struct stat a, b;
    if (stat(old, &a) != 0 || stat(new, &b) != 0 || a.st_size != b.st_size)
        return false;
    FILE *left = fopen(old, "rb"), *right = fopen(new, "rb");
    bool same = left && right && is_same_to_the_end(left, right);
    if (left)
        fclose(left);
    if (right)
        fclose(right);
    return same;
}

static int order_of(const Names *a, size_t i, const Names *b, size_t k)
{
    if (i == a->count || k == b->count)
        return i == a->count ? 1 : -1;
    return strcmp(a->paths[i] + a->prefix, b->paths[k] + b->prefix);
}

size_t diff_others_count(const char *old, const char *new)
{
    Names a = names_of(old), b = names_of(new);
    size_t count = 0;
    for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
        int order = order_of(&a, i, &b, k);
        count += order != 0 || !is_same(a.paths[i], b.paths[k]);
        i += order <= 0;
        k += order >= 0;
    }
    free_names(&a);
    free_names(&b);
    return count;
}
