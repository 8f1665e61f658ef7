#include "cli/driver.h"

#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS = 16 };

const char *const driver_attributes[] = {"*.md merge=stemma", "*.mdc merge=stemma", NULL};

const char *const driver_version_lines[] = {"conflict", "newer", "ours", "theirs", NULL};

Status driver_git(const char *const *arguments, stemma_text input, Process *git)
{
    const char *argv[ARGUMENTS] = {"git"};
    for (size_t i = 0; arguments[i] && i + 2 < ARGUMENTS; i++)
        argv[i + 1] = arguments[i];
    int failed = process_run(argv, input, git);
    if (failed == 0)
        return STATUS_SAME;
    message("git cannot be run: %s", strerror(-failed));
    return STATUS_TROUBLE;
}

Status driver_ask(const char *const *arguments, stemma_text *line)
{
    Process git;
    *line = (stemma_text){NULL, 0};
    if (driver_git(arguments, (stemma_text){NULL, 0}, &git) != STATUS_SAME)
        return STATUS_TROUBLE;
    if (git.status == 0 && git.out.ptr) {
        line->len = strcspn(git.out.ptr, "\n");
        line->ptr = allocate(line->len + 1);
        memcpy(line->ptr, git.out.ptr, line->len);
    }
    process_free(&git);
    return STATUS_SAME;
}
