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

/* The folders of a project find it anew each; one is enough. */
static const stemma_project *keep_project(House *house, stemma_project *found)
{
    for (size_t i = 0; i < house->project_count; i++)
        if (strcmp(stemma_project_path(house->projects[i]), stemma_project_path(found)) == 0) {
            stemma_project_free(found);
            return house->projects[i];
        }
    stemma_project **projects = allocate((house->project_count + 1) * sizeof *projects);
    if (house->project_count)
        memcpy(projects, house->projects, house->project_count * sizeof *projects);
    free(house->projects);
    house->projects = projects;
    return projects[house->project_count++] = found;
}

Status house_enter(House *house, const char *path)
{
    size_t len = folder_len(path);
    if (is_known(house, path, len))
        return house->has_failed ? STATUS_TROUBLE : STATUS_SAME;
    free(house->folder);
    house->folder = allocate(len + 1);
    memcpy(house->folder, path, len);
    house->folder[len] = '\0';
    stemma_error error;
    stemma_project *found;
    house->has_failed = stemma_project_find(path, &found, &error) != 0;
    house->project = house->has_failed || !found ? NULL : keep_project(house, found);
    return house->has_failed ? trouble(&error) : STATUS_SAME;
}

const stemma_style *house_style(const House *house, const stemma_project *project)
{
    if (house->named)
        return house->named;
    return project ? stemma_project_style(project) : NULL;
}

void house_free(House *house)
{
    stemma_style_free(house->named);
    for (size_t i = 0; i < house->project_count; i++)
        stemma_project_free(house->projects[i]);
    free(house->projects);
    free(house->folder);
}
