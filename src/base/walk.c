#include "base/file.h"

#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef bool (*Wanted)(Span path, const void *what);

typedef struct Walk {
    Arena *arena;
    Wanted is_wanted;
    const void *what; /* it is to look for */
    SpanVec folders;  /* still to be read */
    SpanVec files;
} Walk;

static Span join(Arena *arena, Span folder, const char *name)
{
    const char *slash = span_ends(folder, SPAN("/")) ? "" : "/";
    return arena_format(arena, "%.*s%s%s", SPAN_ARG(folder), slash, name);
}

/* What others wrote and npm unpacked is nobody's to tidy. */
static bool is_skipped(Span name)
{
    static const Span names[] = {SPAN("."), SPAN(".."), SPAN(".git"), SPAN("node_modules")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_eq(name, names[i]))
            return true;
    return false;
}

static bool is_agent(Span path, const void *what)
{
    (void)what;
    return span_ends(path, SPAN(".md")) || span_ends(path, SPAN(".mdc"));
}

static bool is_other(Span path, const void *what)
{
    return !is_agent(path, what);
}

static bool has_ending(Span path, const void *what)
{
    return span_ends(path, span_of(what));
}

bool file_is_searched(Span path)
{
    for (size_t start = 0, slash; (slash = span_find_byte(path, '/', start)) < path.len;
         start = slash + 1)
        if (is_skipped(span_range(path, start, slash)))
            return false;
    return is_agent(path, NULL);
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
    if (is_skipped(span_of(entry->d_name)))
        return;
    Span path = join(walk->arena, folder, entry->d_name);
    int type = type_of(entry, path.ptr);
    if (type == DT_DIR)
        vec_add(walk->arena, &walk->folders, path);
    else if (type == DT_REG && walk->is_wanted(path, walk->what))
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

static int walk_path(Walk *walk, const char *path, Visit visit, Fail fail, void *context)
{
    struct stat st;
    if (strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))) {
        visit(context, path);
        return 0;
    }
    vec_add(walk->arena, &walk->folders, span_of(path));
    int first = read_folders(walk, fail, context);
    if (walk->files.len)
        qsort(walk->files.at, walk->files.len, sizeof *walk->files.at, by_bytes);
    for (size_t i = 0; i < walk->files.len; i++)
        visit(context, walk->files.at[i].ptr);
    return first;
}

int file_walk(Arena *arena, const char *path, Visit visit, void *context)
{
    return file_walk_telling(arena, path, visit, NULL, context);
}

int file_walk_others(Arena *arena, const char *path, Visit visit, void *context)
{
    return walk_path(&(Walk){.arena = arena, .is_wanted = is_other}, path, visit, NULL, context);
}

int file_walk_ending(Arena *arena, const char *path, const char *ending, Visit visit, void *context)
{
    Walk walk = {.arena = arena, .is_wanted = has_ending, .what = ending};
    return walk_path(&walk, path, visit, NULL, context);
}

int file_walk_telling(Arena *arena, const char *path, Visit visit, Fail fail, void *context)
{
    return walk_path(&(Walk){.arena = arena, .is_wanted = is_agent}, path, visit, fail, context);
}
