#include "base/file.h"

#include "base/buf.h"
#include "base/vec.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* In the arena; NULL when there is no such thing. */
static const char *real_path(Arena *arena, const char *path)
{
    char *real = path && *path ? realpath(path, NULL) : NULL;
    const char *copy = real ? arena_copy(arena, span_of(real)).ptr : NULL;
    free(real);
    return copy;
}

static Span above(Span path)
{
    size_t len = file_folder(path).len;
    return span_range(path, 0, len > 1 ? len - 1 : len);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder that `path` is, or lies in, even when it is not there yet. */
static const char *folder_for(Arena *arena, const char *path)
{
    if (strcmp(path, "-") == 0)
        return real_path(arena, ".");
    if (is_folder(path))
        return real_path(arena, path);
    Span folder = above(span_of(path));
    return real_path(arena, folder.len ? arena_copy(arena, folder).ptr : ".");
}

static bool is_searched(const char *folder, const char *home)
{
    struct stat st;
    return strcmp(folder, "/") != 0 && !(home && strcmp(folder, home) == 0) &&
           stat(folder, &st) == 0 && !(st.st_mode & S_IWOTH);
}

static bool has_git(Arena *arena, const char *folder)
{
    struct stat st;
    return lstat(arena_format(arena, "%s/.git", folder).ptr, &st) == 0;
}

static const char *from_here(Arena *arena, const char *path)
{
    const char *here = real_path(arena, ".");
    size_t len = here ? strlen(here) : 0;
    return here && strncmp(path, here, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

int file_find_above(Arena *arena, const char *path, const char *name, const char **found)
{
    const char *folder = folder_for(arena, path), *home = real_path(arena, getenv("HOME"));
    *found = NULL;
    while (folder && is_searched(folder, home)) {
        struct stat st;
        const char *candidate = arena_format(arena, "%s/%s", folder, name).ptr;
        if (stat(candidate, &st) == 0) {
            *found = from_here(arena, candidate);
            return S_ISDIR(st.st_mode) ? -EISDIR : 0;
        }
        if (errno != ENOENT)
            return -errno;
        folder = has_git(arena, folder) ? NULL : arena_copy(arena, above(span_of(folder))).ptr;
    }
    return 0;
}

const char *file_place(Arena *arena, const char *path)
{
    const char *folder = folder_for(arena, path), *slash = strrchr(path, '/');
    if (!folder || is_folder(path))
        return folder ? folder : path;
    return arena_format(arena, "%s/%s", folder, slash ? slash + 1 : path).ptr;
}

const char *file_beside(Arena *arena, const char *from, Span path)
{
    Span whole = span_of(from);
    size_t folder = whole.len;
    while (folder && from[folder - 1] != '/')
        folder--;
    bool is_absolute = span_starts(path, SPAN("/"));
    return is_absolute ? arena_copy(arena, path).ptr
                       : arena_format(arena, "%.*s%.*s", (int)folder, from, SPAN_ARG(path)).ptr;
}

bool file_is_inside(Arena *arena, const char *beside, const char *path)
{
    struct stat st;
    const char *folder = folder_for(arena, beside), *real = real_path(arena, path);
    Span rest = span_of(path);
    while (!real) {
        if (lstat(arena_copy(arena, rest).ptr, &st) == 0)
            return false; /* a link to nowhere */
        Span up = above(rest);
        if (up.len == rest.len)
            return false;
        rest = up;
        real = real_path(arena, rest.len ? arena_copy(arena, rest).ptr : ".");
    }
    size_t len = folder ? strlen(folder) : 0;
    return len && strncmp(real, folder, len) == 0 && (real[len] == '/' || real[len] == '\0');
}

bool file_normalize(Arena *arena, Span path, Span *normal)
{
    SpanVec names = {0};
    if (span_starts(path, SPAN("/")))
        return false;
    for (size_t at = 0, end; at <= path.len; at = end + 1) {
        end = span_find_byte(path, '/', at);
        Span name = span_range(path, at, end);
        if (span_eq(name, SPAN("..")) && !names.len)
            return false;
        if (span_eq(name, SPAN("..")))
            names.len--;
        else if (name.len && !span_eq(name, SPAN(".")))
            vec_add(arena, &names, name);
    }
    Buf out = buf_in(arena);
    for (size_t i = 0; i < names.len; i++)
        buf_format(&out, "%s%.*s", i ? "/" : "", SPAN_ARG(names.at[i]));
    *normal = buf_span(&out);
    return names.len > 0;
}
