#include "cli/cache.h"

#include "cli/console.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *joined(const char *folder, const char *below)
{
    size_t size = strlen(folder) + strlen(below) + 1;
    char *path = allocate(size);
    snprintf(path, size, "%s%s", folder, below);
    return path;
}

static bool is_absolute(const char *path)
{
    return path && path[0] == '/';
}

/* The XDG base directory specification: what is not absolute is not set. */
static char *usual_place(void)
{
    const char *caches = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (is_absolute(caches))
        return joined(caches, "/stemma/");
    return is_absolute(home) ? joined(home, "/.cache/stemma/") : NULL;
}

char *cache_place(const char *given)
{
    struct stat st;
    if (!given)
        return usual_place();
    bool is_folder = stat(given, &st) == 0 && S_ISDIR(st.st_mode);
    return joined(given, is_folder ? "/" : "");
}
