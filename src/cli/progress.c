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

static void show_path(const Progress *progress, const char *path)
{
    size_t width = console_view(stderr, COLOR_NEVER).width;
    stemma_text visible = stemma_visible(path, strlen(path));
    fprintf(stderr, "\r\033[K%zu files, %s\r", progress->steps,
            end_of(visible.ptr, visible.len, width > 24 ? width - 24 : 0));
    fflush(stderr);
    is_shown = true;
    stemma_text_free(visible);
}

static void show_share(const Progress *progress, size_t done, size_t all)
{
    double seconds = (double)(progress->shown - progress->started) / 1000;
    double rate = (double)done / seconds;
    if (done < all && rate > 0)
        fprintf(stderr, "\r\033[K%zu of %zu files, %.0f a second, %.0f s left\r", done, all, rate,
                (double)(all - done) / rate + 0.5);
    else
        fprintf(stderr, "\r\033[Kcomparing %zu files\r", all);
    fflush(stderr);
    is_shown = true;
}

/* On a terminal, and not too often. */
static bool is_due(Progress *progress)
{
    if (!isatty(STDERR_FILENO))
        return false;
    long long time = now();
    if (!progress->started)
        progress->started = time;
    if (time - progress->started < PATIENCE || time - progress->shown < PACE)
        return false;
    progress->shown = time;
    return true;
}

void progress_step(Progress *progress, const char *path)
{
    progress->steps++;
    if (is_due(progress))
        show_path(progress, path);
}

void progress_share(Progress *progress, size_t done, size_t all)
{
    if (is_due(progress) || (is_shown && done == all))
        show_share(progress, done, all);
}

void progress_hide(void)
{
    if (is_shown)
        fputs("\r\033[K", stderr);
    is_shown = false;
}
