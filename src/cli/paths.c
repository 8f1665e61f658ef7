#include "cli/paths.h"

#include "cli/console.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void make_folders(const char *path)
{
    size_t size = strlen(path) + 1;
    char *folder = allocate(size);
    for (const char *slash = strchr(path + (*path != '\0'), '/'); slash;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, size, "%.*s", (int)(slash - path), path);
        mkdir(folder, 0777);
    }
    free(folder);
}
