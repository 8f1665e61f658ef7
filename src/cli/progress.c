#include "cli/progress.h"

#include "cli/console.h"
#include "cli/options.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 500, PACE = 100 };

/* A terminal has one line to show it on. */
static bool is_shown;

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* The end of a path says more than its start. */
static const char *end_of(const char *text, size_t len, size_t columns)
{
    const char *end = len > columns ? text + len - columns : text;
    while ((*end & 0xC0) == 0x80)
        end++;
    return end;
}

static void show(const Progress *progress, const char *path)
{
    size_t width = console_view(stderr, COLOR_NEVER).width;
    stemma_text visible = stemma_visible(path, strlen(path));
    char total[32] = "";
    if (progress->total)
        snprintf(total, sizeof total, " of %zu", progress->total);
    fprintf(stderr, "\r\033[K%zu%s files, %s\r", progress->steps, total,
            end_of(visible.ptr, visible.len, width > 36 ? width - 36 : 0));
    fflush(stderr);
    is_shown = true;
    stemma_text_free(visible);
}

void progress_step(Progress *progress, const char *path)
{
    progress->steps++;
    if (!isatty(STDERR_FILENO))
        return;
    long long time = now();
    if (!progress->started)
        progress->started = time;
    if (time - progress->started < PATIENCE || time - progress->shown < PACE)
        return;
    progress->shown = time;
    show(progress, path);
}

void progress_hide(void)
{
    if (is_shown)
        fputs("\r\033[K", stderr);
    is_shown = false;
}
