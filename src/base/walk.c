#include "base/file.h"

#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct Walk {
    Arena *arena;
    Span ending;     /* of the names that are looked for */
    SpanVec folders; /* still to be read */
    SpanVec files;
} Walk;

static Span join(Arena *arena, Span folder, const char *name)
{
    const char *slash = span_ends(folder, SPAN("/")) ? "" : "/";
    return arena_format(arena, "%.*s%s%s", SPAN_ARG(folder), slash, name);
}

static bool is_skipped(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0;
}

/* Most file systems say what an entry is, and the others are asked. What disappears between being listed and being looked
   at was never there. */
static int type_of(const struct dirent *entry, const char *path)
{
    struct stat st;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    return lstat(path, &st) == 0 ? IFTODT(st.st_mode) : DT_UNKNOWN;
}

static void sort_entry(Walk *walk, Span folder, const struct dirent *entry)
{
    if (is_skipped(entry->d_name))
        return;
    Span path = join(walk->arena, folder, entry->d_name);
    int type = type_of(entry, path.ptr);
    if (type == DT_DIR)
        vec_add(walk->arena, &walk->folders, path);
    else if (type == DT_REG && span_ends(path, walk->ending))
        vec_add(walk->arena, &walk->files, path);
}

static int read_folder(Walk *walk, Span folder)
{
    DIR *dir = opendir(folder.ptr);
    if (!dir)
        return -errno;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(dir)); errno = 0)
        sort_entry(walk, folder, entry);
    int error = -errno;
    closedir(dir);
    return error;
}

static int by_bytes(const void *a, const void *b)
{
    return span_cmp(*(const Span *)a, *(const Span *)b);
}

typedef void (*Visit)(void *context, const char *path);
typedef void (*Fail)(void *context, const char *path, int code);

/* The first error of a folder is given; one may have gone since it was listed. */
static int read_folders(Walk *walk, Fail fail, void *context)
{
    int first = 0;
    for (bool is_below = false; walk->folders.len; is_below = true) {
        Span folder = walk->folders.at[--walk->folders.len];
        int error = read_folder(walk, folder);
        if (!error || (is_below && error == -ENOENT))
            continue;
        first = first ? first : error;
        if (fail)
            fail(context, folder.ptr, error);
    }
    return first;
}

static int walk_path(Arena *arena, const char *path, const char *ending, Visit visit, Fail fail,
                     void *context)
{
    struct stat st;
    if (strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))) {
        visit(context, path);
        return 0;
    }
    Walk walk = {.arena = arena, .ending = span_of(ending)};
    vec_add(arena, &walk.folders, span_of(path));
    int first = read_folders(&walk, fail, context);
    if (walk.files.len)
        qsort(walk.files.at, walk.files.len, sizeof *walk.files.at, by_bytes);
    for (size_t i = 0; i < walk.files.len; i++)
        visit(context, walk.files.at[i].ptr);
    return first;
}

int file_walk(Arena *arena, const char *path, Visit visit, void *context)
{
    return walk_path(arena, path, ".md", visit, NULL, context);
}

int file_walk_ending(Arena *arena, const char *path, const char *ending, Visit visit, void *context)
{
    return walk_path(arena, path, ending, visit, NULL, context);
}

int file_walk_telling(Arena *arena, const char *path, Visit visit, Fail fail, void *context)
{
    return walk_path(arena, path, ".md", visit, fail, context);
}
