#include "cli/house.h"

#include <stdlib.h>
#include <string.h>

const char *const house_styles[] = {"house", "neutral", "minimal", "checklist", NULL};

Status house_open(House *house, const char *style)
{
    stemma_error error;
    *house = (House){0};
    if (style && stemma_style_open(style, &house->named, &error) != 0)
        return trouble(&error);
    return STATUS_SAME;
}

static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static bool is_known(const House *house, const char *path, size_t len)
{
    return house->folder && strlen(house->folder) == len && memcmp(house->folder, path, len) == 0;
}

Status house_enter(House *house, const char *path)
{
    size_t len = folder_len(path);
    if (is_known(house, path, len))
        return house->has_failed ? STATUS_TROUBLE : STATUS_SAME;
    free(house->folder);
    stemma_project_free(house->project);
    house->folder = allocate(len + 1);
    memcpy(house->folder, path, len);
    stemma_error error;
    house->has_failed = stemma_project_find(path, &house->project, &error) != 0;
    return house->has_failed ? trouble(&error) : STATUS_SAME;
}

const stemma_style *house_style(const House *house)
{
    if (house->named)
        return house->named;
    return house->project ? stemma_project_style(house->project) : NULL;
}

void house_free(House *house)
{
    stemma_style_free(house->named);
    stemma_project_free(house->project);
    free(house->folder);
}
